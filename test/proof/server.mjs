// The server behind HAProxy: HTTP/1 pages, a real WebSocket endpoint under /ws, and under /socket.io/ sessions that live in its memory.
// It does what such servers do: a request for the endpoint that asks for no upgrade gets 426, one with an unknown session 400.
import { randomUUID } from 'node:crypto';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:net';
import { CLOSE, PING, PONG, TEXT, acceptFor, frame, parseHead, takeFrames } from './frames.mjs';

/** Listens on a free loopback port. `requests` is every request head in order, as `GET /ws HTTP/1.1` and headers. */
export async function startServer() {
  const requests = [], sockets = new Set(), sessions = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    let rest = Buffer.alloc(0), upgraded = false;
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      for (let end = rest.indexOf('\r\n\r\n'); !upgraded && end >= 0; end = rest.indexOf('\r\n\r\n')) {
        const request = parseHead(rest.subarray(0, end).toString('latin1'));
        rest = rest.subarray(end + 4);
        requests.push(request);
        const { reply, switched } = answer(request, sessions);
        socket.write(reply);
        upgraded = switched;
      }
      if (!upgraded) return;
      const [frames, tail] = takeFrames(rest);
      rest = tail;
      for (const { opcode, payload } of frames) {
        if (opcode === PING) socket.write(frame(PONG, payload));
        else if (opcode === TEXT) socket.write(frame(TEXT, `echo ${payload}`));
        else if (opcode === CLOSE) socket.end(frame(CLOSE, payload));
      }
    });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    requests,
    close() { server.close(); for (const socket of sockets) socket.destroy(); },
  };
}

const page = (status, body, extra = '') => ({ reply: `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${extra}\r\n${body}`, switched: false });

/** As Socket.IO does (engine.io 4): the first request opens a session, whatever comes later names it. */
function polled(path, upgrade, headers, sessions) {
  const sid = new URL(path, 'http://server').searchParams.get('sid');
  if (sid !== null && !sessions.has(sid)) return page('400 Bad Request', '{"code":1,"message":"Session ID unknown"}', 'Connection: close\r\n');
  if (upgrade) return switching(headers);
  if (sid !== null) return page('200 OK', '6');
  const opened = randomUUID();
  sessions.add(opened);
  return page('200 OK', `0{"sid":"${opened}"}`);
}

const switching = (headers) => ({ reply: `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(headers['sec-websocket-key'] ?? '')}\r\n\r\n`, switched: true });

function answer({ line, headers }, sessions) {
  // An HTTP/2 preface reads as a request line of its own; no HTTP/1 server knows what to do with it.
  if (line.startsWith('PRI ')) return page('505 HTTP Version Not Supported', '', 'Connection: close\r\n');
  const path = line.split(' ')[1] ?? '';
  const upgrade = /\bwebsocket\b/i.test(headers.upgrade ?? '') && /\bupgrade\b/i.test(headers.connection ?? '');
  if (path.startsWith('/socket.io/')) return polled(path, upgrade, headers, sessions);
  // WebSocket libraries take every upgrade of their server, and refuse the ones for other paths
  if (!path.startsWith('/ws')) return upgrade ? page('400 Bad Request', 'no WebSocket here\n', 'Connection: close\r\n') : page('200 OK', 'a page\n');
  if (!upgrade) return page('426 Upgrade Required', 'WebSocket only\n', 'Upgrade: websocket\r\n');
  // a page of another host must not open this one: RFC 6455 section 10.2
  if (path.startsWith('/ws/own-pages') && new URL(headers.origin ?? 'null:').host !== headers.host) return page('403 Forbidden', 'not from there\n', 'Connection: close\r\n');
  return switching(headers);
}

/**
 * A TLS server as many are: pages over h2 and HTTP/1.1, WebSockets over HTTP/1.1 only. It does not announce RFC 8441.
 * @param {string} pem certificate and key
 */
export async function startTlsServer(pem) {
  const sockets = new Set(), requests = [];
  const server = createSecureServer({ cert: pem, key: pem, allowHTTP1: true }, (request, response) => { requests.push(`${request.method} ${request.url} ${request.httpVersion}`); response.end('a page\n'); });
  server.on('upgrade', (request, socket) => {
    requests.push(`upgrade ${request.url} ${request.httpVersion}`);
    socket.on('error', () => {}).write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(request.headers['sec-websocket-key'] ?? '')}\r\n\r\n`);
  });
  server.on('sessionError', () => {}).on('clientError', (_error, socket) => socket.destroy()).on('tlsClientError', () => {});
  server.on('connection', (socket) => { sockets.add(socket); socket.on('error', () => {}).on('close', () => sockets.delete(socket)); });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, requests, close() { server.close(); for (const socket of sockets) socket.destroy(); } };
}
