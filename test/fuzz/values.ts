// Values for every type that an argument of the facts may have, mostly of the right kind, sometimes of another.
import facts from '../../server/data/facts.json' with { type: 'json' };
import type { Dice } from './dice.ts';

interface Entry { readonly n: string; readonly args?: readonly (string | readonly [string, ...unknown[]])[] }
const enums = new Map((facts as unknown as { enums: readonly { n: string; values: readonly (string | readonly string[])[] }[] }).enums.map((e) => [e.n, e.values.map((v) => (typeof v === 'string' ? v : v.at(-1)! || v[0]!))]));
const { fetches, converters, logAliases } = facts as unknown as { fetches: readonly Entry[]; converters: readonly Entry[]; logAliases: readonly Entry[] };

export const NAMES = ['a', 'b', 'ws', 'app', 'base', 'is_ws', 'is_up', 's1', 's2', 'p', 'u'] as const;
const TIMES = ['1h', '5s', '30s', '0', '1', '24d', '25d', '10m', '999999999999', '1h30m', 'x', '-1', '5 s', '${T}'];
const SIZES = ['1m', '16384', '1g', '2048', '0', '-5', '9'.repeat(40), '4k', 'k'];
const NUMBERS = ['0', '1', '2', '-1', '5', '100', '65535', '65536', '4294967296', '9'.repeat(400), '1e9', '0x10', 'nan', '1.5'];
const ADDRESSES = ['10.0.0.1:80', ':80', '*:443', '127.0.0.1', '[::1]:80', '::1', 'unix@/tmp/x', '/var/run/h.sock', 'abns@x', 'fd@3', 'srv.local:8080', 'ipv6@:::80', ':80-90', '10.0.0.1:', 'quic4@:443', 'udp@1.2.3.4:514', '${H}:${P}', '1.2.3.4.5:6', '[', 'mptcp@:1', 'rhttp@a/b', ':443,:444'];
const STRINGS = ['x', 'GET', '/ws', '"a b"', "'c d'", 'a\\ b', '""', '${X}', '"${X[*]}"', 'é', '\u{1f600}', '%[src]', 'x.pem', 'h2,http/1.1', 'websocket', 'Upgrade', '^/ws/(.*)$', '[a-z', '(((', '*', '%', '%%', 'on', 'off', 'if', 'txn.x', 'proc.y', 'sess.', '-m', '--', '=', 'a=b', '404', 'name(x)'];
const HEADERS = ['Upgrade', 'Connection', 'Host', 'X-A', 'Sec-WebSocket-Key', 'bad header', 'a:b', ''];

/** A sample expression: a fetch with converters behind it. */
export function sample(d: Dice, depth = 0): string {
  const call = (e: Entry): string => { const args = (e.args ?? []).filter(() => d.chance(0.85)).map((a) => value(d, (typeof a === 'string' ? a : a[0]).replace(/^.*?=/, '').replace(/[?.(!]+$/, ''), depth + 1)); return args.length || d.chance(0.1) ? `${e.n}(${args.join(',')})` : e.n; };
  let out = call(d.one(fetches));
  while (d.chance(0.35)) out += `,${call(d.one(converters))}`;
  return d.chance(0.04) ? `${out}${d.one([',', ')', '(', ',,', '"', "'"])}` : out;
}

/** What log-format and its like take, quoted. */
function format(d: Dice): string {
  let out = '';
  for (let n = d.pick(5); n >= 0; n--) out += d.one([() => `%${d.one(logAliases).n}`, () => `%[${sample(d)}]`, () => `%{+${d.one(['Q', 'X', 'E', 'json', 'cbor', 'Z'])}}${d.one(['o', 'ci', '[src]'])}`, () => d.one(STRINGS), () => d.one(['%', '%[', '%{', '%(n)ST', '%%', ' '])])();
  return d.chance(0.8) ? `"${out.replaceAll('"', '')}"` : out;
}

export const test = (d: Dice, depth = 0): string => `${sample(d, depth)}${d.one(['', '', ' -i', ' -m beg', ' -m reg -i', ' -f /x', ' --', ' -m found', ' -u 5'])} ${d.one(['websocket', '/ws', '80', '10.0.0.0/8', '^a(b', 'gt 5', 'lt', '"a b"', ''])}`.trimEnd();
export function condition(d: Dice, depth = 0): string {
  const terms = Array.from({ length: 1 + d.pick(4) }, () => d.one([() => d.one(NAMES), () => `!${d.one(NAMES)}`, () => `{ ${test(d, depth)} }`, () => `!{ ${test(d, depth)} }`, () => d.one(['or', '||', 'TRUE', 'WEBSOCKET', '!', '{', '}'])])());
  return `${d.one(['if', 'unless'])} ${terms.join(' ')}`;
}

const KINDS: Readonly<Record<string, (d: Dice, depth: number) => string>> = {
  time: (d) => d.one(TIMES), 'time(s)': (d) => d.one(TIMES), size: (d) => d.one(SIZES), integer: (d) => d.one(NUMBERS), number: (d) => d.one(NUMBERS),
  'log-format': (d) => format(d), 'sample-expr': (d, n) => (n > 3 ? 'src' : sample(d, n)), 'acl-cond': (d, n) => condition(d, n), string: (d) => d.one(STRINGS), any: (d) => d.one(STRINGS),
  'header-name': (d) => d.one(HEADERS), variable: (d) => d.one(['txn.x', 'req.y', 'proc.z', 'sess.a.b', 'x', '', 'txn.', 'txn.${V}']), regex: (d) => d.one(['^/ws', '(a+)+$', '[a-z', 'a{1,99999}', '(?i)x', '\\\\.', '*', '((((a))))']),
  'http-status': (d) => d.one(['101', '200', '404', '200-399', '99', '1000', 'x']), path: (d) => d.one(['/x', 'x.pem', '"/a b"', '@1', '${D}/x', 'virt@a', '/dev/shm/é']), 'alpn-list': (d) => d.one(['h2', 'h2,http/1.1', 'http/1.1', 'x', ',']), 'mux-proto': (d) => d.one(['h1', 'h2', 'fcgi', 'quic', 'x']),
};
const names = Object.keys(KINDS);

/** A value for an argument type in the facts' notation; now and then one of another type. */
export function value(d: Dice, type: string | null, depth = 0): string {
  if (d.chance(0.07)) return KINDS[d.one(names)]!(d, depth);
  for (const kind of (type ?? 'string').split('|')) {
    if (kind.startsWith('enum:')) { const list = enums.get(kind.slice(5)); if (list?.length) return d.one(list); }
    if (kind.startsWith('ref:')) return d.one([...NAMES, 'a/s1', 'nowhere', '%[src]', '${B}']);
    if (kind.startsWith('list(')) return Array.from({ length: 1 + d.pick(3) }, () => value(d, kind.replace(/^list\(.*?\):/, ''), depth + 1)).join(',');
    if (kind.startsWith('address') || kind.startsWith('ip') || kind === 'cidr' || kind === 'hostname') return d.one(ADDRESSES);
    const make = KINDS[kind] ?? KINDS[kind.replace(/\(.*/, '')];
    if (make) return make(d, depth);
  }
  return d.one([...STRINGS, ...NUMBERS, ...NAMES]);
}
