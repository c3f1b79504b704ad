import assert from 'node:assert/strict';

export const claim = 'proto h2 on a bind: an HTTP/1.1 client is cut without an answer, a WebSocket over HTTP/2 works.';

const TLS = { front: 'FRONT2', tls: ['http/1.1'] };

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  for (const seen of [await run.openWebSocket(), await run.openWebSocket(TLS)]) assert.equal(seen.status, null, 'no answer at all');
  assert.ok((await run.openWebSocketHttp2({ front: 'FRONT2', seconds: 1 })).handshake);
  return 'HTTP/1.1: no answer; HTTP/2: 200';
}

export async function fixed(run) {
  await run.start();
  for (const options of [{}, TLS]) assert.ok((await run.openWebSocket({ text: 'hello', ...options })).handshake);
  assert.ok((await run.openWebSocketHttp2({ front: 'FRONT2', seconds: 1 })).handshake);
  return 'HTTP/1.1: 101; HTTP/2: 200';
}
