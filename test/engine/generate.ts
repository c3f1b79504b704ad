// Documents that look like HAProxy's, and edits of all kinds, for property tests. Few names, so that they meet often.
import fc from 'fast-check';
import type { TextChange } from '../../server/src/engine/index.ts';

const name = fc.constantFrom('a', 'b', 'ws', 'app', 'base');
const acl = fc.constantFrom('is_ws', 'is_up', 'is_path');
const section = fc.oneof(
  fc.constantFrom('global', 'defaults', 'defaults # haproxy-ws-ignore: ws-no-timeout-tunnel', 'peers p', 'frontend', 'backend "a', 'listen ${X}', 'userlist u', 'resolvers r'),
  fc.tuple(fc.constantFrom('frontend', 'backend', 'listen', 'defaults'), name).map((w) => w.join(' ')),
  fc.tuple(fc.constantFrom('frontend', 'backend', 'listen', 'defaults'), name, name).map(([k, a, b]) => `${k} ${a} from ${b}`),
  name.map((n) => `defaults from ${n}`),
  fc.tuple(fc.constantFrom('frontend', 'listen', 'backend'), name).map(([k, n]) => `${k} ${n} # haproxy-ws-ignore: ws-no-timeout-tunnel, timeout-in-wrong-section`),
);
const duration = fc.constantFrom('1h', '5s', '30s', '0', '1', '1d', 'x', '"5s"', '"${T}"', '10m');
const timeout = fc.tuple(fc.constantFrom('client', 'server', 'connect', 'tunnel', 'client-fin', 'server-fin', 'check', 'queue', 'http-request', 'http-keep-alive'), duration).map(([k, d]) => `    timeout ${k} ${d}`);
const mode = fc.constantFrom('    mode http', '    mode tcp', '    mode "${M}"', '    no mode');
const condition = fc.oneof(
  fc.tuple(fc.constantFrom('if', 'unless'), acl).map((w) => w.join(' ')), fc.tuple(acl, acl).map(([a, b]) => `if ${a} !${b}`), fc.tuple(acl, acl).map(([a, b]) => `if ${a} or ${b}`),
  fc.constantFrom('if { hdr(Upgrade) -i websocket }', 'if { path_beg /ws }', 'if !{ hdr(Upgrade) -i websocket }', ''),
);
const routing = fc.oneof(
  fc.tuple(name, condition).map(([n, c]) => `    use_backend ${n} ${c}`), name.map((n) => `    default_backend ${n}`), fc.constantFrom('    use_backend %[req.hdr(host)]', '    use_backend "${B}" if is_ws'),
);
const aclLine = fc.tuple(acl, fc.constantFrom('hdr(Upgrade) -i websocket', 'hdr(Connection) -i upgrade', 'path_beg /ws /socket.io', 'src 10.0.0.0/8', 'hdr(Upgrade) -i "${W}"', 'always_true')).map(([a, t]) => `    acl ${a} ${t}`);
const other = fc.constantFrom(
  '    bind :80', '    bind :443 ssl crt x.pem alpn h2,http/1.1', '    bind :443 ssl crt x.pem alpn http/1.1', '    option httplog', '    no option httplog', '    option httpchk GET /ws HTTP/1.1\\r\\nHost:\\ a', '    option httpchk GET /',
  '    http-check send meth GET uri /ws hdr Upgrade websocket', '    log-format "%[req.hdr(Upgrade)] %ci"', '    capture request header Upgrade len 16', '    http-request set-var(txn.up) req.hdr(Upgrade)', '    http-request del-header Upgrade',
  '    http-request del-header Connection if is_ws', '    http-request deny if is_path !is_ws', '    server s1 10.0.0.1:80 check', '    server s2 10.0.0.2:80 ws h1', '    server s6 10.0.0.6:80 ', '    server s7 10.0.0.6:80  ', '    server s8 127.0.0.1:80 check', '    default-server ws auto', '    balance source', '    stick-table type ip size 1m', '    stick on src table a',
  '    server s3 10.0.0.3:80 track a/s1', '    http-request deny if { nbsrv(app) lt 1 } { var(txn.up) -m found }', '    http-request track-sc0 src table ws', '    http-request set-header X "%[table_http_req_rate(a)] ${T}"', '    setenv T 5s',
  '    http-request track-sc0 src', '    tcp-request connection track-sc0 src', '    http-request deny if { sc_conn_cur(0) gt 5 }', '    http-request deny if { sc0_http_req_rate(a) gt 5 } is_up', '    stick-table type ip size 1m expire 5s store conn_cur', '    stick on src',
  '    http-request set-header Upgrade websocket', '    http-request set-header Connection upgrade', '    http-response set-header Connection close if !is_ws', '    http-request set-timeout tunnel 1h if { hdr(Upgrade) -i websocket }', '    http-request redirect scheme https',
  '    acl is_up hdr(Connection) upgrade', '    acl is_path path_beg /', '    acl is_up sc_conn_cur(0) gt 5', '    use_backend app if { path_beg / }', '    tcp-request inspect-delay 5s', '    tcp-request content accept if HTTP',
  '    bind :443 ssl crt x.pem proto h2', '    bind :443 ssl crt x.pem proto h1', '    bind :443 ssl crt x.pem', '    server s4 10.0.0.4:443 ssl alpn h2,http/1.1', '    server s5 10.0.0.5:80 proto h2 maxconn 5', '    default-server check alpn h2 ssl', '    default-server maxconn 9',
  '    option httpchk', '    http-check send hdr Connection Upgrade hdr Upgrade websocket', '    http-check expect status 101', '    http-check expect status 200', '    http-check connect', '    option tcp-check', '    timeout tunnel 3600',
  '    tune.maxrewrite 8192', '    tune.bufsize 32768', '    hard-stop-after 10m', '    h2-workaround-bogus-websocket-clients',
  '    capture request header Host len 9', '    http-request deny if { capture.req.hdr(0) -m found } { acl(is_ws,!is_up) }',
);
const directive = fc.constantFrom('.if defined(X)', '.if version_atleast(2.6)', '.elif !defined(Y)', '.else', '.endif', '.notice "x"', '  .endif # done');
const comment = fc.constantFrom(
  '# a comment', '    # haproxy-ws-ignore: timeout-in-wrong-section', '    timeout tunnel 1h # haproxy-ws-ignore: timeout-in-wrong-section', '    mode http # haproxy-ws-ignore: nothing, ws-no-timeout-tunnel',
  '    log-format "%[req.hdr(Upgrade)]" # haproxy-ws-ignore: log-format-fetch-too-late', '# haproxy-ws-ignore:', '',
);
const garbage = fc.oneof(
  fc.constantFrom('    "unterminated', "    'x", '\t', '    \\', '    ${', '\u{1f600} frontend', '\ufefffrontend a', '    acl', '    timeout', '    use_backend', '    acl is_ws', 'frontendx a', '\0\x01', '    option', '\ud800'),
  fc.string({ maxLength: 12 }).map((s) => s.replace(/[\r\n]/g, ' ')),
);
const line = fc.oneof(
  { weight: 5, arbitrary: section }, { weight: 6, arbitrary: timeout }, { weight: 2, arbitrary: mode }, { weight: 5, arbitrary: routing }, { weight: 3, arbitrary: aclLine },
  { weight: 7, arbitrary: other }, { weight: 2, arbitrary: directive }, { weight: 3, arbitrary: comment }, { weight: 1, arbitrary: garbage },
);
const eol = fc.oneof({ weight: 12, arbitrary: fc.constant('\n') }, { weight: 2, arbitrary: fc.constant('\r\n') }, { weight: 1, arbitrary: fc.constant('\r') });
const ended = fc.tuple(line, eol).map(([l, e]) => l + e);

/** A document of up to `most` lines, with or without a final line end. */
export const text = (most: number): fc.Arbitrary<string> => fc.tuple(fc.array(ended, { maxLength: most, size: 'max' }), fc.oneof(fc.constant(''), line)).map(([l, last]) => l.join('') + last);

const maybe = <T>(a: fc.Arbitrary<T>, freq = 3): fc.Arbitrary<T | null> => fc.option(a, { freq });
const from = fc.constantFrom('', '', ' from base', ' from b', ' # haproxy-ws-ignore: timeout-in-wrong-section, ws-no-timeout-tunnel');
const block = (...lines: fc.Arbitrary<string | null>[]): fc.Arbitrary<string[]> => fc.tuple(...lines).map((l) => l.filter((x) => x !== null));
const one = (...words: string[]): fc.Arbitrary<string> => fc.constantFrom(...words);
const basics = block(maybe(one('    mode http'), 20), maybe(one('    timeout connect 5s')), maybe(one('    timeout client 1m', '    timeout client 1h', '    timeout client 1')), maybe(one('    timeout server 1m', '    timeout server 2h')), maybe(one('    timeout tunnel 1h', '    timeout tunnel 5s'), 1), maybe(other, 1));
/** Lines that some rule has something to say about, here or there. */
const ill = fc.tuple(
  one('    http-request del-header Upgrade', '    http-request del-header Connection if is_ws', '    timeout server 30s', '    timeout client 30s', '    timeout tunnel 5s', '    log-format "%[req.hdr(Upgrade)]"', '    bind :443 ssl crt x.pem alpn h2,http/1.1', '    option httpchk GET / HTTP/1.1\\r\\nHost:\\ a', '    option httpchk GET /ws'),
  one('', '', '', ' # haproxy-ws-ignore: timeout-in-wrong-section', ' # haproxy-ws-ignore: ws-upgrade-header-removed, log-format-fetch-too-late'),
).map((w) => w.join(''));
const clients = block(maybe(ill, 1),
  maybe(one('    mode http', '    mode tcp'), 1), maybe(one('    bind :80', '    bind :443 ssl crt x.pem alpn h2,http/1.1')), maybe(timeout, 1), maybe(one('    acl is_ws hdr(Upgrade) -i websocket'), 8), maybe(aclLine, 1),
  maybe(other, 1), maybe(fc.tuple(name, condition).map(([n, c]) => `    use_backend ${n} ${c}`)), maybe(fc.constant('    use_backend ws if is_ws'), 5), maybe(name.map((n) => `    default_backend ${n}`)),
);
const servers = block(maybe(ill, 1), maybe(one('    mode http', '    mode tcp'), 1), maybe(timeout, 1), maybe(timeout, 1), maybe(other, 1), maybe(one('    server s1 10.0.0.1:80', '    server s1 10.0.0.1:80 ws h1'), 9));
const whole = fc.tuple(
  one('defaults', 'defaults base', 'defaults b', 'defaults # x'), basics, maybe(fc.tuple(one('defaults base', 'defaults b from base', 'defaults base from base', 'defaults'), fc.oneof(basics, fc.constant([]))), 1),
  fc.array(fc.oneof(fc.tuple(one('frontend a', 'frontend b', 'listen ws', 'listen a'), from, clients), fc.tuple(one('backend ws', 'backend app', 'backend a', 'listen b'), from, servers)), { minLength: 2, maxLength: 6, size: 'max' }),
).map(([d, base, second, proxies]) => [d, ...base, ...(second ? [second[0], ...second[1]] : []), ...proxies.flatMap(([h, f, body]) => [h + f, ...body])]);
/** A configuration that hangs together, with a few lines of chance among its own. */
export const configuration: fc.Arbitrary<string> = fc.tuple(whole, fc.array(fc.tuple(fc.nat(999), fc.oneof(directive, comment, line)), { maxLength: 3 }), eol).map(([lines, extra, e]) => {
  const out = [...lines];
  for (const [k, l] of extra) out.splice(k % (out.length + 1), 0, l);
  return out.map((l) => l + e).join('');
});

/** An edit in terms that fit any document: places are taken modulo what is there. */
export type Step =
  | { readonly do: 'range'; readonly l1: number; readonly c1: number; readonly dl: number; readonly c2: number; readonly text: string }
  | { readonly do: 'line'; readonly at: number; readonly text: string }
  | { readonly do: 'insert'; readonly at: number; readonly lines: readonly string[] }
  | { readonly do: 'delete'; readonly at: number; readonly count: number }
  | { readonly do: 'move'; readonly at: number; readonly to: number }
  | { readonly do: 'type'; readonly at: number; readonly text: string }
  | { readonly do: 'comment'; readonly at: number; readonly text: string }
  /** Takes a line out or back by `#`. */
  | { readonly do: 'toggle'; readonly at: number }
  /** Puts `.if` and `.endif` around lines. */
  | { readonly do: 'wrap'; readonly at: number; readonly count: number }
  /** Another word in the place of one. */
  | { readonly do: 'word'; readonly at: number; readonly word: number; readonly text: string }
  /** Something to a section's header: another one, none, or a new one above it. */
  | { readonly do: 'header'; readonly at: number; readonly how: 'replace' | 'delete' | 'toggle' | 'above'; readonly text: string }
  | { readonly do: 'all'; readonly text: string };

const at = fc.nat(9999);
const snippet = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 3, arbitrary: fc.string({ maxLength: 2 }) }, { weight: 2, arbitrary: fc.constantFrom('\n', '\r', '\r\n', ' ', '#', '"', 'if', 'from a', '\n\n', '\n\r') }, { weight: 2, arbitrary: line }, { weight: 2, arbitrary: fc.array(ended, { maxLength: 5 }).map((l) => l.join('')) });
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('range' as const), l1: at, c1: fc.nat(40), dl: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(6) }), c2: fc.nat(40), text: snippet }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('line' as const), at, text: line }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('insert' as const), at, lines: fc.array(line, { minLength: 1, maxLength: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), at, count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), at, to: at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('type' as const), at, text: fc.oneof(section, timeout, routing, directive) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('comment' as const), at, text: fc.constantFrom(' # haproxy-ws-ignore: timeout-in-wrong-section', ' # haproxy-ws-ignore: ws-no-timeout-tunnel, x-y', ' # note', '') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('toggle' as const), at }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('header' as const), at, how: one('replace', 'delete', 'toggle', 'above') as fc.Arbitrary<'replace' | 'delete' | 'toggle' | 'above'>, text: section }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wrap' as const), at, count: fc.nat(5) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('word' as const), at, word: fc.nat(4), text: fc.oneof(name, name, acl, one('http', 'tcp', 'defaults', 'frontend', 'backend', 'listen', 'tunnel', 'server', 'client', '1h', '5s', 'from', 'if', 'unless')) }) },
  { weight: 1, arbitrary: text(12).map((t) => ({ do: 'all' as const, text: t })) },
);

/** The content changes of a step on this text, each of which an editor would send. */
export function* changesOf(s: Step, current: () => string): Generator<TextChange, void, void> {
  const lines = (): string[] => current().split(/\r\n|\r|\n/);
  const span = (a: number, b: number, c: number, d: number, put: string): TextChange => ({ range: { start: { line: a, character: b }, end: { line: c, character: d } }, text: put });
  const all = lines(), n = all.length;
  switch (s.do) {
    case 'range': { const l = s.l1 % n; yield span(l, s.c1, l + s.dl, s.c2, s.text); return; }
    case 'line': { const l = s.at % n; yield span(l, 0, l, all[l]!.length, s.text); return; }
    case 'insert': { const l = s.at % n; yield span(l, 0, l, 0, s.lines.map((x) => `${x}\n`).join('')); return; }
    case 'delete': { const l = s.at % n; yield span(l, 0, l + s.count, 0, ''); return; }
    case 'move': { const l = s.at % n, text = all[l]!; yield span(l, 0, l + 1, 0, ''); const to = s.to % lines().length; yield span(to, 0, to, 0, `${text}\n`); return; }
    case 'comment': { const l = s.at % n, from = all[l]!.indexOf(' #'); yield span(l, from < 0 ? all[l]!.length : from, l, all[l]!.length, s.text); return; }
    case 'toggle': { const l = s.at % n, mark = /^#~/.test(all[l]!); yield mark ? span(l, 0, l, 2, '') : span(l, 0, l, 0, '#~'); return; }
    case 'header': {
      const headers = all.flatMap((x, i) => (/^(?:#~)?(?:global|defaults|frontend|backend|listen)\b/.test(x) ? [i] : [])), l = headers[s.at % Math.max(1, headers.length)];
      if (l === undefined) return;
      if (s.how === 'toggle') yield all[l]!.startsWith('#~') ? span(l, 0, l, 2, '') : span(l, 0, l, 0, '#~');
      else if (s.how === 'delete') yield span(l, 0, l + 1, 0, '');
      else if (s.how === 'above') yield span(l, 0, l, 0, `${s.text}\n`);
      else yield span(l, 0, l, all[l]!.length, s.text);
      return;
    }
    case 'wrap': { const l = s.at % n, end = Math.min(l + s.count, n - 1); yield span(end, 0, end, 0, '.endif\n'); yield span(l, 0, l, 0, '.if defined(X)\n'); return; }
    case 'word': {
      const l = s.at % n, words = [...all[l]!.matchAll(/[^\s]+/g)], w = words[s.word % Math.max(1, words.length)];
      if (w) yield span(l, w.index, l, w.index + w[0].length, s.text);
      return;
    }
    case 'all': yield { text: s.text }; return;
    case 'type': {
      const l = s.at % n;
      yield span(l, 0, l, 0, '\n');
      for (let i = 0; i < s.text.length; i++) yield span(l, i, l, i, s.text[i]!);
    }
  }
}
