// The two changes of the report that no row of the evidence shows, on real HAProxy: the default balance, and what abortonclose does.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareVersions, requireBuilds } from '../../support/haproxy.mjs';

/** Milliseconds: the server thinks that long; the client leaves that long after its request. */
const THINKS = 1200, LEAVES = 200;
const REQUEST = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
const portOf = (s: Server): number => (s.address() as AddressInfo).port;
const listen = (s: Server): Promise<Server> => new Promise((done, failed) => { s.once('error', failed).listen(0, '127.0.0.1', () => done(s)); });
async function freePort(): Promise<number> { const s = await listen(createServer()), port = portOf(s); await new Promise((done) => { s.close(done); }); return port; }

/** Sends a request and waits for the end; `leave` is called soon after it. */
const request = (port: number, leave?: (socket: ReturnType<typeof connect>) => void): Promise<string> => new Promise((done) => {
  let answer = '';
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => { socket.write(REQUEST); if (leave) setTimeout(() => { leave(socket); }, LEAVES); });
  socket.on('data', (d) => { answer += String(d); }).on('error', () => {}).on('end', () => { socket.destroy(); }).on('close', () => { done(answer); });
});

const builds = requireBuilds('changes between versions, by the word of HAProxy');
suite('what the upgrade report says of defaults', { concurrency: true }, () => {
  for (const build of builds) test(`HAProxy ${build.version}`, { timeout: 60_000 }, async () => {
    const newer = compareVersions(build.version, '3.3') >= 0, folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-'));
    const four = await Promise.all(['a', 'b', 'c', 'd'].map((name) => listen(createServer((c) => { c.on('error', () => {}).on('data', () => { c.end(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n${name}`); }); }))));
    let asked = 0, left = 0;
    const slow = await listen(createServer({ allowHalfOpen: true }, (c) => {
      c.on('data', () => { asked = performance.now(); left = 0; setTimeout(() => { c.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\ns'); }, THINKS); });
      for (const what of ['error', 'end', 'close']) c.on(what, () => { left ||= performance.now(); });
    }));
    const [plain, tcp, early, kept] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const servers = four.map((s, i) => `    server s${i} 127.0.0.1:${portOf(s)}\n`).join(''), one = `    server s 127.0.0.1:${portOf(slow)}\n`;
    writeFileSync(join(folder, 'haproxy.cfg'), `defaults\n    mode http\n    timeout connect 2s\n    timeout client 10s\n    timeout server 10s\nlisten plain\n    bind 127.0.0.1:${plain}\n${servers}listen tcp\n    mode tcp\n    bind 127.0.0.1:${tcp}\n${servers}listen early\n    bind 127.0.0.1:${early}\n${one}listen kept\n    no option abortonclose\n    bind 127.0.0.1:${kept}\n${one}`);
    const haproxy = spawn(build.path, ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
    try {
      for (let n = 0; (await request(plain)) === '' && n < 100; n++) await sleep(50);
      for (const port of [plain, tcp]) {
        let order = '';
        for (let i = 0; i < 24; i++) order += (await request(port)).slice(-1);
        const turns = [0, 1, 2, 3].some((i) => order === 'abcd'.repeat(7).slice(i, i + 24));
        assert.match(order, /^[abcd]{24}$/);
        assert.equal(turns, !newer, order);
      }
      for (const [port, old] of [[early, !newer], [kept, true]] as const) {
        await request(port, (c) => { c.destroy(); });
        await sleep(THINKS);
        assert.equal(left - asked > THINKS / 2, old, `closed at the server after ${left - asked} ms`);
        assert.equal(/^HTTP\/1\.1 (\d+)/.exec(await request(port, (c) => { c.end(); }))?.[1], old ? '200' : '400');
      }
    } finally {
      haproxy.kill('SIGKILL');
      for (const s of [...four, slow]) s.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
