import assert from 'node:assert/strict';

export const claim = 'A test on Connection without -i misses what browsers send, and the WebSocket goes to the default backend.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = await run.openWebSocket();
  assert.equal(seen.status, 200, 'a page comes instead of 101');
  const { backend } = await run.log();
  assert.equal(backend, 'be_pages');
  return `goes to ${backend}, ${seen.status}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ text: 'hello' })).handshake);
  return 'goes to be_live, 101';
}
