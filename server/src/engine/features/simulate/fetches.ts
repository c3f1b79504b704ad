// Sample fetches that a request decides (manual 7.3). Every other one is named unknown.
import { t } from '../../language/text.ts';
import { nameOf } from '../../rules/write.ts';
import { code } from '../hover/place.ts';
import type { Context } from './context.ts';
import { linesOf, pathAndQuery, splitValues, type Uri } from './state.ts';
import { bool, isUnknown, number, parseIp, type Slot, text, type Unknown, type Value, type Values } from './value.ts';

/** `all`: an ACL looks at every value; else HAProxy takes one. */
type Fetch = (c: Context, args: readonly string[], all: boolean) => Values;
const NONE: readonly Value[] = [];
const unknown = (why: string): Unknown => ({ unknown: why });
const slot = <T>(s: Slot<T>, of: (v: T) => readonly Value[]): Values => (isUnknown(s) ? s : of(s.known));
const one = (v: string | null): readonly Value[] => (v === null ? NONE : [text(v)]);
const isPath = (u: Uri): boolean => u.path.startsWith('/');

/** The last value unless an ACL asks for all, or an occurrence is named: 1 is the first, -1 the last. */
function pick(values: readonly string[], occurrence: string | undefined, all: boolean): readonly string[] | Unknown {
  const n = occurrence === undefined || occurrence === '' ? 0 : Number(occurrence);
  if (!Number.isSafeInteger(n)) return unknown(t('its argument is not known'));
  if (n === 0) return all ? values : values.slice(-1);
  const v = n > 0 ? values[n - 1] : values[values.length + n];
  return v === undefined ? [] : [v];
}

function header(c: Context, args: readonly string[], all: boolean, split: boolean): readonly string[] | Unknown {
  const name = args[0] ?? '';
  if (name === '') return unknown(t('it reads every header'));
  const lines = linesOf(c.state, name);
  return isUnknown(lines) ? lines : pick(split ? lines.flatMap((l) => splitValues(l, ',')) : lines, args[1], all);
}
const headers = (split: boolean, make: (v: string) => Value | null): Fetch => (c, args, all) => { const v = header(c, args, all, split); return isUnknown(v) ? v : v.flatMap((x) => make(x) ?? []); };
const countOf = (split: boolean): Fetch => (c, args) => { const v = header(c, args, true, split); return isUnknown(v) ? v : [number(v.length)]; };
const integer = (v: string): Value => { const m = /^[+-]?\d+/.exec(v); return number(m ? Number(m[0]) : 0); };
const address = (v: string): Value | null => (parseIp(v) ? text(v, 'ip') : null);

function cookies(c: Context, args: readonly string[], all: boolean): readonly string[] | Unknown {
  const lines = linesOf(c.state, 'cookie'), name = args[0] ?? '';
  if (isUnknown(lines)) return lines;
  const found = lines.flatMap((l) => splitValues(l, ';,')).flatMap((p) => { const at = p.indexOf('='); return at > 0 && (name === '' || p.slice(0, at).trim() === name) ? [p.slice(at + 1).trim()] : []; });
  return all ? found : name === '' ? found.slice(0, 1) : found.slice(-1);
}

function parameter(c: Context, args: readonly string[], all: boolean): Values {
  const [name = '', delimiter = ''] = args;
  if (name === '' || args.length > 2 || delimiter.length > 1) return unknown(t('its arguments are not covered'));
  return slot(c.state.uri, (u) => {
    const query = delimiter === '' || delimiter === '?' ? u.query : ((x) => { const at = x.indexOf(delimiter); return at < 0 ? null : x.slice(at + 1); })(pathAndQuery(u));
    const found = (query ?? '').split(/[&;]/).flatMap((p) => (p.startsWith(`${name}=`) ? [text(p.slice(name.length + 1))] : []));
    return all ? found : found.slice(0, 1);
  });
}

const base = (query: boolean): Fetch => (c) => {
  const host = linesOf(c.state, 'host');
  return isUnknown(host) ? host : slot(c.state.uri, (u) => (isPath(u) ? one(`${host[0] === undefined ? '' : splitValues(host[0], ',')[0]!}${query ? pathAndQuery(u) : u.path}`) : NONE));
};

/** What the client's first bytes say in TLS; only the bytes of a connection that HAProxy passes on as it is. */
const hello = (make: (c: Context) => readonly Value[]): Fetch => (c) => {
  if (c.wire.ends || c.http === true || !c.wire.tls) return NONE;
  return c.wire.waits ? make(c) : unknown(t('without an inspect-delay and a rule that waits, the first bytes may not be there yet'));
};

const FETCHES: Readonly<Record<string, Fetch>> = {
  always_true: () => [bool(true)], always_false: () => [bool(false)],
  bool: (_c, [v = '']) => (/^(?:true|1|yes|on)$/i.test(v) ? [bool(true)] : /^(?:false|0|no|off)$/i.test(v) ? [bool(false)] : unknown(t('its argument is not known'))),
  int: (_c, [v = '']) => (/^[+-]?\d+$/.test(v) && Number.isSafeInteger(Number(v)) ? [number(Number(v))] : unknown(t('its argument is not known'))),
  str: (_c, [v = '']) => [text(v)], meth: (_c, [v = '']) => [text(v, 'meth')],
  ipv4: (_c, [v = '']) => [text(v, 'ip')], ipv6: (_c, [v = '']) => [text(v, 'ip')],
  src: (c) => slot(c.state.source, (s) => [text(s, 'ip')]),
  dst_port: (c) => (c.wire.port === null ? unknown(t('the port of the bind is not known')) : [number(c.wire.port)]),
  dst: (c) => (c.wire.address === null ? unknown(t('the bind takes any address')) : [text(c.wire.address, 'ip')]),
  ssl_fc: (c) => [bool(c.wire.ends)],
  ssl_fc_sni: (c) => (c.wire.ends && c.wire.sni ? [text(c.wire.sni)] : NONE),
  ssl_fc_has_sni: (c) => (c.wire.ends ? [bool(c.wire.sni !== '')] : NONE),
  ssl_fc_alpn: (c) => (!c.wire.ends ? NONE : c.wire.http2 ? [text('h2')] : unknown(t('whether the client offers a protocol is not known'))),
  fc_http_major: (c) => (c.http === false ? unknown(t('mode tcp')) : [number(c.wire.http2 ? 2 : 1)]),
  fe_name: (c) => one(c.frontend.name), be_name: (c) => (c.backend ? one(c.backend.name) : unknown(t('no backend is chosen yet'))),
  'req.ssl_sni': hello((c) => (c.wire.sni ? [text(c.wire.sni)] : NONE)), 'req.ssl_hello_type': hello(() => [number(1)]),
  wait_end: (c) => (c.stage === 'route' || c.stage === 'request' || c.stage === 'server' ? [bool(true)] : unknown(t('it is true only when the time to wait is over'))),
  var: (c, [name = '', otherwise]) => {
    const v = c.state.variables.get(name), why = c.state.variablesFrom ?? (name.startsWith('proc.') ? t('a variable of the process') : null);
    if (v) return slot(v, (x) => [x]);
    return why ? unknown(why) : otherwise === undefined ? NONE : [text(otherwise)];
  },
};
/** Methods that HAProxy knows by a number; another one is a text to it, even when a rule turned it into one of these. */
export const NUMBERED: ReadonlySet<string> = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);
/** Those that need an HTTP request. */
const HTTP: Readonly<Record<string, Fetch>> = {
  method: (c) => (NUMBERED.has(c.state.sent) ? [{ kind: 'meth', text: c.state.sent, number: 1 }] : slot(c.state.method, (m) => [{ kind: 'meth', text: m, number: 0 }])),
  path: (c) => slot(c.state.uri, (u) => (isPath(u) ? one(u.path) : NONE)),
  pathq: (c) => slot(c.state.uri, (u) => (isPath(u) ? one(pathAndQuery(u)) : NONE)),
  url: (c) => slot(c.state.uri, (u) => one(u.front + pathAndQuery(u))),
  query: (c, args) => (args.length ? unknown(t('its arguments are not covered')) : slot(c.state.uri, (u) => one(u.query))),
  base: base(false), baseq: base(true), url_param: parameter, urlp: parameter,
  urlp_val: (c, args, all) => { const v = parameter(c, args, all); return isUnknown(v) ? v : v.map((x) => integer(x.text)); },
  'req.hdr': headers(true, (v) => text(v)), 'req.fhdr': headers(false, (v) => text(v)), 'req.hdr_val': headers(true, integer), 'req.hdr_ip': headers(true, address),
  'req.hdr_cnt': countOf(true), 'req.fhdr_cnt': countOf(false),
  'req.cook': (c, args, all) => { const v = cookies(c, args, all); return isUnknown(v) ? v : v.map((x) => text(x)); },
  'req.cook_val': (c, args, all) => { const v = cookies(c, args, all); return isUnknown(v) ? v : v.map(integer); },
  'req.cook_cnt': (c, args) => { const v = cookies(c, args, true); return isUnknown(v) ? v : [number(v.length)]; },
  'req.ver': (c) => one(c.state.version), 'req.proto_http': () => [bool(true)],
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  hdr: 'req.hdr', hdr_cnt: 'req.hdr_cnt', hdr_val: 'req.hdr_val', hdr_ip: 'req.hdr_ip', cook: 'req.cook', cookie: 'req.cook', cook_val: 'req.cook_val', cook_cnt: 'req.cook_cnt', url_param_val: 'urlp_val', req_ver: 'req.ver',
  req_proto_http: 'req.proto_http', req_ssl_sni: 'req.ssl_sni', req_ssl_hello_type: 'req.ssl_hello_type', 'req.hdr_beg': 'req.hdr',
};

/** `name`: the fetch, not an ACL keyword made of it. */
export function fetchSample(c: Context, name: string, args: readonly string[], all: boolean): Values {
  const plain = OTHER_NAMES[name] ?? name, http = Object.hasOwn(HTTP, plain) ? HTTP[plain] : undefined, any = Object.hasOwn(FETCHES, plain) ? FETCHES[plain] : undefined;
  if (any) return any(c, args, all);
  if (!http) return unknown(t('only the running HAProxy knows {0}', code(name)));
  if (c.stage === 'connection' || c.stage === 'session') return NONE;
  if (c.http !== true) return unknown(c.http === null ? t('the mode of {0} is not known', code(nameOf(c.frontend))) : t('in mode tcp {0} reads what has come in by then', code(name)));
  return http(c, args, all);
}
