// The WebSocket refactorings on a file as people write them: comments, odd indentation, LF and CRLF. Each changes the lines it says
// and no others, is not offered again, and every HAProxy at hand takes all results, read together as one configuration.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine } from '../../server/src/engine/index.ts';
import { apply } from '../rules/fixture.ts';
import { parseMessages, requireBuilds, testCertificate } from '../support/haproxy.mjs';
import { URI } from './cursor.ts';

/** `#N` is the number of the case: all results stand side by side in one configuration. */
const TEXT = `# the edge
defaults base#N # for all
\tmode http
\tlog 127.0.0.1:514 local0
\ttimeout connect 5s
\ttimeout client  30s   # browsers
\ttimeout server  30s

frontend www#N   # public
  # plain and TLS
  bind 127.0.0.1:1#N
  bind 127.0.0.1:2#N  ssl crt CERT alpn h2,http/1.1   # both protocols
  option httplog   # one line each

  # no robots
  http-request deny if { path /robots.txt }   # please
  default_backend app#N   # the rest

backend app#N # the application
  # least busy first
  balance leastconn   # not roundrobin
  http-request set-header X-App yes   # who asks

  server s1   127.0.0.1:8081 check   # first
  server s2   127.0.0.1:8082 check
  # the end of it

backend sockets#N
  balance leastconn
  timeout tunnel 1h
  option httpchk   # asks below
  http-check send meth GET uri /ws ver HTTP/1.1 hdr Host a.example   # the endpoint
  server s1 127.0.0.1:8083 check

backend upgrades#N
  option httpchk
  http-check send meth GET uri /ws ver HTTP/1.1 hdr Host a.example hdr Connection Upgrade hdr Upgrade websocket hdr Sec-WebSocket-Version 13 hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ==   # handshake
  http-check expect status 101   # or else
  timeout tunnel 1h
  server s1 127.0.0.1:8084 check
# the end`;
const WS = '  use_backend sockets#N if { hdr(Upgrade) -i websocket }   # sockets\n';
const withSockets = TEXT.replace('  default_backend', `${WS}  default_backend`);

interface Case { readonly name: string; readonly title: RegExp; /** The line with the cursor, by its beginning; and where to ask again when that changes. */ readonly at: string; readonly again?: string; readonly text?: string; readonly removed?: readonly string[]; readonly added: readonly string[] }
const CASES: readonly Case[] = [
  { name: 'HTTP/1.1 only', title: /alpn http\/1\.1/, text: withSockets, at: '  bind 127.0.0.1:2', removed: ['  bind 127.0.0.1:2#N  ssl crt CERT alpn h2,http/1.1   # both protocols'], added: ['  bind 127.0.0.1:2#N  ssl crt CERT alpn http/1.1   # both protocols'] },
  {
    name: 'a backend of their own, with everything of the first', title: /backend of their own/, at: '  default_backend',
    added: ['  acl is_websocket hdr(Upgrade) -i websocket', '  use_backend app#N_ws if is_websocket', 'backend app#N_ws', '  balance leastconn   # not roundrobin', '  http-request set-header X-App yes   # who asks', '  timeout tunnel 1h', '  server s1   127.0.0.1:8081 check   # first', '  server s2   127.0.0.1:8082 check', ''],
  },
  { name: 'timeout tunnel in this backend', title: /Add 'timeout tunnel 1h' to backend/, at: 'backend app', added: ['  timeout tunnel 1h'] },
  { name: 'timeout tunnel in the defaults', title: /Add 'timeout tunnel 1h' to defaults/, at: 'backend app', added: ['\ttimeout tunnel 1h'] },
  {
    name: 'handshake limits', title: /Limit WebSocket handshakes/, at: 'frontend www',
    added: ['  acl is_handshake hdr(Upgrade) -i websocket', '  stick-table type ipv6 size 200k expire 10m store conn_cur,http_req_rate(30s)', '  http-request track-sc0 src if is_handshake', '  http-request deny deny_status 429 if is_handshake { sc_conn_cur(0) gt 50 }', '  http-request deny deny_status 429 if is_handshake { sc_http_req_rate(0) gt 20 }'],
  },
  {
    name: 'a sticky backend', title: /Keep each browser on one server/, at: '  balance leastconn   # not',
    removed: ['  server s1   127.0.0.1:8081 check   # first', '  server s2   127.0.0.1:8082 check'],
    added: ['  cookie SRV insert indirect nocache httponly', '  server s1   127.0.0.1:8081 check cookie s1   # first', '  server s2   127.0.0.1:8082 check cookie s2'],
  },
  { name: 'the log shows the upgrade', title: /Show Upgrade and Connection/, at: '  option httplog', added: ['  http-request capture req.hdr(Upgrade) len 32', '  http-request capture req.hdr(Connection) len 32'] },
  {
    name: 'a plain check becomes a handshake', title: /full WebSocket handshake/, at: '  http-check send meth GET uri /ws ver HTTP/1.1 hdr Host a.example   #', again: 'backend sockets',
    removed: ['  http-check send meth GET uri /ws ver HTTP/1.1 hdr Host a.example   # the endpoint'],
    added: ['  http-check send meth GET uri /ws ver HTTP/1.1 hdr Host a.example hdr Connection Upgrade hdr Upgrade websocket hdr Sec-WebSocket-Version 13 hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ==   # the endpoint', '  http-check expect status 101'],
  },
  {
    name: 'a handshake becomes a plain check', title: /plain request/, at: '  http-check expect status 101', again: 'backend upgrades',
    removed: ['  http-check send meth GET uri /ws ver HTTP/1.1 hdr Host a.example hdr Connection Upgrade hdr Upgrade websocket hdr Sec-WebSocket-Version 13 hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ==   # handshake', '  http-check expect status 101   # or else'],
    added: ['  http-check send meth GET uri / ver HTTP/1.1 hdr Host a.example   # handshake', '  http-check expect status 200   # or else'],
  },
  { name: 'a TCP check becomes a plain request', title: /plain request/, at: '  server s1   127.0.0.1:8081', added: ['  option httpchk', '  http-check send meth GET uri / ver HTTP/1.1 hdr Host localhost', '  http-check expect status 200'] },
];

const offered = (text: string, at: string): ReturnType<Engine['refactorings']> => {
  const engine = new Engine(), line = text.split('\n').findIndex((l) => l.startsWith(at));
  assert.ok(line >= 0, at);
  engine.open(URI, 1, text, { ...DEFAULT_SETTINGS, version: '3.2', auto: false });
  const character = at.search(/\S/) + 2;
  return engine.refactorings(URI, { start: { line, character }, end: { line, character } });
};
/** Lines that only one of the two has, in order. */
function difference(before: readonly string[], after: readonly string[]): { removed: string[]; added: string[] } {
  const longest = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) for (let j = after.length - 1; j >= 0; j--) longest[i]![j] = before[i] === after[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const removed: string[] = [], added: string[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (i < before.length && j < after.length && before[i] === after[j]) { i++; j++; }
    else if (j >= after.length || (i < before.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) removed.push(before[i++]!);
    else added.push(after[j++]!);
  }
  return { removed, added };
}

const results: { readonly name: string; readonly text: string }[] = [];
suite('WebSocket refactorings leave the rest alone', () => {
  for (const [n, c] of CASES.entries()) for (const eol of ['\n', '\r\n']) test(`${c.name}, ${eol === '\n' ? 'LF' : 'CRLF'}`, () => {
    const number = (n + 10) * 10 + eol.length, here = (text: string): string => text.replaceAll('#N', String(number)).replaceAll('CERT', testCertificate());
    const before = here(c.text ?? TEXT).replaceAll('\n', eol), all = offered(before, here(c.at)), found = all.filter((r) => c.title.test(r.title));
    assert.equal(found.length, 1, `offered: ${all.map((r) => r.title).join(' | ')}`);
    const after = apply(before, found[0]!.edits);
    const broken = eol === '\n' ? after.includes('\r') : /(?<!\r)\n/.test(after);
    assert.ok(!broken, 'line ends as before');
    const { removed, added } = difference(before.split(eol), after.split(eol));
    assert.deepEqual({ removed, added: added.filter((l) => l !== '') }, { removed: (c.removed ?? []).map(here), added: c.added.map(here).filter((l) => l !== '') });
    assert.deepEqual(offered(after, here(c.again ?? c.at)).filter((r) => c.title.test(r.title)).map((r) => r.title), [], 'not offered again');
    results.push({ name: `${number} ${c.name}`, text: after + eol });
  });
});

suite('HAProxy takes what WebSocket refactorings write', () => {
  for (const build of requireBuilds('HAProxy takes what WebSocket refactorings write')) test(build.version, () => {
    assert.equal(results.length, 2 * CASES.length);
    const folder = join(mkdtempSync(join(tmpdir(), 'haproxy-ws-')), 'conf');
    try {
      mkdirSync(folder);
      for (const { name, text } of results) writeFileSync(join(folder, `${name.replace(/\W+/g, '-')}.cfg`), text);
      const { status, stderr, stdout } = spawnSync(build.path, ['-c', '-f', folder], { encoding: 'utf8', timeout: 20_000 });
      assert.deepEqual({ status, said: parseMessages(stderr + stdout) }, { status: 0, said: [] });
    } finally { rmSync(join(folder, '..'), { recursive: true, force: true }); }
  });
});
