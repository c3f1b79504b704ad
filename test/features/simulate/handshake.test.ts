// Handshakes made from a file: what they say, that no name of the file breaks out of them, and that real HAProxy answers them with 101.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_SETTINGS, Engine } from '../../../server/src/engine/index.ts';
import { type Handshake, handshakesIn } from '../../../server/src/engine/simulate.ts';
import { requireBuilds, testCertificate } from '../../support/haproxy.mjs';

const URI = 'file:///haproxy.cfg', HEAD = 'defaults\n    mode http\n    timeout client 9s\n    timeout server 9s\n    timeout connect 5s\n', BACK = 'backend b\n    server s 127.0.0.1:1\nbackend c\n    server s 127.0.0.1:1\n';
const made = (config: string, line: number | null = null): readonly Handshake[] => { const e = new Engine(); e.open(URI, 1, config, { ...DEFAULT_SETTINGS, auto: false }); return handshakesIn(e, URI, line)!; };
const lineOf = (h: Handshake, tool: string): string => h.commands.find((c) => c.tool === tool)?.line ?? '';
const KEY = "-H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='";

/** Frontend, and what is made of it: `arrives url`, then pieces of the curl line. */
const CASES: readonly (readonly [frontend: string, what: string, ...pieces: string[]])[] = [
  ['    bind :80\n    acl ws hdr(Upgrade) -i websocket\n    use_backend b if ws { path_beg /chat }', 'true ws://localhost/chat', `curl --http1.1 --include --no-buffer --max-time 5 --globoff ${KEY} http://localhost/chat`],
  ['    bind 10.0.0.1:8443 ssl crt x.pem\n    acl ws hdr(Upgrade) -i websocket\n    acl app hdr(host) -i app.example.org\n    use_backend b if ws app', 'true wss://app.example.org:8443/', '--insecure --connect-to app.example.org:8443:10.0.0.1:8443', "-H 'Host: app.example.org'", 'https://app.example.org:8443/'],
  ['    bind :443 ssl crt x.pem\n    acl ws hdr(Upgrade) -i websocket\n    http-request deny if !{ hdr(origin) https://app.example.org }\n    use_backend b if ws { path_reg ^/v[0-9]+/(live|news)/?$ }', 'true wss://localhost/v0/live/', "-H 'Origin: https://app.example.org'"],
  ['    bind :443 ssl crt x.pem\n    bind :80\n    http-request redirect scheme https unless { ssl_fc }\n    use_backend b if { hdr(Upgrade) websocket } { hdr_dom(host) chat.test } { url_param(room) 5 }', 'true wss://chat.test/?room=5', "--connect-to chat.test:443:localhost:443", "'https://chat.test/?room=5'"],
  ['    bind :80\n    acl old path_beg /old\n    acl ws hdr(Upgrade) websocket\n    http-request deny if old\n    use_backend b if ws old or ws { path_end .live }', 'true ws://localhost/x.live'],
  ['    bind :80\n    http-request deny if { nbsrv(b) lt 1 }\n    use_backend b if { hdr(Upgrade) websocket }', 'null ws://localhost/'],
  ['    bind :80\n    http-request deny if { hdr(Upgrade) websocket }\n    use_backend b if { hdr(Upgrade) websocket }', 'false ws://localhost/'],
  ['    bind [::1]:8080\n    use_backend b if { hdr(Upgrade) websocket }', 'true ws://localhost:8080/', "--connect-to 'localhost:8080:[::1]:8080'", '-H \'Host: localhost\''],
];

suite('handshakes', () => {
  for (const [frontend, what, ...pieces] of CASES) test(frontend.split('\n').at(-1)!.trim(), () => {
    const [h] = made(`${HEAD}frontend f\n${frontend}\n    default_backend c\n${BACK}`), line = lineOf(h!, 'curl');
    assert.equal(`${h!.arrives} ${h!.url}`, what);
    for (const p of pieces) assert.ok(line.includes(p), `${p}\nnot in\n${line}`);
  });
  test('websocat and openssl: the same host and port', () => {
    const [h] = made(`${HEAD}frontend f\n    bind :8443 ssl crt x.pem\n    use_backend b if { hdr(Upgrade) websocket } { hdr(host) a.test } { hdr(origin) https://a.test }\n    default_backend c\n${BACK}`), plain = made(`${HEAD}frontend f\n    bind :80\n    use_backend b if { hdr(Upgrade) websocket }\n    default_backend c\n${BACK}`)[0]!;
    assert.equal(lineOf(h!, 'websocat'), "websocat -v -t -k '-H=Origin: https://a.test' --tls-domain=a.test --ws-c-uri=wss://a.test/ - ws-c:ssl:tcp:localhost:8443");
    assert.equal(lineOf(h!, 'openssl'), 'openssl s_client -connect localhost:8443 -servername a.test -alpn h2,http/1.1');
    assert.deepEqual(plain.commands.map((c) => c.line).slice(1), ['websocat -v -t ws://localhost/']);
    assert.equal(lineOf(made(`${HEAD}frontend f\n    bind :80\n    use_backend b if { hdr(Upgrade) websocket } { hdr(origin) https://a.test }\n    default_backend c\n${BACK}`)[0]!, 'websocat'), "websocat -v -t '-H=Origin: https://a.test' ws://localhost/");
  });
  test('one frontend, the whole file, no way at all', () => {
    const config = `${HEAD}frontend f\n    bind :80\n    use_backend b if { hdr(Upgrade) websocket }\nfrontend g\n    bind :81\n    use_backend c if { hdr(Upgrade) websocket }\n${BACK}`;
    assert.deepEqual([made(config).map((h) => h.at.line), made(config, 7).map((h) => h.frontend), made(config, 8).map((h) => h.frontend), made('global\n').length], [[7, 10], ['frontend f'], ['frontend g'], 0]);
  });

  // each shell that is here reads the words back as they were meant, and runs nothing
  const shells = ['sh', 'bash', 'dash', 'zsh', 'fish', 'ksh', 'pwsh'].filter((s) => spawnSync(s, ['-c', 'exit 0']).status === 0);
  const HOSTILE = ["a'b", "';touch HERE;'", "$(touch HERE)", '`touch HERE`', '${HOME}', 'a&touch HERE', 'a|touch HERE', '>HERE', 'a;touch HERE', '\\', "a\\'", '!!', '#x', '*', '~', '{a,b}', 'a\nb', "a\\'; touch HERE #", '-oHERE', '--output=HERE', '@HERE', '(touch HERE)', '%x', '"', 'é', '\x1b[A', '[1-3]'];
  test(`hostile names stay words (${shells.join(', ')})`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-shell-'));
    const lines = new Set<string>();
    try {
      for (const hostile of HOSTILE) for (const where of ['{ path_beg /X }', '{ hdr(host) X }', '{ hdr(origin) X }', '{ url_param(t) X }', '{ hdr(X) 1 }', '{ ssl_fc_sni X }', '{ cook(s) X }']) {
        // as a word of a configuration: quoted, so that HAProxy reads it as it is
        const word = where.replace('X', () => hostile.replace(/[\\"'# ]/g, (c) => `\\${c}`).replace(/\n/g, '\\n').replace(/\x1b/g, '\\x1b'));
        for (const h of made(`${HEAD}frontend f\n    bind :443 ssl crt x.pem\n    use_backend b if { hdr(Upgrade) websocket } ${word}\n    default_backend c\n${BACK}`)) for (const { line } of h.commands) lines.add(line);
      }
      for (const line of lines) assert.doesNotMatch(line, /[^\x20-\x7e]|[\\"!]/);
      const meant = [...lines].map((line) => `${line.replace(/^\S+ /, '').match(/(?:[^\s']|'[^']*')+/g)!.map((w) => w.replace(/'/g, '')).join('\n')}\n`).join('');
      for (const shell of shells) {
        const { stdout, stderr } = spawnSync(shell, ['-c', [...lines].map((line) => line.replace(/^\S+/, "/usr/bin/printf '%s\\n'")).join('\n')], { cwd: folder, encoding: 'utf8', input: '', timeout: 20_000 });
        assert.deepEqual([stdout, stderr], [meant, ''], shell);
      }
      assert.deepEqual(readdirSync(folder), [], 'something ran');
      assert.ok(lines.size > 60, `${lines.size} lines`);
      for (const evil of ['$(touch HERE)', '`touch HERE`', ';touch', '>HERE']) assert.ok(meant.includes(evil), `${evil} came as far as a line`);
    } finally { rmSync(folder, { recursive: true, force: true }); }
  });
});

const portOf = (s: { address(): unknown }): number => (s.address() as AddressInfo).port;
async function freePort(): Promise<number> { const s = createServer(); await new Promise<void>((done) => { s.listen(0, '127.0.0.1', done); }); const port = portOf(s); await new Promise((done) => { s.close(done); }); return port; }

/** Takes every upgrade and tells of it, refuses whatever is none. */
const serve = (took: () => void) => createServer((c) => {
  c.on('error', () => {}).once('data', (d) => {
    const head = String(d), key = /^sec-websocket-key: *(.*)\r$/im.exec(head)?.[1];
    const upgrade = key && /^upgrade: *websocket\r$/im.test(head) && /^connection:.*upgrade/im.test(head);
    if (upgrade) took();
    c.write(upgrade ? `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')}\r\n\r\n` : 'HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
});

const builds = requireBuilds('handshakes by curl through HAProxy'), curl = spawnSync('curl', ['--version']).status === 0;
const openssl = spawnSync('openssl', ['version']).status === 0;
if (!openssl) process.stderr.write('\n!!!!!! NOT RUN: handshakes by openssl: there is no openssl here.\n\n');
const websocat = /^websocat 1\./.test(String(spawnSync('websocat', ['--version']).stdout));
if (!websocat) process.stderr.write('\n!!!!!! NOT RUN: handshakes by websocat: there is no websocat 1 here. Its options are those that its manual names.\n\n');
if (!curl) process.stderr.write('\n!!!!!! NOT RUN: handshakes by curl: there is no curl here.\n\n');
if (curl) suite('curl, openssl and websocat through real HAProxy', { concurrency: true }, () => {
  const files = readdirSync('examples').filter((f) => f.endsWith('.cfg')).map((f) => [f, readFileSync(join('examples', f), 'utf8')] as const);
  const more = CASES.map(([frontend], i) => [`case ${i + 1}`, `${HEAD}frontend f\n${frontend}\n    default_backend c\n${BACK}`] as const).filter(([, c]) => !c.includes('nbsrv') && !c.includes('[::1]'));
  for (const build of builds) test(`HAProxy ${build.version}`, { timeout: 120_000 }, async () => {
    let upgrades = 0;
    const server = serve(() => { upgrades++; }), folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-handshake-'));
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    let answered = 0, secured = 0;
    /** What a command line prints; nothing is typed. */
    const typed = (line: string): Promise<string> => new Promise((done) => { let got = ''; const sh = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 }), take = (d: unknown): void => { got += String(d); }; sh.stdout.on('data', take); sh.stderr.on('data', take); sh.once('close', () => { done(got); }); });
    try {
      for (const [name, text] of [...files, ...more]) {
        const ports = new Map<string, number>();
        for (const [, port] of text.matchAll(/^\s+bind \S*:(\d+)/gm)) if (!ports.has(port!)) ports.set(port!, await freePort());
        const config = text.replace(/^(\s+bind )\S*:(\d+)/gm, (_a, head: string, port: string) => `${head}127.0.0.1:${ports.get(port)}`).replace(/\bcrt \S+/g, `crt ${testCertificate()}`).replace(/^(\s+server \S+ )\S+(.*?)(?: check\b)?(.*)$/gm, (_a, head: string, x: string, y: string) => `${head}127.0.0.1:${portOf(server)}${x}${y}`).replace(/^.*\bcheck\b.*$|^.*httpchk.*$|^\s+maxconn .*$|^\s+log .*$|^\s+option httplog$|^\s+log-format .*$/gm, '');
        const all = made(config).filter((h) => lineOf(h, 'curl'));
        if (all.length === 0) continue;
        writeFileSync(join(folder, 'haproxy.cfg'), config);
        const haproxy = spawn(build.path, ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: ['ignore', 'ignore', 'pipe'] });
        let errors = '';
        haproxy.stderr.on('data', (d) => { errors += String(d); });
        try {
          for (let n = 0; n < 100 && !(await new Promise<boolean>((done) => { const s = connect([...ports.values()][0]!, '127.0.0.1', () => { s.destroy(); done(true); }).on('error', () => { done(false); }); })); n++) await sleep(30);
          for (const h of all) {
            const line = lineOf(h, 'curl').replace('--max-time 5', '--max-time 1');
            const out = await new Promise<string>((done) => { let got = ''; const sh = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'ignore'] }); sh.stdout.on('data', (d) => { got += String(d); }); sh.once('close', () => { done(got); }); });
            const status = /^HTTP\/1\.1 (\d+)/.exec(out)?.[1] ?? 'no answer';
            assert.equal(status === '101', h.arrives !== false, `${name}, ${h.url}, arrives ${h.arrives}: ${status}\n${line}\n${errors}`);
            const tls = lineOf(h, 'openssl');
            if (tls && openssl) {
              const bind = config.split('\n').find((l) => /^\s+bind .* ssl /.test(l))!, alpn = /\balpn (\S+)/.exec(bind)?.[1] ?? (Number(build.branch.split('.')[1]) < 8 && build.branch.startsWith('2.') ? '' : 'h2,http/1.1');
              const said = await typed(tls), got = /^ALPN protocol: (.*)$/m.exec(said)?.[1] ?? (/^No ALPN negotiated$/m.test(said) ? '' : 'no answer');
              assert.equal(got, alpn.split(',')[0], `${name}\n${tls}\n${said}`);
              assert.match(said, /^CONNECTED[\s\S]*-----BEGIN CERTIFICATE-----/m);
              secured++;
            }
            if (websocat && h.arrives) { const before = upgrades, said = await typed(lineOf(h, 'websocat')); assert.ok(upgrades > before, `${lineOf(h, 'websocat')}\n${said}`); }
            if (status === '101') { answered++; assert.match(out, /^sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r$/im); }
          }
        } finally { haproxy.kill('SIGKILL'); }
      }
      assert.ok(answered >= 10, `${answered} answered with 101`);
      assert.ok(!openssl || secured >= 5, `${secured} asked by openssl`);
    } finally { server.close(); rmSync(folder, { recursive: true, force: true }); }
  });
});
