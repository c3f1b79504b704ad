import assert from 'node:assert/strict';

export const claim = 'HAProxy takes the first use_backend that holds: a WebSocket rule below one with fewer conditions, or with the beginning of its path, is never asked.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  for (const front of ['FRONT', 'FRONT2']) {
    assert.equal((await run.openWebSocket({ front })).status, 200, 'a page comes instead of 101');
    assert.equal((await run.log()).backend, 'be_pages');
  }
  return 'goes to be_pages, 200';
}

export async function fixed(run) {
  await run.start();
  for (const front of ['FRONT', 'FRONT2']) assert.ok((await run.openWebSocket({ front, text: 'hello' })).handshake);
  return 'goes to be_live, 101';
}
