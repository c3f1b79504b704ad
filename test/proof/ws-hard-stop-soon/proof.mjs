import assert from 'node:assert/strict';

export const claim = 'When hard-stop-after is over, the old process closes every WebSocket at the same moment, active ones too.';

/** A silent and an active socket while the process has been told to stop. */
async function reload(run) {
  const sockets = [run.openWebSocket({ seconds: 3.5 }), run.openWebSocket({ seconds: 3.5, ping: 0.3 })];
  await new Promise((resolve) => setTimeout(resolve, 300));
  await run.softStop(2.5);
  return Promise.all(sockets);
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const [silent, active] = await reload(run);
  assert.deepEqual([silent.end, active.end], ['closed', 'closed']);
  assert.ok(silent.after < 2.5 && Math.abs(silent.after - active.after) < 0.4, `${silent.after} ${active.after}`);
  const { status, state } = await run.log();
  // late releases log the end as an answer of their own, though the client had its 101
  assert.match(`${status} ${state}`, /^(?:101 K---|500 KC--)$/);
  return `both closed at once, ${status} ${state}`;
}

export async function fixed(run) {
  await run.start();
  const [silent, active] = await reload(run);
  assert.deepEqual([silent.end, active.end], ['open', 'open']);
  return 'both open 2.5 s after the reload';
}
