import assert from 'node:assert/strict';

export const claim = 'tcp-request connection track-sc counts one HTTP/2 connection once, however many WebSockets it carries; http-request track-sc counts each.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = await run.openManyHttp2({ count: 8 });
  assert.deepEqual(seen, Array(8).fill(200));
  return 'limit 3: eight of eight pass';
}

export async function fixed(run) {
  await run.start();
  const seen = await run.openManyHttp2({ count: 8 });
  assert.deepEqual(seen, [200, 200, 200, 429, 429, 429, 429, 429]);
  return 'limit 3: three pass, the others get 429';
}
