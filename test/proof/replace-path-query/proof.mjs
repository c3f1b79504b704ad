import assert from 'node:assert/strict';

export const claim = 'A pattern of replace-path that needs a query never matches: the server sees the outer path.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status } = await run.openWebSocket({ path: '/live?room=1' });
  assert.equal(run.server.requests[0].line, 'GET /live?room=1 HTTP/1.1');
  assert.equal(status, 400, 'the server knows no WebSocket there');
  return `server sees /live?room=1, client ${status}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ path: '/live?room=1', text: 'hello' })).handshake);
  assert.equal(run.server.requests[0].line, 'GET /ws?room=1 HTTP/1.1');
  return 'server sees /ws?room=1, client 101';
}
