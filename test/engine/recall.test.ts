// What was found of one line while a file is read goes for those alike (model/recall.ts): a line says the same behind any other as alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generate } from '../../scripts/gen-config.mjs';
import { Engine } from '../../server/src/engine/index.ts';

const URI = 'file:///haproxy.cfg';
const HEAD = 'defaults\n    mode http\n    timeout client 1m\n    timeout server 1m\n    timeout connect 5s\npeers mesh\n    peer a 10.1.0.1:1000\nbackend st\n    stick-table type ip size 1k store gpc0\n';
/** Lines of each section that differ in a name or a number; some are refused, some are not. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  backend: [
    'server a 10.0.0.1:80 check weight 5', 'server b 10.0.0.2:80 check weight 200', 'server c 10.0.0.3:80 check weight 256', 'server d 10.0.0.4:80 check weight 257', 'server e 10.0.0.5:80 check weight 0',
    'server f 10.0.0.6:80 check weight 05', 'server g 10.0.0.7:80 check inter 5s', 'server h 10.0.0.8:80 check inter 200h', 'server i 10.0.0.9:80 check inter 900h', 'server j 10.0.0.9:80 check inter 5us', 'server k 10.0.0.9:80 check inter 5x',
    'server l 10.0.0.9:80 maxconn 5', 'server m 10.0.0.9:80 maxconn 70000', 'server n 10.0.0.9:80 maxconn 99999999999', 'server o 10.0.0.9:80 check port 5', 'server p 10.0.0.9:80 check port 70000', 'server q 127.0.0.1:80 check weight 5',
    'server r 10.0.0.300:80 check weight 5', 'server s 10.0.0.9 check weight 5', 'server t 10.0.0.9:99999 check weight 5', 'server u 10.0.0.9:80 check wieght 5', 'server v 10.0.0.9:80 id 5', 'server w 10.0.0.9:80 id 6', 'server a 10.0.0.1:80 check weight 6',
    'default-server inter 5s fall 3 rise 2 maxconn 5', 'default-server inter 7s fall 3 rise 2 maxconn 500000', 'default-server inter 7d fall 3 rise 2 maxconn 5', 'default-server inter 30d fall 3 rise 2', 'default-server weight 5', 'default-server weight 300',
    'stick-table type ip size 5k expire 5m peers mesh', 'stick-table type ip size 7k expire 9m peers mesh', 'stick-table type ip size 7k expire 9m peers none', 'stick-table type ip size 0 expire 9m', 'stick-table type ip size 5 expire 5x', 'stick-table type ip size 5k store gpt(200)', 'stick-table type ip size 5k store gpt 5',
    'timeout server 5s', 'timeout server 200h', 'timeout server 900h', 'timeout server 5', 'timeout server 5k', 'timeout server 255h', 'timeout client 5s', 'timeout client 6s',
    'cookie SRV_1 insert', 'cookie SRV_22 insert', 'cookie SRV_1 insert nonsense_1', 'cookie SRV_2 insert nonsense_2', 'http-check send meth GET uri /healthz hdr Host a_1.example.com', 'http-check send meth GET uri /healthz hdr Host a_2.example.com',
    'http-request set-path /api%[path] if { path_beg /1 }', 'http-request set-path /api%[path] if { path_beg /12 }', 'http-request set-path /api%[pth] if { path_beg /12 }', 'http-request set-header X-A b_1 if known_1', 'http-request set-header X-A b_1 if known_2',
    'http-request track-sc0 src table st', 'http-request track-sc0 src table nowhere', '# haproxy-ws-ignore: unknown-keyword', '# a word', 'nonsense_1', 'nonsense_2',
  ],
  frontend: [
    'bind :80', 'acl a hdr(host) -i example.com', 'acl b hdr(host) -i example.org www.example.org', 'acl c hdr(host) -i', 'acl d path_beg -i /a /b', 'acl e path_beg -m len /a', 'acl f hdr(Upgrade) -i websocket', 'acl g hdr(upgrade) -i WebSocket',
    'acl h src example.com', 'acl if hdr(host) a', 'acl i hdr(host) -f list', 'acl j hdr(host) -m reg (', 'acl k hdr(host) -m str a', 'acl l hdr(host) -m nonsense a', 'acl m hdr(host) -i a if', 'acl A hdr(host) b', 'acl a-b hdr(host) b', 'acl a.b hdr(host) b',
    'use_backend st if a', 'use_backend st if b', 'use_backend st if a !b', 'use_backend st if a or b', 'use_backend st if nowhere', 'use_backend nowhere if a', 'use_backend st unless a', 'use_backend st if and', 'use_backend st if TRUE', 'use_backend st if if', 'use_backend st if !a !', 'use_backend st', 'use_backend st_1 if a', 'use_backend st_2 if a',
    'use_backend st if { hdr(Upgrade) websocket }', 'default_backend st', 'default_backend nowhere', 'timeout client 5s', 'timeout server 5s', 'http-request deny deny_status 403', 'http-request deny deny_status 999', 'http-request deny deny_status 5',
  ],
};

const said = (text: string, line: number): string => {
  const engine = new Engine();
  engine.open(URI, 1, text);
  return JSON.stringify(engine.findings(URI).filter((f) => f.range.start.line === line).map((f) => [f.rule, f.severity, f.message, f.range.start.character, f.range.end.character]));
};
/** An edit makes the line be read by itself. */
function edited(text: string, line: number): string {
  const engine = new Engine();
  engine.open(URI, 1, text.split('\n').map((l, i) => (i === line ? '#' : l)).join('\n'));
  engine.findings(URI);
  engine.update(URI, 2, [{ range: { start: { line, character: 0 }, end: { line, character: 1 } }, text: text.split('\n')[line]! }]);
  return JSON.stringify(engine.findings(URI).filter((f) => f.range.start.line === line).map((f) => [f.rule, f.severity, f.message, f.range.start.character, f.range.end.character]));
}

for (const [kind, lines] of Object.entries(LINES)) test(`a line of a ${kind} behind any other is read as it would be by itself`, () => {
  for (const first of lines) for (const second of lines) {
    const text = `${HEAD}${kind} one\n    ${first}\n${kind} two\n    ${first}\n    ${second}\n# end\n`, at = text.split('\n').length - 3;
    assert.equal(said(text, at), edited(text, at), `${first} | ${second}`);
  }
});

test('headers behind others of their kind', () => {
  const headers = ['backend a', 'backend b', 'backend a.b', 'backend', 'backend from x', 'backend a from x', 'backend a b', 'frontend a', 'frontend b', 'listen a', 'listen c', 'backend A', 'backend d # x', '  backend e', 'backend default', 'backend st', 'frontend from', 'peers a', 'defaults a', 'defaults from'];
  for (const first of headers) for (const second of headers) {
    const text = `${HEAD}${first}\n${second}\n# end\n`, at = text.split('\n').length - 3;
    assert.equal(said(text, at), edited(text, at), `${first} | ${second}`);
  }
});

test('a large configuration is taken apart into words for a small part', () => {
  const engine = new Engine(), text = generate({ lines: 5000 });
  engine.open(URI, 1, text);
  engine.findings(URI);
  const { lexed, ruleRuns } = engine.meter(URI), lines = engine.lineCount(URI);
  // half of it are the sweep's questions, which mostly find words that are still at hand
  assert.ok(lexed < lines * 0.65, `${lexed} of ${lines} lines`);
  assert.ok(ruleRuns < lines * 0.6, `${ruleRuns} rule runs for ${lines} lines`);
});
