// Real HAProxy under a generated configuration on loopback, and a client that sends each request as it is.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { type HaproxyBuild, testCertificate } from '../../support/haproxy.mjs';
import type { Asked } from './generate.ts';

/** What the client saw: `200 be1`, `302 /moved`, `403`, or `closed`. */
export type Seen = string;
const PATIENCE = 6000;

async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    const free = await new Promise<boolean>((done) => { const probe = createServer().once('error', () => { done(false); }).listen(port, '127.0.0.1', () => { const { port: p } = probe.address() as AddressInfo; probe.close(() => { done(p === port); }); }); });
    if (free) return port;
  }
}
export interface Running { readonly ports: Readonly<Record<string, number>>; ask(asked: Asked): Promise<Seen>; stop(): void }

export async function run(build: HaproxyBuild, config: string): Promise<Running> {
  for (let attempt = 1; ; attempt++) {
    const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-simulate-')), ports = { PLAIN: await freePort(), TLS: await freePort(), TCP: await freePort() };
    writeFileSync(join(folder, 'haproxy.cfg'), filled(config, ports));
    const haproxy = spawn(build.path, ['-db', '-f', 'haproxy.cfg'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '', gone = false;
    haproxy.stderr.on('data', (d) => { errors += String(d); });
    haproxy.once('exit', () => { gone = true; });
    const stop = (): void => { haproxy.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }); };
    for (let n = 0; n < 200 && !gone; n++) {
      const up = await new Promise<boolean>((done) => { const s = connect(ports.PLAIN, '127.0.0.1', () => { s.destroy(); done(true); }).on('error', () => { done(false); }); });
      if (up) return { ports, stop, ask: (asked) => ask(asked, ports) };
      await sleep(20);
    }
    stop();
    if (attempt < 3 && /cannot bind/i.test(errors)) continue;
    throw new Error(`HAProxy ${build.version} did not start:\n${errors}\n${config}`);
  }
}

export const filled = (config: string, ports: { readonly PLAIN: number; readonly TLS: number; readonly TCP: number }): string => config.replaceAll('${PLAIN}', String(ports.PLAIN)).replaceAll('${TLS}', String(ports.TLS)).replaceAll('${TCP}', String(ports.TCP)).replaceAll('${CERT}', testCertificate());

const told = (status: number, get: (name: string) => string | undefined): Seen => [status, get('x-backend') ?? get('x-server') ?? get('location')].filter((x) => x !== undefined).join(' ');

function ask({ door, request }: Asked, ports: { readonly PLAIN: number; readonly TLS: number; readonly TCP: number }): Promise<Seen> {
  const port = door === 'plain' ? ports.PLAIN : door === 'tcp' ? ports.TCP : ports.TLS, address = { port, host: '127.0.0.1', localAddress: request.source };
  const tls = { ...address, rejectUnauthorized: false, ...(request.sni ? { servername: request.sni } : {}) };
  return new Promise((resolve) => {
    let answer = '';
    const socket = door === 'plain' ? connect(address) : connectTls({ ...tls, ALPNProtocols: door === 'h2' ? ['h2'] : ['http/1.1'] });
    const end = (seen: Seen): void => { clearTimeout(limit); socket.destroy(); resolve(seen); };
    const limit = setTimeout(() => { end('nothing'); }, PATIENCE);
    socket.on('error', () => { end('closed'); });
    if (door === 'h2') {
      const socketAsked = request.headers.some((h) => h.name === 'Upgrade'), host = request.headers.find((h) => h.name === 'Host')?.value ?? '', rest: Record<string, string[]> = {};
      for (const { name, value } of request.headers) if (!/^(?:host|upgrade|connection|sec-websocket-key)$/i.test(name)) (rest[name.toLowerCase()] ??= []).push(value);
      const session = connectHttp2(`https://127.0.0.1:${port}`, { createConnection: () => socket });
      session.on('error', () => { end('closed'); }).on('close', () => { end('closed'); });
      session.once('remoteSettings', () => {
        const stream = session.request({ ...rest, ':path': request.target, ':authority': host, ':scheme': 'https', ...(socketAsked ? { ':method': 'CONNECT', ':protocol': 'websocket' } : { ':method': request.method }) });
        stream.on('error', () => {}).on('close', () => { end('closed'); }).on('response', (h) => { end(told(Number(h[':status']), (name) => (h[name] === undefined ? undefined : String(h[name])))); });
      });
      return;
    }
    const send = (): void => { socket.write(`${request.method} ${request.target} HTTP/1.1\r\n${request.headers.map((h) => `${h.name}: ${h.value}\r\n`).join('')}\r\n`); };
    socket.once(door === 'plain' ? 'connect' : 'secureConnect', send);
    socket.on('data', (d) => {
      answer += String(d);
      const head = /^HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n/.exec(answer);
      if (head) end(told(Number(head[1]), (name) => new RegExp(`^${name}: *(.*?)\\r$`, 'im').exec(head[0])?.[1]));
    }).on('close', () => { end('closed'); });
  });
}
