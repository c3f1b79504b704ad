import assert from 'node:assert/strict';

export const claim = 'A WebSocket over HTTP/2 has no Sec-WebSocket-Key: a route by the key misses it, one by Upgrade takes both kinds.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  assert.ok((await run.openWebSocket({ tls: ['http/1.1'], seconds: 0.2 })).handshake);
  assert.equal((await run.log()).backend, 'be_live');
  await run.openWebSocketHttp2({ seconds: 1 });
  const { backend, status } = await run.log();
  assert.equal(backend, 'be_pages');
  return `HTTP/1.1: be_live, 101; HTTP/2: ${backend}, ${status}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ tls: ['http/1.1'], text: 'hello' })).handshake);
  assert.ok((await run.openWebSocketHttp2({ seconds: 1 })).handshake);
  for (let i = 0; i < 2; i++) assert.equal((await run.log()).backend, 'be_live');
  return 'HTTP/1.1: be_live, 101; HTTP/2: be_live, 101';
}
