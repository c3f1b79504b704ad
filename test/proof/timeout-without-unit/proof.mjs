import assert from 'node:assert/strict';

export const claim = 'A number without a unit is milliseconds: timeout tunnel 3600 closes a silent WebSocket after 3.6 seconds.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { end, after } = await run.openWebSocket({ seconds: 6 });
  assert.equal(end, 'closed');
  assert.ok(after > 3 && after < 4.6, `closed after ${after} s`);
  const { status, state } = await run.log();
  assert.deepEqual([status, state], [101, 'cD--']);
  return `silent closed at 3.6 s, ${status} ${state}`;
}

export async function fixed(run) {
  await run.start();
  assert.equal((await run.openWebSocket({ seconds: 5 })).end, 'open');
  return 'silent open after 5 s';
}
