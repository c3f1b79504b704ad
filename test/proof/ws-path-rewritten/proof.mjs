import assert from 'node:assert/strict';

export const claim = 'http-request rules run before use_backend: a test on a path that they rewrite never matches.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = await run.openWebSocket({ path: '/live/ws' });
  assert.equal(seen.status, 200, 'a page comes instead of 101');
  const { backend } = await run.log();
  assert.equal(backend, 'be_pages');
  return `goes to ${backend}, ${seen.status}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ path: '/live/ws', text: 'hello' })).handshake);
  return 'goes to be_live, 101';
}
