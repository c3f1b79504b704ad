import assert from 'node:assert/strict';

export const claim = 'From 3.3 on pages (h2) and WebSockets (HTTP/1.1) through one server line with alpn h2,http/1.1 get in each other\'s way; before, both work.';

/** Pages and WebSockets by turns; statuses in order. */
async function byTurns(run) {
  const seen = [];
  for (let turn = 0; turn < 3; turn++) {
    seen.push((await run.getPage({ front: 'FRONT2' })).status);
    seen.push((await run.openWebSocket({ seconds: 0.3 })).status);
  }
  return seen;
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = await byTurns(run), failed = seen.filter((status) => status !== 200 && status !== 101);
  assert.equal(failed.length > 0, run.atLeast('3.3'), seen.join(' '));
  return `${failed.length ? `some fail with ${[...new Set(failed)].join(', ')}` : 'all work'}`;
}

export async function fixed(run) {
  await run.start();
  assert.deepEqual(await byTurns(run), [200, 101, 200, 101, 200, 101]);
  return 'all work';
}
