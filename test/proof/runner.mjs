// One configuration under one HAProxy on loopback: ports, server, log, clients, statistics, and what everyone saw.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkConfig, compareVersions, parseMessages, testCertificate } from '../support/haproxy.mjs';
import { ask as askPlainly, describe, getPage, openManyHttp2, openWebSocket, openWebSocketHttp2 } from './client.mjs';
import { startServer, startTlsServer } from './server.mjs';

// `option httplog`: backend/server timers status bytes - - state; `option tcplog` has no status and two letters.
const HTTP_LOG = / ([^ /]+)\/(\S+) (?:[+-]?\d+\/){4}[+-]?\d+ (-?\d+) \+?\d+ \S+ \S+ (\S{4}) /;
const TCP_LOG = / ([^ /]+)\/(\S+) (?:[+-]?\d+\/){2}[+-]?\d+ \+?\d+ (\S\S) /;

const children = new Set();
process.on('exit', () => { for (const child of children) child.kill('SIGKILL'); });

const taken = new Set();
/** A loopback port below the ephemeral range, so that no outgoing connection takes it before HAProxy does. */
async function freePort() {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if (taken.has(port)) continue;
    taken.add(port);
    const free = await new Promise((resolve) => { const probe = createServer().once('error', () => resolve(false)).listen(port, '127.0.0.1', () => probe.close(() => resolve(true))); });
    if (free) return port;
  }
}

/** Asks until the answer is there. @template T @param {() => T | undefined | Promise<T | undefined>} ask @param {number} seconds */
async function until(ask, seconds, what) {
  for (const end = performance.now() + seconds * 1000; ; await sleep(25)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
  }
}

function listenForLog() {
  const lines = [];
  const socket = createSocket('udp4').on('message', (data) => lines.push(String(data).replace(/^<\d+>\w{3} +\d+ [\d:]+ (\S+ )?haproxy\[\d+\]: /, '').trimEnd()));
  return new Promise((resolve, reject) => socket.once('error', reject).bind(0, '127.0.0.1', () => resolve({ port: socket.address().port, lines, close: () => socket.close() })));
}

/** One question to the statistics socket. @returns {Promise<string | undefined>} undefined while nobody listens */
const ask = (path, command) => new Promise((resolve) => {
  let answer = '';
  const socket = connect(path, () => socket.write(command + '\n'));
  socket.setTimeout(2000, () => socket.destroy());
  socket.on('data', (data) => { answer += data; }).on('error', () => resolve(undefined)).on('close', () => resolve(answer || undefined));
});

/**
 * What a proof gets. The configuration reads its addresses from the environment: ${FRONT} and ${FRONT2} are ports to bind, ${SERVER}
 * the port of the server behind and ${SERVER2} that of another one, ${TLS_SERVER} that of one that speaks TLS and h2, ${LOG} that of a syslog receiver, ${CERT} a certificate file.
 * HAProxy runs in a folder of its own, so UNIX sockets may have relative paths.
 * @param {import('../support/haproxy.d.mts').HaproxyBuild} build
 * @param {string} file path of the configuration
 */
export async function createRun(build, file) {
  const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-proof-'));
  const [server, server2, tlsServer, log] = await Promise.all([startServer(), startServer(), startTlsServer(readFileSync(testCertificate(), 'utf8')), listenForLog()]);
  const env = { SERVER: String(server.port), SERVER2: String(server2.port), TLS_SERVER: String(tlsServer.port), LOG: String(log.port), CERT: testCertificate(), FRONT: String(await freePort()), FRONT2: String(await freePort()) };
  const stats = join(dir, 'stats');
  writeFileSync(join(dir, 'own.cfg'), `global\n    nbthread 1\n    stats socket ${stats} level admin\n`);
  const transcript = [];
  const tell = (who, text) => transcript.push(`${who}: ${text}`);
  let child, stderr = '', read = 0;

  const launch = () => {
    stderr = '';
    child = spawn(build.path, ['-db', '-f', join(dir, 'own.cfg'), '-f', file], { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
    children.add(child);
    child.stderr.on('data', (data) => { stderr += data; });
    child.once('exit', () => children.delete(child));
  };
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  const client = (name, open) => async ({ front = 'FRONT', ...options } = {}) => {
    const seen = await open({ port: Number(env[front]), ...options });
    tell(name, describe(seen));
    return seen;
  };

  const run = {
    build, file, transcript, server, tlsServer, env,
    config: readFileSync(file, 'utf8'),
    atLeast: (version) => compareVersions(build.version, version) >= 0,
    /** `haproxy -c` on the configuration. */
    check() {
      const result = checkConfig(build, file, { env });
      tell('haproxy -c', `exit ${result.exit}${result.alerts.map(({ severity, line, message }) => `\n    ${severity}${line ? ` line ${line}` : ''}: ${message.split('\n')[0].replace(/^config : (parsing \[[^\]]*\] ?: ?)?/, '')}`).join('')}`);
      return result;
    },
    /** Starts HAProxy; resolves when it takes connections, throws with its messages when it does not start. */
    async start() {
      for (let attempt = 1; ; attempt++) {
        launch();
        const up = await until(async () => (gone() ? false : (await ask(stats, 'show info')) ? true : undefined), 10, 'HAProxy starts');
        if (up) return;
        // someone else took the port between our look and HAProxy's
        if (attempt < 3 && /cannot bind/i.test(stderr)) { env.FRONT = String(await freePort()); env.FRONT2 = String(await freePort()); continue; }
        throw new Error(`HAProxy ${build.version} did not start:\n${parseMessages(stderr).map(({ message }) => message).join('\n')}`);
      }
    },
    openWebSocket: client('WebSocket client', openWebSocket),
    openWebSocketHttp2: client('WebSocket client over HTTP/2', openWebSocketHttp2),
    getPage: client('browser', getPage),
    ask: client('client', askPlainly),
    async openManyHttp2({ front = 'FRONT', ...options }) {
      const statuses = await openManyHttp2({ port: Number(env[front]), ...options });
      tell('WebSocket client over HTTP/2', `one connection, answers ${statuses.join(' ') || 'none'}`);
      return statuses;
    },
    /** What a reload does to the old process: it takes nothing new and ends with its last connection. @returns {Promise<number>} seconds until it did; Infinity when it has not within `seconds` */
    async softStop(seconds) {
      const since = performance.now();
      const ended = new Promise((resolve) => child.once('exit', () => resolve(Math.round((performance.now() - since) / 100) / 10)));
      child.kill('SIGUSR1');
      const after = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, seconds * 1000, Number.POSITIVE_INFINITY))]);
      tell('old process', after === Number.POSITIVE_INFINITY ? `still there after ${seconds} s` : `ended after ${after} s`);
      return after;
    },
    /** The next log line of a request: as it stands, and what `option httplog` or `tcplog` says in it. Or the next that fits a pattern. */
    async log(pattern) {
      const fits = (line) => (pattern ? pattern.test(line) : HTTP_LOG.test(line) || TCP_LOG.test(line));
      const line = await until(() => { while (read < log.lines.length) { const next = log.lines[read++]; if (fits(next)) return next; } }, 3, 'a log line');
      tell('log', line);
      const http = HTTP_LOG.exec(line), tcp = http ? null : TCP_LOG.exec(line);
      return { line, backend: (http ?? tcp)?.[1] ?? null, server: (http ?? tcp)?.[2] ?? null, status: http ? Number(http[3]) : null, state: http?.[4] ?? tcp?.[3] ?? null };
    },
    /** One row of `show stat`, by column. */
    async stat(proxy, name) {
      const [head, ...rows] = ((await ask(stats, 'show stat')) ?? '').trim().split('\n').map((row) => row.replace(/^# /, '').split(','));
      const row = rows.find((cells) => cells[0] === proxy && cells[1] === name);
      return row ? Object.fromEntries(head.map((column, i) => [column, row[i] ?? ''])) : undefined;
    },
    /** Waits until the health check of a server has come to this result. */
    async health(proxy, name, status) {
      const row = await until(async () => { const now = await run.stat(proxy, name); return now?.status === status && now.check_status && !now.check_status.startsWith('INI') && !now.check_status.startsWith('*') ? now : undefined; }, 6, `server ${proxy}/${name} is ${status}`);
      tell('show stat', `${proxy}/${name} ${row.status} ${row.check_status}/${row.check_code}`);
      return { status: row.status, check: `${row.check_status}/${row.check_code}` };
    },
    async close() {
      if (child && !gone()) {
        const exited = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const slow = setTimeout(() => child.kill('SIGKILL'), 2000);
        await exited;
        clearTimeout(slow);
      }
      server.close();
      server2.close();
      tlsServer.close();
      log.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return run;
}
