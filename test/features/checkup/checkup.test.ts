// The WebSocket checkup: what it says of the examples, and of what a file leaves open.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { type Checkup, DEFAULT_SETTINGS, Engine, type Settings } from '../../../server/src/engine/index.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
function checkup(text: string, settings: Partial<Settings> = {}): Checkup {
  const engine = new Engine();
  engine.open(URI, 1, text, { ...DEFAULT_SETTINGS, auto: false, ...settings });
  return engine.checkup(URI)!;
}
/** Links as `→12`, so that expectations read. */
const plainOf = (c: Checkup): string => c.markdown.replace(/\[line (\d+)\]\([^()\s]+#L(\d+)\)/g, (_all, shown: string, target: string) => { assert.equal(shown, target); return `→${shown}`; });
function holds(text: string, wanted: readonly string[], not: readonly string[] = []): void {
  for (const w of wanted) assert.ok(text.includes(w), `${w}\nnot in:\n${text}`);
  for (const n of not) assert.ok(!text.includes(n), `${n}\nin:\n${text}`);
}

const VERDICT = /^### (\d)\..*\n\n\*\*(.*?)\*\*/gm;
const verdicts = (c: Checkup): string => [...c.markdown.matchAll(VERDICT)].map((m) => m[2]!.replace('.', '')).join(' ');

/** For each example: the verdicts of the eight questions, and lines of the report. */
const EXAMPLES: Readonly<Record<string, { readonly verdicts: string; readonly says: readonly string[] }>> = {
  'article.cfg': {
    verdicts: 'Yes No Yes No No Yes Yes Yes',
    says: [
      'One path for WebSockets. Findings on them: 2. Findings elsewhere: 1.', '### `frontend fe_public` (→22) → `backend be_sockets` (→36)',
      '| Clients | `:443` (→23): TLS: HTTP/1.1 |', '| Condition | `if wants_websocket wants_upgrade` (→28) |', '`socket1 192.0.2.21:8081` (→40): clear text: HTTP/1.1 upgrade<br>`socket2',
      '| May be silent | **1h**: timeout tunnel of `defaults` (→20) |', '`101 cD--` silent for 1h (timeout tunnel)', '**error** `log-format-fetch-too-late` (→24)',
      '- `frontend fe_public`: neither is shown (→24)', '- `backend be_sockets`: a TCP check', '- `frontend fe_public`: probes to clients by `option tcpka` (→14)', '- `backend be_sockets`: by `stick on src` (→39)',
    ],
  },
  'article-stick-table.cfg': { verdicts: 'Yes No Yes No No Yes No No', says: ['One path'] },
  'article-tcp.cfg': { verdicts: 'Nothing to ask Nothing to ask Nothing to ask Nothing to ask No Yes Nothing to ask Nothing to ask', says: ['No path for WebSockets is known.', 'No sign of WebSocket', '- `frontend fe_sockets` is in mode tcp: whether WebSockets pass through it cannot be told (→18)'] },
  'grafana-live.cfg': {
    verdicts: 'Yes No Yes No No Yes No Yes',
    says: ['`:443` (→21): TLS: HTTP/1.1 and h2 with RFC 8441', '`504 sH--` no 101 within timeout server (50s)', '**warning** `ws-upgrade-header-removed` (→32)', '- `backend grafana_live`: a plain request to `/api/live/ws`, see `ws-httpchk-on-ws-path` (→33)', '- `backend grafana_live`: one server, nothing to choose'],
  },
  'novnc.cfg': { verdicts: 'Yes No Not known No No Yes No Yes', says: ['| May be silent | **30s**: timeout tunnel of `backend websockify` (→29) |', 'the ping interval is not known, 25s to 60s are usual (→29)', '- `backend websockify`: by `balance source` (→28)'] },
  'signalr.cfg': { verdicts: 'Yes No Yes Yes No Yes No Yes', says: ['No findings on them.', '`500 KC--` hard-stop-after ended the old process', '- `frontend web`: Connection is not shown (→26)', '- `backend hubs`: a plain request to `/healthz` (→44)', '- `backend hubs`: by cookie, for clients that keep it (→41)'] },
  'socketio.cfg': { verdicts: 'Yes No No No No Yes No No', says: ['| May be silent | **20s**: no timeout tunnel, so timeout client of `defaults` (→15) |', '`101 cD--` silent for 20s (timeout client)', '- `backend chat_nodes`: `balance roundrobin`: a client that connects again may land on another server (→31)'] },
  'socketio-healthy.cfg': { verdicts: 'Yes No Yes Yes No Yes No Yes', says: ['| May be silent | **1h**: timeout tunnel of `backend chat_nodes`', 'by cookie, for clients that keep it'] },
};

suite('checkup of the examples', () => {
  test('every example has its expectations', () => { assert.deepEqual(Object.keys(EXAMPLES).sort(), readdirSync('examples').filter((f) => f.endsWith('.cfg')).sort()); });
  for (const [file, { verdicts: wanted, says }] of Object.entries(EXAMPLES)) test(file, () => {
    const text = readFileSync(`examples/${file}`, 'utf8'), c = checkup(text), lines = text.split('\n');
    assert.equal(c.questions.length, 8);
    assert.equal(verdicts(c), wanted);
    holds(plainOf(c), says);
    for (const p of c.paths) {
      for (const b of p.binds) assert.match(lines[b.at.line]!, /^\s*bind /);
      for (const r of p.routes) assert.match(lines[r.at.line]!, /^\s*(?:use_backend|default_backend) /);
      for (const s of p.servers) assert.ok(lines[s.at.line]!.includes(`server ${s.name} `));
    }
  });
});

const HEAD = 'defaults base\n    mode http\n    log 127.0.0.1:514 local0\n    option httplog\n    timeout connect 5s\n    timeout client 30s\n    timeout server 40s\n\n';
const web = (front: string, back: string, before = HEAD): string => `${before}frontend www\n${front.replace(/^/gm, '    ')}\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n\nbackend be_ws\n${back.replace(/^/gm, '    ')}\n`;

interface Case { readonly name: string; readonly text: string; readonly says: readonly string[]; readonly not?: readonly string[]; readonly version?: Settings['version'] }
const CASES: readonly Case[] = [
  // protocols, leg by leg
  { name: 'h2 by default since 2.8', text: web('bind :443 ssl crt x.pem', 'server s1 10.0.0.1:80'), says: ['TLS: HTTP/1.1 and h2 (the default since 2.8) with RFC 8441'] },
  { name: 'no default h2 before', version: '2.6', text: web('bind :443 ssl crt x.pem', 'server s1 10.0.0.1:80'), says: ['(→10): TLS: HTTP/1.1 |'] },
  { name: 'proto h2 on a bind', text: web('bind :8080 proto h2', 'server s1 10.0.0.1:80'), says: ['HTTP/2 only (proto h2): HTTP/1.1 clients are cut', '### 1. Can every bind carry the WebSocket its clients speak?\n\n**No.**'] },
  { name: 'h2 that nobody speaks', text: web('bind :443 ssl crt x.pem alpn h2,http/1.1 proto h1', 'server s1 10.0.0.1:80'), says: ['h2 is offered but not spoken (proto h1)'] },
  { name: 'the workaround', text: `global\n    h2-workaround-bogus-websocket-clients\n${web('bind :443 ssl crt x.pem alpn h2,http/1.1', 'server s1 10.0.0.1:80')}`, says: ['RFC 8441 is hidden by the workaround'] },
  { name: 'a crt-list', text: web('bind :443 ssl crt-list /etc/l', 'server s1 10.0.0.1:80'), says: ['(the crt-list may offer other protocols for single names)'] },
  { name: 'a bind with words of the environment', text: web('bind :443 "$OPTIONS"', 'server s1 10.0.0.1:80'), says: ['not known: the line holds words that only the running HAProxy knows', '**Not known.**'] },
  { name: 'QUIC', text: web('bind quic4@:443 ssl crt x.pem alpn h3\nbind :443 ssl crt x.pem', 'server s1 10.0.0.1:80'), says: ['HTTP/3; WebSocket over it was not measured', '**Partly.**'] },
  { name: 'servers that want RFC 8441', text: web('bind :80', 'server s1 10.0.0.1:80 proto h2\nserver s2 10.0.0.2:443 ssl verify none alpn h2\nserver s3 10.0.0.3:443 ssl verify none alpn h2 ws h1'), says: ['clear text: RFC 8441 over h2; 502 where the server does not announce it', 'TLS: RFC 8441 over h2', 'TLS: HTTP/1.1 upgrade |'] },
  { name: 'a server of both, 2.4 and later', version: '2.4', text: web('bind :80', 'server s1 10.0.0.1:443 ssl verify none alpn h2,http/1.1'), says: ['TLS: RFC 8441 over h2'] },
  { name: 'a server of both in 3.2', text: web('bind :80', 'default-server ssl verify none alpn h2,http/1.1\nserver s1 10.0.0.1:443'), says: ['TLS: HTTP/1.1 upgrade, unless the server announces RFC 8441'] },
  // how long it may be silent
  { name: 'server timeout, the shorter one', text: web('bind :80\ntimeout client 1m', 'server s1 10.0.0.1:80'), says: ['**40s**: no timeout tunnel, so timeout server of `defaults base` (→7)', '`101 sD--` silent for 40s (timeout server)'] },
  { name: 'a value of the environment', text: web('bind :80', 'timeout tunnel "$T"\nserver s1 10.0.0.1:80'), says: ['| May be silent | not known', '`101 cD-- / 101 sD--`', '`frontend www` → `backend be_ws`: the limit is not known'] },
  { name: 'set-timeout', text: web('bind :80', 'timeout tunnel 1h\nhttp-request set-timeout tunnel 5m if { path /x }\nserver s1 10.0.0.1:80'), says: ['; a set-timeout rule may change it (→15)'] },
  // logs
  { name: 'what servers and the process do', version: '2.6', text: `global\n    hard-stop-after 10m\n${web('bind :80', 'timeout queue 3s\nserver s1 10.0.0.1:80 check maxconn 10 on-marked-down shutdown-sessions')}`, says: ['`503 sQ--` all places of the servers are taken for longer than timeout queue (3s)', '`101 D---`', '`101 K---`'] },
  { name: 'abortonclose since 3.3', version: '3.3', text: web('bind :80', 'server s1 10.0.0.1:80'), says: ['`400 cD--` no 101 within timeout client (30s): abortonclose lets it run'] },
  { name: 'no abortonclose', version: '3.3', text: web('bind :80', 'no option abortonclose\nserver s1 10.0.0.1:80'), says: ['`504 sH--`'], not: ['400 cD--'] },
  { name: 'captures that httplog shows', text: web('bind :80\nhttp-request capture req.hdr(Upgrade) len 32\ncapture request header Connection len 32', 'server s1 10.0.0.1:80'), says: ['- `frontend www`: both are shown (→4)'] },
  { name: 'captures that the format leaves out', text: web('bind :80\ncapture request header Upgrade len 9\ncapture request header Connection len 9\nlog-format "%ci %[capture.req.hdr(0)]"', 'server s1 10.0.0.1:80'), says: ['- `frontend www`: Connection is not shown (→13)'] },
  { name: 'variables', text: web('bind :80\nhttp-request set-var(txn.u) req.hdr(Upgrade)\nhttp-request set-var(txn.c) req.hdr(Connection)\nlog-format "%ci %[var(txn.u)] %[var(txn.c)]"', 'server s1 10.0.0.1:80'), says: ['- `frontend www`: both are shown (→13)'] },
  { name: 'no log at all', text: web('bind :80', 'server s1 10.0.0.1:80', 'defaults\n    mode http\n'), says: ['nothing is logged: no log line'] },
  // checks
  { name: 'a handshake that expects 101', text: web('bind :80', 'option httpchk\nhttp-check send meth GET uri /ws ver HTTP/1.1 hdr Host a hdr Connection Upgrade hdr Upgrade websocket hdr Sec-WebSocket-Version 13 hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ==\nhttp-check expect status 101\nserver s1 10.0.0.1:80 check'), says: ['- `backend be_ws`: a full handshake to `/ws` (→15)', 'expects 101?\n\n**Yes.**'] },
  { name: 'a handshake that does not', text: web('bind :80', 'option httpchk\nhttp-check send meth GET uri /ws ver HTTP/1.1 hdr Host a hdr Connection Upgrade hdr Upgrade websocket\nserver s1 10.0.0.1:80 check'), says: ['a handshake to `/ws` that does not expect 101, see `ws-httpchk-101-not-expected`'] },
  { name: 'a check that is inherited', text: web('bind :80', 'server s1 10.0.0.1:80 check', `${HEAD.trimEnd()}\n    option httpchk GET /health\n\n`), says: ['a check of several steps, or one that is inherited (→8)', '**Not known.**'] },
  // options
  { name: 'closing options', text: web('bind :80\noption httpclose', 'no option http-server-close\nserver s1 10.0.0.1:80', `${HEAD.trimEnd()}\n    option http-server-close\n\n`), says: ['### 5. Are closing options present?\n\n**Yes.**\n\n- `option httpclose` (→12)\n- `option http-server-close` (→8)\n\n*Measured:* option httpclose and option http-server-close do no harm'] },
  { name: 'buffers', text: `global\n    tune.maxrewrite 8192\n${web('bind :80', 'server s1 10.0.0.1:80')}`, says: ['### 6. Do the buffers hold the request headers?\n\n**Partly.**\n\n- `tune.maxrewrite 8192` (→2)\n- request headers may have 8192 bytes'] },
  { name: 'keepalive on one side', text: web('bind :80\noption clitcpka', 'server s1 10.0.0.1:80'), says: ['### 7. Is TCP keepalive on, for NAT and firewalls?\n\n**Partly.**', 'probes to clients by `option clitcpka`', '- `backend be_ws`: no probes to servers'] },
  { name: 'a cookie without values', text: web('bind :80', 'cookie S insert\nserver s1 10.0.0.1:80\nserver s2 10.0.0.2:80 cookie b'), says: ['- `backend be_ws`: a cookie, without a value on `s1`'] },
  // shapes of a configuration
  { name: 'a listen', text: `${HEAD}listen chat\n    bind :80\n    http-request set-header X y if { hdr(Upgrade) -i websocket }\n    server s1 10.0.0.1:80\n`, says: ['### `listen chat` (→9)\n', '**30s**: no timeout tunnel, so timeout client'] },
  { name: 'two ways in, two conditions', text: `${HEAD}frontend a\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket } { path /x }\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n\nfrontend b\n    bind :81\n    use_backend be_ws if { path /ws }\n    use_backend be_ws if { hdr(upgrade) websocket }\n\nbackend be_ws\n    server s1 10.0.0.1:80\n`, says: ['2 paths for WebSockets.', '`if { hdr(Upgrade) -i websocket } { path /x }` (→11)<br>`if { hdr(Upgrade) -i websocket }` (→12)', '### `frontend b` (→14)'] },
  { name: 'no sign: the ways of all requests', text: `${HEAD}frontend a\n    bind :80\n    default_backend app\n\nbackend app\n    timeout tunnel 1h\n    server s1 10.0.0.1:80\n`, says: ['No path for WebSockets is known.', 'No sign of WebSocket', 'If WebSockets come at all, they go the way of all requests:\n\n### `frontend a` (→9) → `backend app` (→13)', '| Condition | `everything else` (→11) |', '**1h**: timeout tunnel of `backend app` (→14)'] },
  { name: 'only a name', text: `${HEAD}frontend a\n    bind :80\n    use_backend be_chat if { path_beg /ws }\n\nbackend be_chat\n    server s1 10.0.0.1:80\n`, says: ['Only a name or a path looks like WebSocket here.'] },
  { name: 'a map', text: `${HEAD}frontend a\n    bind :80\n    use_backend %[req.hdr(host),map(/etc/m)]\n`, says: ['## Not known', '- `use_backend %[req.hdr(host),map(/etc/m)]`: only the running HAProxy knows where it leads (→11)'] },
  { name: 'a conditional block', text: web('.if defined(X)\nbind :80\n.endif', 'server s1 10.0.0.1:80'), says: ['`:80` (→11): clear text: HTTP/1.1, and h2 from clients that begin with it (in a conditional block)'] },
  { name: 'words of the file cannot break out', text: `${HEAD}frontend <b>[x](command:y)\n    bind :80\n    use_backend be|_ws if { hdr(Upgrade) -i websocket } { path /\`|\` }\n\nbackend be|_ws\n    server <i> 10.0.0.1:80\n`, says: ['### `frontend <b>[x](command:y)`', '``if { hdr(Upgrade) -i websocket } { path /`\\|` }``', '`<i> 10.0.0.1:80`', '`backend be|_ws`'] },
];

suite('checkup', () => {
  for (const c of CASES) test(c.name, () => { holds(plainOf(checkup(c.text, { version: c.version ?? '3.2' })), c.says, c.not); });

  for (const [ping, outerIdle, verdict, says] of [[10_000, 0, 'Yes', 'the ping comes every 10s (→6)'], [45_000, 0, 'No', 'the ping comes every 45s (→6)'], [20_000, 15_000, 'No', 'the ping comes every 20s; the balancer in front closes after 15s'], [0, 20_000, 'No', '25s to 60s are usual; the balancer in front closes after 20s']] as const) {
    test(`a ping of ${ping} ms behind a limit of ${outerIdle} ms: ${verdict}`, () => {
      const c = checkup(web('bind :80', 'server s1 10.0.0.1:80'), { webSocket: { ...DEFAULT_SETTINGS.webSocket, ping, outerIdle } });
      holds(plainOf(c), [`### 3. Is the idle limit longer than the ping?\n\n**${verdict}.**`, says]);
    });
  }

  test('several files: each place says its file', () => {
    const engine = new Engine();
    engine.openAll([{ uri: 'file:///c/a%20b.cfg', version: 1, text: `${HEAD}frontend f\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n` }, { uri: 'file:///c/(2).cfg', version: 1, text: 'backend be_ws\n    server s1 10.0.0.1:80\n' }]);
    holds(engine.checkup('file:///c/(2).cfg')!.markdown, ['# WebSocket checkup of `a b.cfg, (2).cfg`', '[a b.cfg, line 10](file:///c/a%20b.cfg#L10)', '[(2).cfg, line 2](file:///c/%282%29.cfg#L2)']);
  });

  test('every row of evidence it names stands on the evidence page', () => {
    const page = readFileSync('docs/evidence.md', 'utf8');
    for (const q of checkup(web('bind :80', 'server s1 10.0.0.1:80')).questions) for (const [row] of q.evidence.matchAll(/[a-z]\d\d/g)) assert.match(page, new RegExp(`\\b${row}\\b`), q.question);
  });

  test('no text throws, and a file without proxies has a report', () => {
    for (const text of ['', 'global\n', 'frontend\n', 'backend x\n    server\n', 'listen x\n    bind\n    use_backend\n    server s ws h1\n', 'frontend f\n    use_backend b if\nbackend b\n    option httpchk GET\n    http-check send hdr Upgrade websocket\n    server']) {
      for (const version of ['2.4', '3.4'] as const) assert.equal(checkup(text, { version }).questions.length, 8);
    }
  });
});
