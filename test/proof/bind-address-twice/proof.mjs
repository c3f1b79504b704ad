import assert from 'node:assert/strict';

export const claim = 'Two frontends bind one port: HAProxy starts, and each connection goes to one of them by chance.';

async function statuses(run) {
  const seen = [];
  for (let i = 0; i < 24; i++) seen.push((await run.openWebSocket({ seconds: 0.01 })).status);
  return seen;
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = await statuses(run), of = (status) => seen.filter((s) => s === status).length;
  // 2 in 2^24 that all go one way
  assert.ok(of(101) > 0 && of(200) > 0 && of(101) + of(200) === 24, seen.join(' '));
  return 'some of 24 handshakes 101, the others a page';
}

export async function fixed(run) {
  await run.start();
  assert.deepEqual(new Set(await statuses(run)), new Set([101]));
  return '24 handshakes 101';
}
