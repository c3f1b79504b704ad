// The picture of the routing as data: which boxes and lines a configuration has, what is folded, what time does on a path.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { mermaidOf, pathModel, WHOLE } from '../../../server/src/engine/features/path/index.ts';
import type { PathModel, PathView } from '../../../server/src/engine/features/path/model.ts';
import { DEFAULT_SETTINGS, Engine, type Settings } from '../../../server/src/engine/index.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
type WebSocket = Partial<Settings['webSocket']>;
interface Given { readonly version?: Settings['version']; readonly webSocket?: WebSocket; readonly view?: Partial<PathView> }
function model(text: string, { version = '3.2', webSocket, view }: Given = {}): PathModel {
  const engine = new Engine();
  engine.open(URI, 1, text, { ...DEFAULT_SETTINGS, version, auto: false, webSocket: { ...DEFAULT_SETTINGS.webSocket, ...webSocket } });
  return pathModel(engine.model(URI)!.project, { ...WHOLE, ...view });
}

const HEAD = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 40s\n    timeout http-request 10s\n';
const web = (front: string, back: string, head = HEAD): string => `${head}frontend www\n${front.replace(/^/gm, '    ')}\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\nbackend be_ws\n${back.replace(/^/gm, '    ')}\n`;

/** `from =>|->|.> to`: WebSocket, other, unknown. */
const lines = (m: PathModel): string[] => m.edges.map((e) => `${e.from} ${e.unknown ? '.>' : e.sign === 'strong' ? '=>' : e.sign ? '~>' : '->'} ${e.to}`).sort();
const nodeOf = (m: PathModel, id: string) => m.nodes.find((n) => n.id === id) ?? assert.fail(`${id} not among ${m.nodes.map((n) => n.id).join(', ')}`);
const facts = (m: PathModel, id: string): string[] => nodeOf(m, id).facts.map((f) => `${f.text}${f.tone === 'plain' ? '' : ` (${f.tone})`}`);
const steps = (m: PathModel): string[] => m.timeline!.phases.map((p) => `${p.id} ${p.limit ? `${p.limit.text} ${p.limit.key}` : 'unset'}${p.log ? `: ${p.log}` : ''}`);

suite('path: boxes and lines', () => {
  test('a frontend, its rules in order, where they lead', () => {
    const m = model(`${HEAD}frontend www\n    bind :80\n    bind :443 ssl crt x.pem\n    acl is_ws hdr(Upgrade) -i websocket\n    use_backend chat if is_ws\n    use_backend api if { path_beg /api/ }\n    default_backend pages\nbackend chat\n    server c1 10.0.0.1:80\nbackend api\n    server a1 10.0.0.2:80\nbackend pages\n    server p1 10.0.0.3:80\n`);
    assert.deepEqual(lines(m), [
      'backend api -> backend api server 1', 'backend chat => backend chat server 1', 'backend pages -> backend pages server 1',
      'frontend www -> frontend www rule 2', 'frontend www -> frontend www rule 3', 'frontend www => frontend www rule 1', 'frontend www bind 1 => frontend www', 'frontend www bind 2 => frontend www',
      'frontend www rule 1 => backend chat', 'frontend www rule 2 -> backend api', 'frontend www rule 3 -> backend pages',
    ]);
    const rule = nodeOf(m, 'frontend www rule 1');
    assert.deepEqual([rule.title, rule.detail, rule.at], ['if is_ws', 'hdr(Upgrade) -i websocket', { uri: URI, line: 10 }]);
    assert.equal(nodeOf(m, 'frontend www rule 3').title, 'everything else');
    assert.deepEqual([nodeOf(m, 'backend chat').at!.line, nodeOf(m, 'backend chat').to], [13, 14]);
    assert.deepEqual(m.totals, { frontends: 1, backends: 3, servers: 3 });
  });

  test('only WebSocket: what WebSockets do not pass through is left out, what may take them is not', () => {
    const text = `${HEAD}frontend www\n    bind :80\n    use_backend chat if { hdr(Upgrade) -i websocket }\n    use_backend %[req.hdr(host),map(/etc/m)] if { path_beg /t/ }\n    default_backend pages\nfrontend plain\n    bind :81\n    default_backend pages\nbackend chat\n    server c1 10.0.0.1:80\nbackend pages\n    server p1 10.0.0.3:80\n`;
    const m = model(text, { view: { webSocketOnly: true } });
    assert.deepEqual(m.nodes.map((n) => n.id).sort(), ['backend chat', 'backend chat server 1', 'frontend www', 'frontend www bind 1', 'frontend www rule 1', 'frontend www rule 2', 'frontend www rule 2 target']);
    const unknown = nodeOf(m, 'frontend www rule 2 target');
    assert.deepEqual([unknown.kind, unknown.title, unknown.detail], ['unknown', '%[req.hdr(host),map(/etc/m)]', 'only the running HAProxy knows']);
    assert.ok(lines(m).includes('frontend www rule 2 .> frontend www rule 2 target'));
    assert.deepEqual(m.frontends.map((f) => [f.id, f.sign]), [['frontend www', 'strong'], ['frontend plain', null]]);
  });

  test('backends that only a map can choose hang on it by an open line; a name without a section is unknown', () => {
    const m = model(`${HEAD}frontend www\n    bind :80\n    use_backend %[path,map(/etc/m)]\n    default_backend gone\nbackend a\n    server a1 10.0.0.1:80\n`);
    assert.ok(lines(m).includes('frontend www rule 1 target .> backend a'));
    assert.equal(nodeOf(m, 'frontend www rule 2 target').detail, 'no such backend in these files');
  });

  test('a listen leads to its own servers; with rules, by "everything else"', () => {
    const plain = model(`${HEAD}listen chat\n    bind :80\n    http-request set-header X y if { hdr(Upgrade) -i websocket }\n    server s1 10.0.0.1:80\n`);
    assert.deepEqual(lines(plain), ['listen chat => listen chat server 1', 'listen chat bind 1 => listen chat']);
    assert.deepEqual(facts(plain, 'listen chat'), ['closed after 30s of silence (open)']);
    const ruled = model(`${HEAD}listen l\n    bind :80\n    use_backend b if { path /b }\n    server s1 10.0.0.1:80\nbackend b\n    server s2 10.0.0.2:80\n`);
    assert.deepEqual(lines(ruled), ['backend b -> backend b server 1', 'listen l -> listen l own', 'listen l -> listen l rule 1', 'listen l bind 1 -> listen l', 'listen l own -> listen l server 1', 'listen l rule 1 -> backend b']);
  });

  test('proxies in a row: a server that is a bind of the same files', () => {
    const m = model(`${HEAD}frontend sni\n    mode tcp\n    bind :443\n    default_backend inner\nbackend inner\n    mode tcp\n    server s unix@/run/h.sock\nfrontend www\n    bind unix@/run/h.sock accept-proxy\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\nbackend be_ws\n    server s1 10.0.0.1:80\n`);
    assert.ok(lines(m).includes('backend inner server 1 -> frontend www bind 1'));
    assert.deepEqual(facts(m, 'frontend www bind 1'), ['PROXY']);
  });

  test('protocols of the legs, by version', () => {
    const text = web('bind :443 ssl crt x.pem\nbind :80\nbind :81 proto h1', 'server s1 10.0.0.1:80\nserver s2 10.0.0.2:443 ssl verify none alpn h2,http/1.1\nserver s3 10.0.0.3:443 ssl verify none alpn h2 ws h1');
    const tags = (version: Settings['version']): string[] => model(text, { version }).nodes.flatMap((n) => (n.tags.length ? [n.tags.join(' ')] : []));
    assert.deepEqual(tags('3.2'), ['TLS h1 h2 RFC 8441', 'h1 h2c', 'h1', 'h1', 'TLS h1 h2 RFC 8441', 'TLS h1']);
    assert.deepEqual(tags('2.6').slice(0, 1), ['TLS h1'], 'no h2 by itself before 2.8');
    const tcp = model('defaults\n    mode tcp\nfrontend f\n    bind :443 ssl crt x.pem\n    default_backend b\nbackend b\n    server s 10.0.0.1:80\n');
    assert.deepEqual([nodeOf(tcp, 'frontend f bind 1').tags, nodeOf(tcp, 'backend b server 1').tags], [['TLS', 'tcp'], ['tcp']]);
    assert.deepEqual(facts(tcp, 'frontend f'), ['mode tcp']);
  });

  test('limits, stickiness, findings', () => {
    const m = model(web('bind :80 maxconn 100\nmaxconn 5000\nstick-table type ip size 1m store conn_cur\nhttp-request track-sc0 src\nacl many sc_conn_cur(0) gt 20\nhttp-request deny if many', 'balance source\nserver s1 10.0.0.1:80 maxconn 10\nserver s2 10.0.0.2:80 backup'));
    assert.deepEqual(facts(m, 'frontend www'), ['maxconn 5000', 'refused: sc_conn_cur(0) gt 20']);
    assert.deepEqual(facts(m, 'frontend www bind 1'), ['maxconn 100']);
    assert.deepEqual(facts(m, 'backend be_ws'), ['closed after 30s of silence (open)', 'sticky: balance source (good)']);
    assert.deepEqual([facts(m, 'backend be_ws server 1'), facts(m, 'backend be_ws server 2')], [['maxconn 10'], ['backup']]);
    assert.ok(nodeOf(m, 'backend be_ws').findings.some((f) => f.rule === 'ws-no-timeout-tunnel' && f.severity === 'warning'));
    const bad = model(web('bind :80 nonsense', 'server s1 10.0.0.1:80 nonsense'));
    for (const id of ['frontend www bind 1', 'backend be_ws server 1']) assert.deepEqual(nodeOf(bad, id).findings.map((f) => f.severity), ['error'], id);
    assert.ok(!nodeOf(bad, 'backend be_ws').findings.some((f) => f.severity === 'error'), 'told by the server');
  });

  test('conditional blocks: what may be there is so marked, what is not is not drawn', () => {
    const m = model(web('.if defined(X)\nbind :80\n.endif\n.if version_atleast(9.0)\nbind :81\n.endif', 'server s1 10.0.0.1:80'));
    assert.deepEqual(m.nodes.filter((n) => n.kind === 'bind').map((n) => [n.title, n.perhaps]), [[':80', true]]);
  });

  test('several files are one configuration, in their order', () => {
    const engine = new Engine();
    engine.openAll([{ uri: 'file:///c/1.cfg', version: 1, text: `${HEAD}frontend f\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n` }, { uri: 'file:///c/2.cfg', version: 1, text: 'backend be_ws\n    server s1 10.0.0.1:80\n' }]);
    const m = pathModel(engine.model('file:///c/2.cfg')!.project, { ...WHOLE, at: { uri: 'file:///c/2.cfg', line: 1 } });
    assert.deepEqual(m.files, ['file:///c/1.cfg', 'file:///c/2.cfg']);
    assert.deepEqual([nodeOf(m, 'backend be_ws').at, m.here], [{ uri: 'file:///c/2.cfg', line: 0 }, 'backend be_ws server 1']);
  });
});

suite('path: many', () => {
  const many = (n: number, tunnel: (i: number) => string): string => `${HEAD}frontend www\n    bind :80\n${Array.from({ length: n }, (_, i) => `    use_backend be_${i} if { hdr(host) h${i} } { hdr(Upgrade) -i websocket }\n`).join('')}${Array.from({ length: n }, (_, i) => `backend be_${i}\n    timeout tunnel ${tunnel(i)}\n    server a 10.0.0.${i % 250}:80\n    server b 10.0.1.${i % 250}:80\n`).join('')}`;
  const alike = many(200, () => '1h');

  test('backends alike are folded, with their rules and servers; the first few stay', () => {
    const m = model(alike);
    assert.deepEqual(m.nodes.filter((n) => n.kind === 'backend').map((n) => n.title), ['be_0', 'be_1', 'be_2']);
    assert.deepEqual(m.nodes.filter((n) => n.kind === 'group').map((n) => [n.of, n.more]), [['rule', 197], ['backend', 197], ['server', 394]]);
    assert.deepEqual(facts(m, 'frontend www alike 1 backend'), ['closed after 1h of silence (good)', 'not sticky (open)']);
    assert.equal(m.turn.of, 200);
    assert.equal(m.ways.length, 0, 'the list is not asked for');
    assert.equal(model(alike, { view: { list: true } }).ways.length, 200);
  });
  test('those that differ are not folded with them', () => {
    const m = model(many(20, (i) => (i === 10 ? '10s' : '1h')));
    assert.ok(m.nodes.some((n) => n.id === 'backend be_10'));
    assert.equal(m.timeline!.way.id, 'frontend www > backend be_10', 'the troubled one is chosen');
  });
  test('a group opens by steps; the cursor, the choice and a search reach inside', () => {
    assert.equal(model(alike, { view: { expanded: { 'frontend www alike 1': 12 } } }).nodes.filter((n) => n.kind === 'backend').length, 15);
    const line = alike.split('\n').indexOf('backend be_77');
    const there = model(alike, { view: { at: { uri: URI, line: line + 2 } } });
    assert.deepEqual([there.here, there.timeline!.way.id], ['backend be_77 server 1', 'frontend www > backend be_77']);
    assert.ok(model(alike, { view: { selected: 'frontend www > backend be_150' } }).nodes.some((n) => n.id === 'backend be_150'));
    const found = model(alike, { view: { find: 'BE_150' } });
    assert.deepEqual(found.nodes.filter((n) => n.kind === 'backend').map((n) => n.title), ['be_150']);
    assert.deepEqual([found.turn.of, found.nodes.filter((n) => n.kind === 'group').length], [1, 0]);
  });
  test('every box of the chosen way is among those drawn, and every line joins two boxes', () => {
    for (const text of [alike, many(20, (i) => `${i + 1}m`), web('bind :80', Array.from({ length: 30 }, (_, i) => `server s${i} 10.0.0.${i}:80`).join('\n')), ...readdirSync('examples').filter((f) => f.endsWith('.cfg')).map((f) => readFileSync(`examples/${f}`, 'utf8'))]) for (const webSocketOnly of [true, false]) {
      const m = model(text, { view: { webSocketOnly } }), ids = new Set(m.nodes.map((n) => n.id));
      assert.equal(ids.size, m.nodes.length);
      for (const e of m.edges) assert.ok(ids.has(e.from) && ids.has(e.to), `${e.from} > ${e.to}`);
      for (const id of m.timeline?.nodes ?? []) assert.ok(ids.has(id), id);
      if (m.timeline) assert.ok(m.timeline.nodes.length >= 3, m.timeline.nodes.join());
    }
  });
  test('many servers, binds, rules to one backend, frontends', () => {
    const m = model(`${HEAD}${Array.from({ length: 12 }, (_, i) => `frontend f${i}\n${Array.from({ length: i === 0 ? 9 : 1 }, (_x, k) => `    bind :${1000 + 10 * i + k}\n`).join('')}${Array.from({ length: i === 0 ? 7 : 1 }, (_x, k) => `    use_backend b if { path /${k} }\n`).join('')}`).join('')}backend b\n${Array.from({ length: 8 }, (_, i) => `    server s${i} 10.0.0.${i}:80\n`).join('')}`);
    assert.deepEqual(m.nodes.filter((n) => n.kind === 'group').map((n) => [n.of, n.more, n.id]).sort(), [['bind', 6, 'frontend f0 binds'], ['frontend', 9, 'more frontends'], ['rule', 4, 'frontend f0 > backend b'], ['server', 5, 'backend b servers']]);
    assert.equal(model(alike, { view: { frontend: 'frontend other' } }).nodes.length, 0);
  });
  test('2,000 backends take less than a second', () => {
    const engine = new Engine();
    engine.open(URI, 1, many(2000, (i) => (i % 3 ? '1h' : '20s')), DEFAULT_SETTINGS);
    const { project } = engine.model(URI)!;
    const begun = performance.now(), m = pathModel(project, { ...WHOLE, webSocketOnly: true });
    assert.ok(performance.now() - begun < 1000, `${performance.now() - begun} ms`);
    assert.ok(m.nodes.length < 60, `${m.nodes.length} boxes`);
    assert.ok(JSON.stringify(m).length < 100_000);
  });
});

suite('path: timeline', () => {
  interface Case extends Given { readonly name: string; readonly text: string; readonly steps?: readonly string[]; readonly says?: string; readonly tone?: string; readonly cut?: string | null; readonly notes?: readonly RegExp[] }
  const CASES: readonly Case[] = [
    { name: 'clear text: request, connect, 101', text: web('bind :80', 'server s1 10.0.0.1:80'), steps: ['request 10s timeout http-request: 408 cR--', 'connect 5s timeout connect: 503 sC--', 'answer 40s timeout server: 504 sH--'], says: 'A silent WebSocket is cut after 30s.', tone: 'open', cut: '101 cD--' },
    { name: 'TLS, a queue, no http-request', text: web('bind :443 ssl crt x.pem', 'timeout queue 7s\nserver s1 10.0.0.1:80 maxconn 5', HEAD.replace(/.*http-request.*\n/, '')), steps: ['tls 30s timeout client', 'request 30s timeout client: 408 cR--', 'queue 7s timeout queue: 503 sQ--', 'connect 5s timeout connect: 503 sC--', 'answer 40s timeout server: 504 sH--'] },
    { name: 'client-hs counts from 2.9 on; the queue falls back to connect', text: web('bind :443 ssl crt x.pem\ntimeout client-hs 3s', 'server s1 10.0.0.1:80 maxconn 5'), steps: ['tls 3s timeout client-hs', 'request 10s timeout http-request: 408 cR--', 'queue 5s timeout connect: 503 sQ--', 'connect 5s timeout connect: 503 sC--', 'answer 40s timeout server: 504 sH--'] },
    { name: 'from 3.3 the client clock runs while the 101 is awaited', version: '3.3', text: web('bind :80', 'server s1 10.0.0.1:80'), steps: ['request 10s timeout http-request: 408 cR--', 'connect 5s timeout connect: 503 sC--', 'answer 30s timeout client: 400 cD--'] },
    { name: 'not with no option abortonclose', version: '3.3', text: web('bind :80', 'no option abortonclose\nserver s1 10.0.0.1:80'), steps: ['request 10s timeout http-request: 408 cR--', 'connect 5s timeout connect: 503 sC--', 'answer 40s timeout server: 504 sH--'] },
    { name: 'nothing set', text: web('bind :80', 'server s1 10.0.0.1:80', 'defaults\n    mode http\n'), steps: ['request unset: 408 cR--', 'connect unset: 503 sC--', 'answer unset: 504 sH--'], says: 'No limit on silence.', cut: null },
    { name: 'mode tcp: no status', text: 'defaults\n    mode tcp\n    timeout connect 5s\n    timeout client 1h\n    timeout server 30m\nfrontend f\n    bind :80\n    default_backend ws_servers\nbackend ws_servers\n    server s1 10.0.0.1:80 maxconn 9\n', steps: ['queue 5s timeout connect: sQ', 'connect 5s timeout connect: sC'], says: 'A silent WebSocket is cut after 30m.', cut: 'sD' },
    { name: 'server timeout, the shorter one', text: web('bind :80\ntimeout client 1m', 'server s1 10.0.0.1:80'), cut: '101 sD--', says: 'A silent WebSocket is cut after 40s.' },
    { name: 'timeout tunnel rules', text: web('bind :80', 'timeout tunnel 1h\nserver s1 10.0.0.1:80'), cut: '101 cD--', says: 'A silent WebSocket is cut after 1h.', tone: 'good' },
    { name: 'a ping in time', webSocket: { ping: 10_000 }, text: web('bind :80', 'server s1 10.0.0.1:80'), says: 'Stays open: a ping every 10s, and only 30s of silence cut it.', tone: 'good', cut: '101 cD--' },
    { name: 'a ping with no room for a late one', webSocket: { ping: 20_000 }, text: web('bind :80', 'server s1 10.0.0.1:80'), says: 'Open as long as no ping is late: one every 20s, cut after 30s.', tone: 'open' },
    { name: 'a ping that comes too late', webSocket: { ping: 45_000 }, text: web('bind :80', 'server s1 10.0.0.1:80'), says: 'Every quiet WebSocket is cut after 30s, before its first ping.', tone: 'bad' },
    { name: 'a balancer in front closes first', webSocket: { outerIdle: 20_000 }, text: web('bind :80', 'timeout tunnel 1h\nserver s1 10.0.0.1:80'), says: 'The balancer in front closes first, after 20s of silence.', cut: null },
    { name: 'a ping keeps it open through the balancer', webSocket: { outerIdle: 20_000, ping: 5000 }, text: web('bind :80', 'timeout tunnel 1h\nserver s1 10.0.0.1:80'), says: 'Stays open: a ping every 5s, and only 1h of silence cut it.' },
    { name: 'a value of the environment', text: web('bind :80', 'timeout tunnel "$T"\nserver s1 10.0.0.1:80'), says: 'How long a silent WebSocket lives is not known from the files.', tone: 'plain', cut: null },
    { name: 'client-fin does nothing here', text: web('bind :80\ntimeout client-fin 5s', 'server s1 10.0.0.1:80'), notes: [/^timeout client-fin 5s: no effect on an open WebSocket in http mode from 2\.9 on\.$/] },
    { name: 'server-fin did up to 2.8', version: '2.8', text: web('bind :80', 'timeout server-fin 5s\nserver s1 10.0.0.1:80'), notes: [/^timeout server-fin 5s: up to 2\.8 it may end/] },
    { name: 'rules that set another limit, a limit that counts for nothing', text: web('bind :80\ntimeout tunnel 1h', 'http-request set-timeout tunnel 5m if { path /x }\nserver s1 10.0.0.1:80'), notes: [/set-timeout rule/, /^timeout tunnel of frontend www counts for nothing here/] },
  ];
  for (const c of CASES) test(c.name, () => {
    const { timeline } = model(c.text, c);
    assert.ok(timeline);
    if (c.steps) assert.deepEqual(steps({ timeline } as PathModel), c.steps);
    if (c.says) assert.equal(timeline.verdict.text, c.says);
    if (c.tone) assert.equal(timeline.verdict.tone, c.tone);
    if (c.cut !== undefined) assert.equal(timeline.cut?.log ?? null, c.cut);
    if (c.notes) { assert.equal(timeline.notes.length, c.notes.length, JSON.stringify(timeline.notes)); for (const [i, n] of c.notes.entries()) assert.match(timeline.notes[i]!.text, n); }
  });

  test('each limit names its line', () => {
    const text = web('bind :80', 'timeout tunnel 1h\nserver s1 10.0.0.1:80'), { timeline } = model(text), all = text.split('\n');
    for (const p of timeline!.phases) assert.ok(all[p.limit!.at!.line]!.includes(p.limit!.key), p.id);
    assert.ok(all[timeline!.idle.at!.line]!.includes('timeout tunnel 1h'));
  });
  test('without any sign: the whole routing, and it says so', () => {
    const m = model(`${HEAD}frontend f\n    bind :80\n    default_backend b\nbackend b\n    server s 10.0.0.1:80\n`, { view: { webSocketOnly: true } });
    assert.deepEqual([m.webSocket, m.nodes.length], [false, 5]);
    assert.match(m.timeline!.verdict.more, /^Nothing says that WebSockets come this way/);
  });
});

suite('path: robustness', () => {
  test('no text throws', () => {
    for (const text of ['', 'global\n', 'frontend\n', 'backend x\n    server\n', 'listen x\n    bind\n    use_backend\n    server s ws h1\n', 'frontend f\n    use_backend b if\n    use_backend\n    default_backend\nbackend b\nbackend b\n', 'listen a\n    use_backend a\n    default_backend b\nlisten b\n    default_backend a\n', 'frontend {{ x }}\n{% for a in b %}\n    use_backend {{ c }}\n{% endfor %}\n']) {
      for (const view of [{}, { webSocketOnly: true }, { at: { uri: URI, line: 2 } }, { at: { uri: URI, line: 99 } }, { at: { uri: 'file:///other', line: 0 } }, { find: 'b', list: true }]) assert.ok(mermaidOf(model(text, { view })).startsWith('flowchart LR\n'), text);
    }
  });
  test('Mermaid: words of the file cannot break out', () => {
    const text = mermaidOf(model(`${HEAD}frontend f"]\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket } { path "/<x>\\"#;" }\nbackend be_ws\n    server s1 10.0.0.1:80\n`));
    assert.match(text, /^ {2}n1\["frontend f#93;"\]$/m);
    for (const line of text.split('\n').slice(1, -1)) assert.match(line, /^ {2}(?:n\d+(?:\(\[|\[\(|\[\[|\{\{|\[|>)"[^"<>`]*"(?:\]\)|\)\]|\]\]|\}\}|\])|n\d+ (?:-->|==>|-\.->) n\d+|classDef \w+ \S+|class [n\d,]+ \w+)$/);
  });
});
