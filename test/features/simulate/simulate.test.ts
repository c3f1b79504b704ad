// The simulator on small files. `#= yes`, `#= no`, `#= ?` behind a rule: what it says of the rule; a rule without a mark is not looked at.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { simulate, type Request, type Simulation } from '../../../server/src/engine/features/simulate/simulate.ts';
import { DEFAULT_SETTINGS, Engine } from '../../../server/src/engine/index.ts';

const URI = 'file:///haproxy.cfg';
const HEAD = 'defaults\n    mode http\n    timeout client 30s\n    timeout server 40s\n    timeout connect 5s\n';
/** `GET /path Name:value Name:value`, with `h2`, `tls` and `from:address` among them. */
function requestOf(words: string): Request {
  const [method = 'GET', target = '/', ...rest] = words.match(/(?:[^\s"]|"[^"]*")+/g)!.map((w) => w.replace(/"/g, ''));
  const flag = (name: string): string | undefined => rest.find((w) => w.startsWith(`${name}=`))?.slice(name.length + 1);
  const socket = rest.includes('ws') ? ['Host:a', 'Connection:Upgrade', 'Upgrade:websocket', 'Sec-WebSocket-Version:13', 'Sec-WebSocket-Key:dGhlIHNhbXBsZSBub25jZQ=='] : [];
  const headers = [...socket, ...rest.filter((w) => /^[\w-]+:/.test(w))].map((w) => ({ name: w.slice(0, w.indexOf(':')), value: w.slice(w.indexOf(':') + 1) }));
  return { method, target, headers, http2: rest.includes('h2'), tls: rest.includes('tls'), sni: flag('sni') ?? '', source: flag('from') ?? '192.0.2.1' };
}
function ask(config: string, words: string, entry: string | null = null): Simulation {
  const engine = new Engine();
  engine.open(URI, 1, config, { ...DEFAULT_SETTINGS, auto: false, version: '3.2' });
  return simulate(engine.model(URI)!.project, requestOf(words), entry);
}
const MARKS = { yes: 'yes', no: 'no', unknown: '?' } as const;

/** Name, request, file, and what comes of it. */
const CASES: readonly (readonly [name: string, request: string, config: string, ...says: RegExp[]])[] = [
  ['named ACLs, negation and default_backend', 'GET /ws ws', `${HEAD}frontend f
    bind :80
    acl ws hdr(Upgrade) -i websocket
    acl ws hdr(X-Force) 1
    acl up hdr(Connection) -i upgrade
    use_backend a if !ws #= no
    use_backend b if ws up { path_beg /api } #= no
    use_backend c if { path /nothing } or ws up #= yes
    use_backend d
    default_backend d
backend a
backend b
backend c
    server s 127.0.0.1:1
backend d
`, /^`backend c` serves it: `s`, the only one\. It asks for a WebSocket/],
  ['what rules change, later rules see', 'GET /old/x?a=1 X-A:one', `${HEAD}listen f
    bind :80
    http-request set-header X-A two if { path_beg /old } #= yes
    http-request set-path /new%[path,regsub(^/old,)] if { hdr(x-a) two } #= yes
    http-request set-var(txn.n) path,length #= yes
    http-request del-header X-A if { path /new/x } #= yes
    http-request deny deny_status 410 if { hdr(x-a) -m found } #= no
    http-request deny deny_status 429 if { var(txn.n) -m int 6 } { query a=1 } #= yes
    http-request deny #
`, /^HAProxy answers 429\.$/],
  ['allow passes over the rest of its set only', 'GET /', `${HEAD}frontend f
    bind :80
    http-request allow if METH_GET #= yes
    http-request deny
    redirect location /elsewhere code 301 if TRUE #= yes
`, /^HAProxy redirects with 301 to `\/elsewhere`\.$/],
  ['a map is not read: both ways stay open', 'GET / Host:a', `${HEAD}frontend f
    bind :80
    acl known hdr(host),lower,map_str(/etc/hosts.map) -m found
    http-request deny unless known #= ?
    use_backend %[req.hdr(host),map(/etc/b.map)] if known #= ?
    default_backend b #= yes
backend b
    server s 127.0.0.1:1
`, /^HAProxy answers 403\.$/, /^The backend is not known: the map of `map` is not read\.$/, /^`backend b` serves it/],
  ['what only the running HAProxy knows, and what it may have changed', 'GET /', `${HEAD}frontend f
    bind :80
    http-request set-header X-Up no if { nbsrv(b) lt 1 } #= ?
    use_backend a if { hdr(x-up) no } #= ?
    default_backend b #= yes
backend a
    server s 127.0.0.1:1
backend b
    server s 127.0.0.1:1
`, /^`backend a`/, /^`backend b`/],
  ['RFC 8441: Upgrade and Connection, no key', 'GET /ws ws h2 tls sni=a', `${HEAD}frontend f
    bind :443 ssl crt a.pem alpn h2,http/1.1
    http-request deny if { hdr(Sec-WebSocket-Key) -m found } #= no
    use_backend b if { hdr(Upgrade) -i websocket } { hdr(Connection) -i upgrade } METH_GET { req.ver 2.0 } #= yes
backend b
    server s 127.0.0.1:1
`, /^`backend b` serves it/],
  ['a handshake without a key never reaches the rules', 'GET /ws Connection:Upgrade Upgrade:websocket', `${HEAD}listen f
    bind :80
    http-request deny
`, /^HAProxy answers 400/],
  ['a rule that takes the upgrade away', 'GET /ws ws', `${HEAD}listen f
    bind :80
    http-request del-header Upgrade #= yes
    server s 127.0.0.1:1
`, /the server sees a plain one\.$/],
  ['tcp-request rules, source ranges', 'GET / from=10.1.2.3', `${HEAD}frontend f
    bind :80
    tcp-request connection accept if { src 10.0.0.0/16 } #= no
    tcp-request connection reject if { src 10.0.0.0/8 } #= yes
    tcp-request content reject
`, /^HAProxy closes the connection/],
  ['mode tcp: SNI with a rule that waits', 'GET / tls sni=b.example', `frontend f
    mode tcp
    bind :443
    tcp-request inspect-delay 5s
    tcp-request content accept if { req.ssl_hello_type 1 } #= yes
    use_backend a if { req.ssl_sni -m end .test } #= no
    use_backend b if { req.ssl_sni -i B.example } #= yes
backend a
    mode tcp
backend b
    mode tcp
    server s 127.0.0.1:1
`, /^`backend b`/],
  ['mode tcp: without waiting the name may not be there', 'GET / tls sni=a.test', `frontend f
    mode tcp
    bind :443
    use_backend a if { req.ssl_sni a.test } #= ?
backend a
    mode tcp
    server s 127.0.0.1:1
`, /^`backend a`/, /^HAProxy closes the connection: in `frontend f` there is no server/],
  ['use-server, a disabled one, cookies and balance', 'GET /b Cookie:SRV=two', `${HEAD}backend b
    cookie SRV insert
    balance leastconn
    use-server three if { path /b } #= yes
    use-server one if { path /a } #= no
    server one 127.0.0.1:1 cookie one
    server two 127.0.0.1:2 cookie two
    server three 127.0.0.1:3 disabled
frontend f
    bind :80
    default_backend b #= yes
`, /`two`, by its cookie `SRV=two`, if it is up/],
  ['defaults with rules come first', 'GET /x', `defaults base
    mode http
    http-request deny deny_status 405 unless METH_GET #= no
    http-request set-path /y #= yes
frontend f from base
    bind :80
    http-request return status 204 if { path /y } #= yes
`, /^HAProxy answers 204\.$/],
  ['statistics and monitor', 'GET /stats;x', `${HEAD}listen f
    bind :80
    monitor-uri /alive
    stats uri /stats #= yes
    server s 127.0.0.1:1
`, /^`The statistics page` inside HAProxy answers\.$/],
  ['the monitor answers before the rules', 'GET /alive', `${HEAD}frontend f
    bind :80
    monitor-uri /alive #= yes
    monitor fail if { hdr(X-Dead) 1 } #= no
    http-request deny deny_status 410
`, /^HAProxy answers 200\.$/],
  ['and says when it is to fail', 'GET /alive X-Dead:1', `${HEAD}frontend f
    bind :80
    monitor-uri /alive
    monitor fail if { hdr(X-Dead) 1 } #= yes
    http-request deny deny_status 410
`, /^HAProxy answers 503\.$/],
  ['and perhaps', 'GET /alive', `${HEAD}frontend f
    bind :80
    monitor-uri /alive #= yes
    monitor fail if { nbsrv(b) lt 1 } #= ?
backend b
    server s 127.0.0.1:1
`, /^HAProxy answers 503\.$/, /^HAProxy answers 200\.$/],
  ['its address is the whole one, with a query', 'GET /alive?x=1', `${HEAD}frontend f
    bind :80
    monitor-uri /alive
    monitor fail if TRUE
    http-request deny deny_status 410 #= yes
`, /^HAProxy answers 410\.$/],
  ['conditional blocks that only the start decides', 'GET /', `${HEAD}frontend f
    bind :80
.if defined(X)
    http-request deny #= ?
.endif
.if version_atleast(9.0)
    http-request deny deny_status 500
.endif
    http-request return status 204 #= yes
`, /^HAProxy answers 403\.$/, /^HAProxy answers 204\.$/],
  ['environment, files and Lua are named', 'GET / Host:a', `${HEAD}frontend f
    bind :80
    http-request deny if { hdr(host) "\${NAME}" } #= ?
    http-request deny if { path -f /etc/paths.lst } #= ?
    http-request lua.check #= yes
    default_backend b #= yes
backend b
    server s 127.0.0.1:1
`, /^HAProxy answers 403/, /lua\.check/, /^`backend b`/],
];

suite('request simulator', () => {
  for (const [name, request, config, ...says] of CASES) test(name, () => {
    const s = ask(config, request), lines = config.split('\n');
    const wanted = lines.map((l, i) => [i, /#= (\S+)$/.exec(l)?.[1]] as const).filter(([, m]) => m !== undefined).map(([i, m]) => `${i + 1} ${m}`);
    assert.deepEqual([...new Set(s.steps.map((x) => `${x.at.line + 1} ${MARKS[x.verdict]}`))].sort(), [...wanted].sort(), s.steps.map((x) => `${x.at.line + 1} ${x.verdict} ${x.text} ${x.terms.map((y) => `${y.term}=${y.answer} (${y.saw})`).join()}`).join('\n'));
    assert.equal(s.outcomes.length, says.length, s.outcomes.map((o) => o.says).join('\n'));
    says.forEach((want, i) => { assert.match(s.outcomes[i]!.says, want); });
  });

  test('every term that was looked at, with what it read', () => {
    const [step] = ask(`${HEAD}frontend f\n    bind :80\n    acl ws hdr(Upgrade) -i websocket\n    use_backend b if ws { path_beg /x } or !ws { src 10.0.0.0/8 }\nbackend b\n`, 'GET /ws ws').steps;
    assert.deepEqual(step!.terms.map((x) => [x.term, x.answer, x.saw]), [['ws', true, '`websocket`'], ['{ path_beg /x }', false, '`/ws`'], ['!ws', false, '`websocket`']]);
  });
  test('timeouts of the way, with their lines', () => {
    const [o] = ask(`${HEAD}    timeout tunnel 1h\nlisten f\n    bind :80\n    timeout client 10s\n    server s 127.0.0.1:1\n`, 'GET /').outcomes;
    assert.deepEqual(o!.limits.map((l) => `${l.key} ${l.value} ${l.at!.line + 1}`), ['timeout client 10s 9', 'timeout connect 5s 5', 'timeout server 40s 4', 'timeout tunnel 1h 6', 'idle limit of a WebSocket 1h 6']);
  });
  test('the entry decides port, TLS and frontend', () => {
    const config = `${HEAD}frontend a\n    bind :80,:8080\n    use_backend b if { dst_port 8080 }\nfrontend t\n    bind 127.0.0.1:443 ssl crt x.pem\n    redirect scheme http if { ssl_fc } { dst 127.0.0.1 }\nbackend b\n    server s 127.0.0.1:1\n`;
    const s = ask(config, 'GET / Host:a', 'frontend a :8080');
    assert.deepEqual(s.entries.map((e) => [e.id, e.tls, e.mode]), [['frontend a :80', false, 'http'], ['frontend a :8080', false, 'http'], ['frontend t 127.0.0.1:443', true, 'http']]);
    assert.equal(s.outcomes[0]!.backend, 'b');
    assert.equal(ask(config, 'GET / Host:a', 'frontend a :80').outcomes[0]!.status, 503);
    assert.equal(ask(config, 'GET / Host:a tls', 'frontend t 127.0.0.1:443').outcomes[0]!.location, 'http://a/');
    assert.match(ask(config, 'GET / Host:a', 'frontend t 127.0.0.1:443').problems[0]!, /speaks TLS/);
  });
  test('requests that cannot be sent are told', () => {
    const config = `${HEAD}listen f\n    bind :80\n`;
    for (const [words, want] of [['G@T /', /method/], ['GET nothing', /path/], ['GET /\u00e9', /path/], ['GET / from=here', /source/]] as const) assert.match(ask(config, words).problems[0]!, want);
    assert.match(ask('global\n', 'GET /').outcomes[0]!.says, /No frontend/);
  });
  test('no text makes it throw, and hostile expressions end', () => {
    const lines = ['use_backend', 'use_backend x if', 'http-request', 'http-request set-header', 'http-request set-var( if {', 'http-request replace-path ( ) if { path_reg ( }', `http-request deny if { path_reg ^(a+)+$ } { hdr(x) -m reg (x*)*y }`, 'http-request set-path %[path,regsub(((,)]', 'use-server', 'acl', 'acl a', 'acl a b(c', 'redirect', 'stats uri', 'monitor-uri', 'tcp-request content', 'cookie', 'server', 'http-request deny if { str(a),concat( } or or !'];
    for (let i = 0; i < lines.length; i++) for (const head of ['listen f', 'frontend f', 'defaults d']) {
      const config = `${HEAD}${head}\n    bind :80\n    ${lines[i]}\n    ${lines[(i * 7 + 3) % lines.length]}\nbackend x\n`, s = ask(config, `GET /${'a'.repeat(2000)}! X:${'x'.repeat(3000)} ws`);
      assert.ok(s.outcomes.length > 0 || s.problems.length > 0);
    }
  });
});
