import assert from 'node:assert/strict';

export const claim = 'Two proxies in a row: the shorter idle limit rules, however long the tunnel timeout of the last backend is; there it looks as if the client had left.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const silent = await run.openWebSocket({ seconds: 3 });
  assert.ok(silent.handshake);
  assert.equal(silent.end, 'closed');
  assert.ok(silent.after < 1.9, `closed after ${silent.after} s; timeout client of the proxy in front is 1 s, timeout tunnel behind it 1 h`);
  const { status, state } = await run.log();
  assert.deepEqual({ status, state }, { status: 101, state: '----' });
  return 'silent closed at 1 s, 101 ----';
}

export async function fixed(run) {
  await run.start();
  const silent = await run.openWebSocket({ seconds: 2.5 });
  assert.ok(silent.handshake);
  assert.equal(silent.end, 'open');
  return 'silent open after 2.5 s';
}
