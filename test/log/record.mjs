// Log lines of real HAProxy: every scenario against every build, all at once; the lines become test/log/rows.json.
//   node test/log/record.mjs            about 20 s
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareVersions, projectRoot, requireBuilds, testCertificate } from '../support/haproxy.mjs';
import { acceptFor } from '../proof/frames.mjs';
import { LAST, LATER, SCENARIOS } from './scenarios.mjs';

const HERE = join(projectRoot(), 'test', 'log');
const PORTS = ['WEB', 'SLOW_HEAD', 'NO_HEAD', 'NO_KEY', 'LARGE', 'SHORT', 'EARLY', 'OWN_WORDS', 'OWN_JSON', 'OWN_WORDS_TCP', 'COMMON', 'SECURE', 'SECURE_PLAIN', 'CONNECTS', 'TCP_ENDS', 'TCP_SILENT', 'TCP_SILENT_SERVER', 'TCP_TUNNEL', 'TCP_NONE', 'NOBODY', 'PROFILED', 'ENCODED'];

const listen = (server) => new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server.address().port)));
/** Ports that are free now, all different. */
async function freePorts(n) {
  const servers = Array.from({ length: n }, () => createServer()), ports = await Promise.all(servers.map(listen));
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
  return ports;
}

/** What the last part of the path asks for: an upgrade, a reset, silence. */
function startServer() {
  const server = createServer((socket) => {
    socket.on('error', () => {}).on('data', (data) => {
      const [, path = ''] = /^GET ([^ ?]*)/.exec(String(data)) ?? [], what = path.split('/').at(-1);
      if (!String(data).startsWith('GET ') || what === 'hang') return;
      const key = /Sec-WebSocket-Key: (\S+)/i.exec(String(data))?.[1] ?? '';
      const switched = (accept) => `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${accept}\r\n`;
      if (what === 'gone') socket.destroy();
      else if (what === 'bad') socket.write(switched(''));
      else if (what === '403') socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n');
      else if (what === 'ws' || what === 'reset' || what === 'close') {
        socket.write(switched(`Sec-WebSocket-Accept: ${acceptFor(key)}\r\n`));
        if (what === 'reset') setTimeout(() => socket.resetAndDestroy(), 150);
        if (what === 'close') setTimeout(() => socket.end(), 150);
      } else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\npage\n`);
    });
  });
  return listen(server).then((port) => ({ port, close: () => server.close() }));
}

/** A port whose queue of connections is full: nobody takes them, so a new one gets no answer at all. */
async function startStuck() {
  const child = spawn(process.execPath, ['-e', "require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},function(){console.log(this.address().port)})"], { stdio: ['ignore', 'pipe', 'ignore'] });
  const port = await new Promise((resolve) => child.stdout.once('data', (d) => resolve(Number(d))));
  child.kill('SIGSTOP');
  const fill = Array.from({ length: 8 }, () => connect({ host: '127.0.0.1', port }).on('error', () => {}));
  await sleep(200);
  return { port, close: () => { for (const s of fill) s.destroy(); child.kill('SIGKILL'); } };
}

const ask = (path, command) => new Promise((resolve) => {
  let answer = '';
  connect(path).on('connect', function () { this.end(`${command}\n`); }).on('data', (d) => { answer += d; }).on('error', () => resolve(null)).on('close', () => resolve(answer));
});

async function record(build) {
  const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-log-')), server = await startServer(), stuck = await startStuck(), ports = await freePorts(PORTS.length), lines = [];
  const socket = createSocket('udp4').on('message', (data) => lines.push(String(data).trimEnd()));
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const env = { ...Object.fromEntries(PORTS.map((name, i) => [name, String(ports[i])])), SERVER: String(server.port), STUCK: String(stuck.port), LOG: String(socket.address().port), CERT: testCertificate() };
  const stats = join(dir, 'stats'), later = compareVersions(build.version, '3.1') >= 0;
  writeFileSync(join(dir, 'own.cfg'), `global\n    stats socket ${stats} level admin\n`);
  const files = ['states.cfg', ...(later ? ['profile.cfg'] : [])].flatMap((f) => ['-f', join(HERE, f)]);
  const child = spawn(build.path, ['-db', '-f', join(dir, 'own.cfg'), ...files], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  let stderr = '';
  child.stderr.on('data', (d) => { stderr += d; });
  const command = (text) => ask(stats, text);
  try {
    for (let i = 0; !(await command('show info')); i++) { if (i > 100 || child.exitCode !== null) throw new Error(`HAProxy ${build.version} does not start:\n${stderr}`); await sleep(50); }
    const scenarios = new Map([...SCENARIOS, ...(later ? LATER : [])]);
    const sockets = await Promise.all([...scenarios].map(([, s]) => s.run(env, command)));
    await sleep(3500); // the longest timer is 1 s, and some follow others
    for (const s of sockets) s.destroy();
    const last = await Promise.all([...LAST].map(([, s]) => s.run(env, command)));
    child.kill('SIGUSR1');
    await Promise.race([new Promise((resolve) => child.once('exit', resolve)), sleep(4000)]);
    await sleep(100);
    for (const s of last) s.destroy();
    return [...scenarios, ...LAST].map(([scenario, { line }]) => {
      const found = lines.find((l) => line.test(l));
      if (!found) process.stderr.write(`no line: ${build.version} ${scenario}\n`);
      return { version: build.version, scenario, line: found ?? null };
    }).filter((row) => row.line !== null);
  } finally {
    child.kill('SIGKILL');
    server.close(); stuck.close(); socket.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

const rows = (await Promise.all(requireBuilds('recording log lines').map(record))).flat();
if (!rows.length) process.exit(1);
writeFileSync(join(HERE, 'rows.json'), `[\n${rows.map((r) => `  ${JSON.stringify(r)}`).join(',\n')}\n]\n`);
console.log(`${rows.length} lines of ${new Set(rows.map((r) => r.version)).size} builds`);
process.exit(0);
