import assert from 'node:assert/strict';

export const claim = 'Upgrade and Connection written into every request make plain pages fail; a real handshake passes with and without them.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const page = await run.getPage();
  assert.equal(page.status, 400);
  assert.equal(run.server.requests[0]?.headers.upgrade, 'websocket', 'the page became a handshake');
  assert.ok((await run.openWebSocket({ tls: ['http/1.1'], text: 'hello' })).handshake);
  return `page ${page.status}, WebSocket 101`;
}

export async function fixed(run) {
  await run.start();
  const page = await run.getPage();
  assert.equal(page.status, 200);
  assert.ok((await run.openWebSocket({ tls: ['http/1.1'], text: 'hello' })).handshake);
  return 'page 200, WebSocket 101';
}
