import assert from 'node:assert/strict';

export const claim = 'A short timeout tunnel closes silent WebSockets, however long timeout client and timeout server are.';

export async function bad(run) {
  await run.start();
  const silent = await run.openWebSocket({ seconds: 3 });
  assert.ok(silent.handshake);
  assert.equal(silent.end, 'closed');
  assert.ok(silent.after > 0.4 && silent.after < 1.9, `closed after ${silent.after} s; timeout tunnel is 1 s, the others 1 minute`);
  const { status, state } = await run.log();
  assert.deepEqual({ status, state }, { status: 101, state: 'cD--' }, 'no 502: the client already has its 101');
  return `silent closed at ${Math.round(silent.after)} s, ${status} ${state}`;
}

export async function fixed(run) {
  await run.start();
  const silent = await run.openWebSocket({ seconds: 2.5 });
  assert.ok(silent.handshake);
  assert.equal(silent.end, 'open');
  return 'silent open after 2.5 s';
}
