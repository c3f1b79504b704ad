// The clients in front of HAProxy: a WebSocket over HTTP/1.1 (RFC 6455), one over HTTP/2 (RFC 8441), and one that asks for a
// page as browsers do. Each tells what it saw, and when; none throws.
import { randomBytes } from 'node:crypto';
import { connect as connectHttp2 } from 'node:http2';
import { get as getPlainly } from 'node:http';
import { get } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { PING, TEXT, acceptFor, frame, parseHead, takeFrames } from './frames.mjs';

const PATIENCE = 5000; // ms for an answer that should come at once
const seconds = (since) => Math.round((performance.now() - since) / 10) / 100;

/**
 * @typedef {object} Seen
 * @property {number | null} status  of the answer; null when there was none
 * @property {Record<string, string>} headers  of the answer
 * @property {boolean} handshake  the answer is one that a WebSocket client accepts
 * @property {'open' | 'closed' | 'reset' | 'refused'} end  open: still so when the time was up; refused: the answer was no upgrade
 * @property {number} after  seconds from the answer (or, without one, from the start) to that end
 * @property {string[]} texts  text messages that came
 * @property {string | null} alpn  protocol that TLS agreed upon
 */

/**
 * A WebSocket over HTTP/1.1 that stays silent unless told otherwise.
 * @param {{ port: number, path?: string, seconds?: number, ping?: number, text?: string, tls?: readonly string[], wait?: number, headers?: Record<string, string> }} o
 *   seconds: how long to watch after the handshake; ping: seconds between pings; text: sent after the handshake, and the first text that
 *   comes back ends it; tls: ALPN offer; wait: seconds between connection and request; headers: more of them
 * @returns {Promise<Seen>}
 */
export function openWebSocket({ port, path = '/ws', seconds: watch = 3, ping, text, tls, wait = 0, headers = {} }) {
  return new Promise((resolve) => {
    const key = randomBytes(16).toString('base64');
    const seen = { status: null, headers: {}, handshake: false, end: 'open', after: 0, texts: [], alpn: null };
    let since = performance.now(), rest = Buffer.alloc(0), pings;
    const finish = (end) => {
      clearTimeout(limit);
      clearInterval(pings);
      socket.removeAllListeners().on('error', () => {}).destroy();
      resolve({ ...seen, end, after: seconds(since) });
    };
    let limit = setTimeout(() => finish('open'), PATIENCE);
    const start = () => {
      seen.alpn = tls ? socket.alpnProtocol || null : null;
      const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const ask = () => socket.write(`GET ${path} HTTP/1.1\r\nHost: app.local\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${more}\r\n`);
      if (wait) setTimeout(ask, wait * 1000); else ask();
    };
    const socket = tls
      ? connectTls({ host: '127.0.0.1', port, ALPNProtocols: [...tls], rejectUnauthorized: false, servername: 'localhost' }, start)
      : connectTcp({ host: '127.0.0.1', port }, start);
    socket.on('error', ({ code }) => finish(code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'refused'));
    socket.on('end', () => finish('closed'));
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      if (seen.status === null) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        const { line, headers } = parseHead(rest.subarray(0, end).toString('latin1'));
        rest = rest.subarray(end + 4);
        since = performance.now();
        seen.status = Number(line.split(' ')[1]);
        seen.headers = headers;
        // what RFC 6455 section 4.1 tells a client to look at
        seen.handshake = seen.status === 101 && /^websocket$/i.test(headers.upgrade ?? '') && /(^|,)\s*upgrade\s*(,|$)/i.test(headers.connection ?? '') && headers['sec-websocket-accept'] === acceptFor(key);
        if (!seen.handshake) return finish('refused');
        clearTimeout(limit);
        limit = setTimeout(() => finish('open'), (text ? PATIENCE / 1000 : watch) * 1000);
        if (text) socket.write(frame(TEXT, text, { masked: true }));
        if (ping) pings = setInterval(() => socket.write(frame(PING, 'p', { masked: true })), ping * 1000);
      }
      const [frames, tail] = takeFrames(rest);
      rest = tail;
      for (const { opcode, payload } of frames) if (opcode === TEXT) seen.texts.push(String(payload));
      if (text && seen.texts.length) finish('open');
    });
  });
}

/** The same over HTTP/2: an extended CONNECT, if the other side announces that it takes one. @returns {Promise<Seen>} */
export function openWebSocketHttp2({ port, path = '/ws', seconds: watch = 3, tls = true }) {
  return new Promise((resolve) => {
    const seen = { status: null, headers: {}, handshake: false, end: 'open', after: 0, texts: [], alpn: null };
    let since = performance.now(), done = false;
    const session = connectHttp2(`${tls ? 'https' : 'http'}://127.0.0.1:${port}`, { rejectUnauthorized: false, servername: 'localhost' });
    const finish = (end) => {
      if (done) return;
      done = true;
      clearTimeout(limit);
      session.destroy();
      resolve({ ...seen, end, after: seconds(since) });
    };
    const limit = setTimeout(() => finish('open'), watch * 1000);
    session.on('connect', () => { seen.alpn = session.alpnProtocol ?? null; });
    session.on('error', () => finish('reset')).on('close', () => finish('closed'));
    session.once('remoteSettings', ({ enableConnectProtocol }) => {
      if (!enableConnectProtocol) return finish('refused');
      const stream = session.request({ ':method': 'CONNECT', ':protocol': 'websocket', ':scheme': tls ? 'https' : 'http', ':authority': 'app.local', ':path': path, 'sec-websocket-version': '13' });
      stream.on('error', () => {}).on('close', () => finish('closed'));
      stream.on('response', (headers) => {
        since = performance.now();
        seen.status = headers[':status'] ?? null;
        seen.handshake = seen.status === 200;
        if (!seen.handshake) finish('refused');
      });
    });
  });
}

/** `count` WebSockets over one HTTP/2 connection, one after the other, all kept open. @returns {Promise<number[]>} the status of each */
export function openManyHttp2({ port, path = '/ws', count, tls = true }) {
  return new Promise((resolve) => {
    const statuses = [], session = connectHttp2(`${tls ? 'https' : 'http'}://127.0.0.1:${port}`, { rejectUnauthorized: false, servername: 'localhost' });
    const finish = () => { clearTimeout(limit); session.destroy(); resolve(statuses); };
    const limit = setTimeout(finish, PATIENCE);
    const next = () => {
      if (statuses.length === count) return finish();
      const stream = session.request({ ':method': 'CONNECT', ':protocol': 'websocket', ':scheme': tls ? 'https' : 'http', ':authority': 'app.local', ':path': path, 'sec-websocket-version': '13' });
      stream.on('error', () => {}).on('response', (headers) => { statuses.push(headers[':status'] ?? 0); next(); });
    };
    session.on('error', finish).once('remoteSettings', ({ enableConnectProtocol }) => (enableConnectProtocol ? next() : finish()));
  });
}

/**
 * A page, asked for as browsers do: h2 and http/1.1 are offered, and the client speaks what was picked.
 * @returns {Promise<Seen>} handshake: the page came
 */
export async function getPage({ port, path = '/', seconds: watch = 3 }) {
  const alpn = await new Promise((resolve) => {
    const probe = connectTls({ host: '127.0.0.1', port, ALPNProtocols: ['h2', 'http/1.1'], rejectUnauthorized: false, servername: 'localhost' }, () => { resolve(probe.alpnProtocol || null); probe.destroy(); });
    probe.on('error', () => resolve(null));
  });
  const since = performance.now();
  const answer = await (alpn === 'h2' ? pageHttp2 : pageHttp1)({ port, path, watch });
  return { headers: {}, texts: [], ...answer, handshake: answer.status === 200, after: seconds(since), alpn };
}

const pageHttp1 = ({ port, path, watch }) => new Promise((resolve) => {
  const request = get({ host: '127.0.0.1', port, path, headers: { host: 'app.local' }, rejectUnauthorized: false, servername: 'localhost', agent: false, timeout: watch * 1000 });
  request.on('response', (response) => { resolve({ status: response.statusCode ?? null, end: 'closed' }); response.destroy(); });
  request.on('error', () => resolve({ status: null, end: 'reset' })).on('timeout', () => { resolve({ status: null, end: 'open' }); request.destroy(); });
});

const pageHttp2 = ({ port, path, watch }) => new Promise((resolve) => {
  const session = connectHttp2(`https://127.0.0.1:${port}`, { rejectUnauthorized: false, servername: 'localhost' });
  const finish = (status, end) => { clearTimeout(limit); resolve({ status, end }); session.destroy(); };
  const limit = setTimeout(() => finish(null, 'open'), watch * 1000);
  session.on('error', () => finish(null, 'reset')).on('close', () => finish(null, 'closed'));
  session.request({ ':path': path, ':authority': 'app.local' }).on('error', () => {}).on('response', (headers) => finish(headers[':status'] ?? null, 'closed'));
});

/** A request over a connection of its own, without TLS. @returns {Promise<Seen & { body: string }>} */
export const ask = ({ port, path = '/', headers = {} }) => new Promise((resolve) => {
  const since = performance.now(), none = { status: null, headers: {}, handshake: false, end: 'reset', after: 0, texts: [], alpn: null, body: '' };
  getPlainly({ host: '127.0.0.1', port, path, headers: { host: 'app.local', ...headers }, agent: false, timeout: PATIENCE }, async (response) => {
    let body = '';
    for await (const part of response) body += part;
    resolve({ ...none, status: response.statusCode ?? null, headers: response.headers, end: 'closed', after: seconds(since), body });
  }).on('error', () => resolve(none)).on('timeout', () => resolve({ ...none, end: 'open' }));
});

/** What one client saw, in a line. @param {Seen} seen */
export const describe = ({ status, handshake, end, after, alpn }) => {
  const answer = status === null ? 'no answer' : handshake ? `${status}, accepted` : status === 101 ? '101, which the client does not accept' : String(status);
  const how = { open: `still open after ${after} s`, closed: `closed after ${after} s`, reset: `reset after ${after} s`, refused: 'over' }[end];
  return `${alpn ? `[${alpn}] ` : ''}${answer}; ${how}`;
};
