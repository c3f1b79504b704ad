// Configurations and requests that fit each other, from a seed: the same seed gives the same text. Every way out answers in a way that
// tells it from the others: backends by a header with their name, servers by theirs, rules by a status of their own.
import type { Request } from '../../../server/src/engine/features/simulate/state.ts';

/** One request, and the door it comes in by. */
export interface Asked { readonly door: 'plain' | 'tls' | 'h2' | 'tcp'; readonly request: Request }
export interface Generated { readonly config: string; readonly requests: readonly Asked[] }

/** mulberry32 */
function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => { a = (a + 0x6d2b79f5) >>> 0; let x = Math.imul(a ^ (a >>> 15), a | 1); x ^= x + Math.imul(x ^ (x >>> 7), x | 61); return ((x ^ (x >>> 14)) >>> 0) / 4294967296; };
}

const HOSTS = ['app.example.org', 'APP.example.org', 'api.example.org', 'chat.test', 'www.chat.test:8080', 'static.local'];
const PATHS = ['/', '/ws', '/ws/chat', '/WS', '/api/v1/users', '/api/v2/', '/static/app.js', '/img/logo.png', '/socket.io/', '/a//b', '/old/page.html', '/admin', '/admin/users', '/x-y_z~1'];
const QUERIES = ['', '', '', '?a=1', '?token=abc&room=5', '?room=12;a=2', '?a=1&a=3', '?EIO=4&transport=websocket', '?', '?x'];
const METHODS = ['GET', 'GET', 'GET', 'GET', 'POST', 'HEAD', 'DELETE', 'PURGE'];
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['X-Tenant', ['red', 'Blue', 'green', 'be1', 'be2']], ['X-List', ['a, b', 'b,c , "d,e"', 'c', '', 'a,,b', 'b,']], ['Cookie', ['sid=s1; lang=de', 'lang=en', 'sid=s2', 'sid=zz;lang=de ; sid=s1', 'other=1']], ['X-Number', ['5', '12', '7, 300', 'x', '-1', '007']],
  ['User-Agent', ['curl/8.5', 'Mozilla/5.0 (X11; Linux)', 'bot']], ['Origin', ['https://app.example.org', 'https://evil.test', 'null']], ['X-Forwarded-For', ['10.1.2.3', '192.168.0.7, 10.0.0.1', '2001:db8::7', 'unknown']], ['X-Tenant', ['green', 'RED']], ['Accept', ['*/*', 'text/html;q=0.8, */*']],
];
const SOURCES = ['127.0.0.1', '127.0.0.2', '127.0.1.9', '127.7.0.1'];
const WEBSOCKET = [['Upgrade', 'websocket'], ['Connection', 'Upgrade'], ['Sec-WebSocket-Version', '13'], ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==']] as const;

export function generate(seed: number, requests: number): Generated {
  const next = random(seed * 7919 + 13), of = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!, chance = (p: number): boolean => next() < p;
  const some = <T>(list: readonly T[], most: number): T[] => { const n = 1 + Math.floor(next() * most), out: T[] = []; for (let i = 0; i < n; i++) out.push(of(list)); return [...new Set(out)]; };
  const i = (): string => (chance(0.5) ? '-i ' : '');

  const tests: readonly (() => string)[] = [
    () => `hdr(host) ${i()}${some(HOSTS, 2).join(' ')}`, () => `hdr_beg(host) ${i()}${of(['app.', 'api', 'www.', 'APP'])}`, () => `hdr_dom(host) ${i()}${of(['example', 'test', 'chat.test', 'org', 'local'])}`, () => `hdr_end(host) ${i()}${of(['.org', '.test', ':8080'])}`,
    () => `req.hdr(host),host_only,lower -m str ${of(['app.example.org', 'www.chat.test'])}`, () => `hdr_reg(host) ${i()}${of(['^(app|api)\\.', '\\.test(:[0-9]+)?$', '^[a-z]+\\.local$', 'a.*e'])}`,
    () => `path ${i()}${some(PATHS, 2).join(' ')}`, () => `path_beg ${i()}${some(['/ws', '/api/', '/static', '/admin', '/soc', '/a'], 2).join(' ')}`, () => `path_end ${i()}${some(['.js', '.png', '/', '.HTML'], 2).join(' ')}`, () => `path_sub ${i()}${of(['/v1', 'o', '//', 'WS'])}`, () => `path_dir ${i()}${of(['api', 'ws', 'chat', 'v1/users', '/admin'])}`,
    () => `path_reg ${i()}${of(['^/api/v[0-9]+/', '\\.(js|png)$', '^/(ws|socket\\.io)(/|$)', '^/[^/]*$', '/a/{2}b', '^/x[-_a-z]+~\\d'])}`, () => `path_len ${of(['gt 6', '1', '3:8', 'lt 4', 'le 3'])}`, () => `path,length ${of(['gt 8', '1', '4:'])}`, () => `path,lower -m beg ${of(['/ws', '/admin'])}`, () => `path,field(2,/) -m str ${of(['api', 'ws', 'static'])}`, () => `path,word(2,/) -m found`,
    () => `path,regsub(^/api/v[0-9]+,/api) -m beg ${of(['/api/users', '/api/'])}`, () => `path,bytes(1,3) -m str ${of(['api', 'ws', 'adm'])}`,
    () => `url_param(${of(['a', 'room', 'token', 'transport'])}) ${of(['1', '5 12', 'abc', 'websocket', '-m found'])}`, () => `urlp_beg(transport) web`, () => `urlp(room) -m int gt 6`, () => `query -m sub ${of(['room', 'a=1', 'EIO'])}`, () => `query -m found`, () => `base_beg ${i()}${of(['app.example.org/ws', 'chat.test/', 'api.example.org/api'])}`, () => `base_reg ${i()}org/(ws|admin)`, () => `url_beg ${of(['/ws', '/api', '/?'])}`, () => `url_reg ${i()}${of(['[?&]room=', 'a=\\d'])}`,
    () => `cook(sid) ${of(['s1', 's2', 's1 s2'])}`, () => `cook_beg(lang) ${of(['d', 'e'])}`, () => `req.cook(lang) -m found`, () => `req.cook_cnt(sid) gt ${of(['0', '1'])}`,
    () => `hdr(x-tenant) ${i()}${some(['red', 'blue', 'green', 'be1'], 2).join(' ')}`, () => `req.fhdr(x-list) -m sub ${of([',', 'b'])}`, () => `hdr(x-list) ${of(['a', 'b', 'c', '-m len 0'])}`, () => `hdr(x-list,${of(['1', '2', '-1', '-2'])}) ${of(['a', 'b', 'c'])}`, () => `hdr_cnt(x-list) ${of(['gt 1', '1:2', '0', 'ge 3'])}`, () => `hdr_val(x-number) ${of(['gt 6', '5', '300', 'lt 0', 'ge 5 le 6'])}`, () => `req.hdr(x-number) -m int ${of(['5', 'gt 6'])}`, () => `hdr(${of(['origin', 'x-tenant', 'cookie'])}) -m found`, () => `hdr_len(user-agent) ${of(['gt 5', '3'])}`, () => `hdr_sub(user-agent) ${i()}${of(['mozilla', 'curl', 'bot'])}`, () => `hdr_ip(x-forwarded-for) ${of(['10.0.0.0/8', '192.168.0.0/16', '2001:db8::/32'])}`, () => `hdr_ip(x-forwarded-for,-1) 10.0.0.0/8`,
    () => `method ${some(['GET', 'POST', 'PURGE', 'DELETE'], 2).join(' ')}`, () => `src ${some(['127.0.0.1', '127.0.0.0/24', '127.0.0.0/16', '127.7.0.0/255.255.0.0', '10.0.0.0/8', '::1'], 2).join(' ')}`, () => `hdr(upgrade) ${i()}websocket`, () => `hdr(connection) -i upgrade`, () => `req.ver ${of(['1.1', '2.0'])}`, () => `ssl_fc`, () => `ssl_fc_sni ${i()}${of(['app.example.org', 'chat.test'])}`, () => `ssl_fc_sni -m found`, () => `hdr(sec-websocket-key) -m found`, () => `always_${of(['true', 'false'])}`, () => `fc_http_major ${of(['1', '2'])}`,
    () => `var(txn.a) -m ${of(['found', 'str red', 'beg /', 'str on'])}`, () => `var(txn.n) -m int ${of(['gt 5', '2'])}`, () => `var(req.b,none) -m str ${of(['none', 'b'])}`, () => `str(a),iif(x,y) -m found`, () => `hdr(x-set) ${of(['one', 'two', '-m found', '-m beg o'])}`, () => `path,url_dec -m end ${of(['/', 's'])}`,
  ];
  const names: string[] = [], lines: string[] = [];
  for (let k = 0; k < 7; k++) {
    const name = chance(0.25) && names.length ? of(names) : `t${names.length}`;
    if (!names.includes(name)) names.push(name);
    lines.push(`    acl ${name} ${of(tests)()}`);
  }
  const term = (): string => (chance(0.25) ? '!' : '') + (chance(0.65) ? of(names) : chance(0.15) ? of(['METH_GET', 'HTTP_1.1', 'LOCALHOST', 'TRUE', 'HTTP_2.0']) : `{ ${of(tests)()} }`);
  const condition = (): string => `${chance(0.85) ? 'if' : 'unless'} ${some([0, 1, 2], 2).map(() => term()).join(' ')}${chance(0.25) ? ` ${of(['or', '||'])} ${term()}` : ''}`;
  const maybe = (p: number): string => (chance(p) ? ` ${condition()}` : '');
  let status = 400;
  const STATUSES = [400, 403, 404, 405, 410, 429, 500, 502, 503];
  const ends: readonly (() => string)[] = [
    () => `deny deny_status ${STATUSES[status++ % STATUSES.length]}`, () => 'deny', () => `return status ${of([200, 404, 503, 401])}`, () => `redirect location ${of(['/moved', 'https://other.test/', 'https://%[req.hdr(host)]%[path]'])}${chance(0.5) ? ` code ${of([301, 303, 307])}` : ''}`, () => `redirect scheme https${chance(0.4) ? ' code 308' : ''}`,
    () => `redirect prefix ${of(['/p', 'https://w.test', '/'])}${chance(0.5) ? ` ${of(['drop-query', 'append-slash', 'drop-query append-slash'])}` : ''}`, () => 'reject',
  ];
  const changes: readonly (() => string)[] = [
    () => `set-header X-Set ${of(['one', 'two', '%[path]', '%[req.hdr(x-tenant),lower]', '"%[src]-%[method]"'])}`, () => `add-header X-List ${of(['c', '%[urlp(a)]'])}`, () => `del-header ${of(['X-Tenant', 'X-List', 'Upgrade', 'x-set', 'X- -m beg', '^x-(list|set)$ -m reg'])}`, () => `replace-header X-Tenant ${of(['(.*)e(.*) \\1E\\2', '^re.$ blue', 'x y'])}`, () => `replace-value X-List ${of(['a z', '([a-c]) \\1\\1'])}`,
    () => `set-path ${of(['/ws', '/new%[path]', '%[path,regsub(^/api,/rest)]', '"%[path,lower]"'])}`, () => `replace-path ${of(['/api/(.*) /v/\\1', '^/ws$ /api/v1/users', '(.*)\\.html \\1'])}`, () => `set-pathq ${of(['/ws?room=5', '%[pathq]'])}`, () => `set-query ${of(['a=1', '%[query]&a=3'])}`, () => `set-uri ${of(['/ws?a=1', '/u%[url]'])}`, () => `replace-uri ${of(['^/old/(.*) /new/\\1', '^/x /y'])}`, () => `replace-pathq ${of(['/a/(.*)\\?(.*) /\\1?\\2', '^/ws(.*) /socket.io\\1'])}`,
    () => `set-var(txn.a) ${of(['req.hdr(x-tenant),lower', 'path', 'str(on)', 'req.cook(sid)', 'hdr(nothing)'])}`, () => `set-var(txn.n) ${of(['path,length', 'hdr_cnt(x-list)', 'int(2)', 'req.hdr(x-list,1),length', 'int(3),add(4)', 'int(9),sub(txn.n)'])}`, () => `set-var(req.b) ${of(['str(b)', 'urlp(a)', 'str(b),concat(-,txn.a,!)'])}`, () => `set-var-fmt(txn.a) ${of(['/%[path]', 'red'])}`, () => `unset-var(txn.a)`, () => `set-method ${of(['POST', 'GET'])}`, () => `set-header Host ${of(['app.example.org', 'chat.test'])}`, () => 'set-src req.hdr_ip(x-forwarded-for)', () => 'set-log-level silent', () => 'set-nice 5',
  ];
  const rules = (n: number, stop: number): string[] => { const out: string[] = []; for (let k = 0; k < n; k++) out.push(chance(stop) ? `    http-request ${of(ends)()} ${condition()}` : chance(0.06) ? `    http-request allow ${condition()}` : `    http-request ${of(changes)()}${maybe(0.5)}`); return out; };

  const backends = ['be1', 'be2', 'be3', 'be4'], listen = seed % 6 === 0, tcp = seed % 5 === 3, out: string[] = [];
  out.push('global\n    nbthread 1', 'defaults\n    mode http\n    timeout connect 2s\n    timeout client 4s\n    timeout server 4s');
  out.push(`${listen ? 'listen' : 'frontend'} front`, '    bind 127.0.0.1:${PLAIN}', '    bind 127.0.0.1:${TLS} ssl crt ${CERT} alpn h2,http/1.1');
  if (chance(0.4)) out.push(`    tcp-request connection ${of(['reject', 'accept'])} if { src ${of(['127.7.0.0/16', '127.0.1.0/24'])} }`);
  if (chance(0.2)) out.push('    tcp-request content reject if { path_beg /img } { method PURGE }');
  if (chance(0.2)) out.push('    monitor-uri /static/app.js');
  out.push(...lines, ...rules(2 + Math.floor(next() * 5), 0.35));
  if (chance(0.3)) out.push(`    redirect ${of(['prefix /legacy', 'location /gone code 303'])} ${condition()}`);
  const ways = 2 + Math.floor(next() * 4);
  for (let k = 0; k < ways; k++) out.push(chance(0.12) ? `    use_backend %[req.hdr(x-tenant),lower] ${condition()}` : `    use_backend ${of(backends)} ${condition()}`);
  if (!listen && chance(0.75)) out.push(`    default_backend ${of(backends)}`);
  if (listen) out.push('    server own unix@own.sock');
  for (const name of backends) {
    out.push(`backend ${name}`);
    if (chance(0.6)) { const own = some(tests, 2).map((x, k) => `    acl b${k} ${x()}`); out.push(...own, ...rules(1, 0.6).map((r) => r.replace(/!?\bt\d+\b/g, () => `b${Math.floor(next() * own.length)}`))); }
    if (name === 'be3' || name === 'be4') {
      if (chance(0.5)) out.push('    cookie sid');
      out.push(`    use-server ${name}a if { path_sub ${of(['s', 'a', '/w'])} }`, `    use-server ${of([`${name}a`, `${name}b`])} if { ${of(tests)()} }`, `    use-server ${name}b if TRUE`, `    server ${name}a unix@${name}a.sock cookie s1${chance(0.2) ? ' disabled' : ''}`, `    server ${name}b unix@${name}b.sock cookie s2`);
    } else if (chance(0.3)) out.push(`    server ${name}s unix@${name}s.sock`); else out.push(`    http-request return status 200 hdr x-backend ${name}`);
  }
  for (const server of ['own', 'be1s', 'be2s', 'be3a', 'be3b', 'be4a', 'be4b']) out.push(`listen in-${server}`, `    bind unix@${server}.sock`, `    http-request return status 200 hdr x-server ${server}`);
  if (tcp) {
    out.push('frontend passes', '    mode tcp', '    bind 127.0.0.1:${TCP}', '    tcp-request inspect-delay 3s', '    acl app req.ssl_sni -i app.example.org', `    tcp-request content ${of(['reject if { req.ssl_sni -m end .local }', 'accept if { src 10.0.0.1 }'])}`, '    tcp-request content accept if { req.ssl_hello_type 1 }', '    use_backend tcp1 if app', `    use_backend tcp2 if { req.ssl_sni -m end ${of(['.test', '.org'])} }`, '    default_backend tcp3');
    for (const k of [1, 2, 3]) out.push(`backend tcp${k}`, '    mode tcp', `    server tcp${k}s unix@tcp${k}s.sock`, `listen in-tcp${k}s`, `    bind unix@tcp${k}s.sock ssl crt \${CERT}`, `    http-request return status 200 hdr x-server tcp${k}s`);
  }

  const asked = (): Asked => {
    const door = tcp && chance(0.4) ? 'tcp' : of(['plain', 'plain', 'tls', 'h2'] as const), socket = chance(0.3);
    const headers: { name: string; value: string }[] = [{ name: 'Host', value: of(HOSTS) }];
    const pairs = some(HEADERS, 4).map(([name, values]) => [name, of(values)] as const);
    for (const [name, value] of pairs) headers.push({ name, value });
    if (socket) for (const [name, value] of WEBSOCKET) headers.push({ name, value });
    return { door, request: { method: socket ? 'GET' : of(METHODS), target: of(PATHS) + of(QUERIES), headers, http2: door === 'h2', tls: door !== 'plain', sni: door === 'plain' ? '' : of(['app.example.org', 'chat.test', 'static.local', '']), source: of(SOURCES) } };
  };
  return { config: `${out.join('\n')}\n`, requests: Array.from({ length: requests }, asked) };
}
