import assert from 'node:assert/strict';

export const claim = 'In tcp mode HAProxy does not translate: a client that picks h2 sends HTTP/2 to a server that may not know it.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const page = await run.getPage({ seconds: 2 });
  assert.deepEqual({ alpn: page.alpn, status: page.status }, { alpn: 'h2', status: null });
  assert.equal(run.server.requests[0]?.line, 'PRI * HTTP/2.0', 'the server gets the HTTP/2 preface');
  const socket = await run.openWebSocketHttp2({ seconds: 2 });
  assert.ok(!socket.handshake);
  assert.equal(socket.alpn, 'h2');
  return 'picks h2: no page, no WebSocket; server sees PRI * HTTP/2.0';
}

export async function fixed(run) {
  await run.start();
  const page = await run.getPage();
  assert.deepEqual({ alpn: page.alpn, status: page.status }, { alpn: 'http/1.1', status: 200 });
  const socket = await run.openWebSocket({ text: 'hello', tls: ['h2', 'http/1.1'] });
  assert.deepEqual({ alpn: socket.alpn, handshake: socket.handshake, texts: socket.texts }, { alpn: 'http/1.1', handshake: true, texts: ['echo hello'] });
  return 'http/1.1: page 200, WebSocket 101';
}
