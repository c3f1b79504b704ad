import assert from 'node:assert/strict';

export const claim = 'Pings keep a WebSocket open only when they come more often than the idle limit; pings every 2 s do not help against a limit of 1 s.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  // the other way round: the same limit does no harm where the pings come in time
  const [slow, quick] = await Promise.all([run.openWebSocket({ seconds: 3, ping: 2 }), run.openWebSocket({ seconds: 3, ping: 0.4 })]);
  assert.ok(slow.handshake && quick.handshake);
  assert.equal(slow.end, 'closed');
  assert.ok(slow.after < 1.9, `closed after ${slow.after} s; the first ping was due after 2 s`);
  assert.equal(quick.end, 'open');
  const { status, state } = await run.log();
  assert.deepEqual({ status, state }, { status: 101, state: 'cD--' });
  return 'ping every 2 s: closed at 1 s, 101 cD--; ping every 0.4 s: open';
}

export async function fixed(run) {
  await run.start();
  const slow = await run.openWebSocket({ seconds: 3, ping: 2 });
  assert.ok(slow.handshake);
  assert.equal(slow.end, 'open');
  return 'ping every 2 s: open';
}
