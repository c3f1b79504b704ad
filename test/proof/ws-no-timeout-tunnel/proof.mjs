import assert from 'node:assert/strict';

export const claim = 'Without timeout tunnel a WebSocket is closed after the smaller of timeout client and timeout server, counted in silence.';

export async function bad(run) {
  await run.start();
  const silent = await run.openWebSocket({ seconds: 3 });
  assert.ok(silent.handshake, 'the handshake itself works');
  assert.equal(silent.end, 'closed');
  assert.ok(silent.after > 0.4 && silent.after < 1.9, `closed after ${silent.after} s; timeout client is 1 s, timeout server 2 s`);
  const { status, state, backend } = await run.log();
  assert.deepEqual({ status, state, backend }, { status: 101, state: 'cD--', backend: 'be_chat' });
  // It is silence that counts: a ping every 0.4 s keeps the same socket open.
  assert.equal((await run.openWebSocket({ seconds: 2.2, ping: 0.4 })).end, 'open');
  return `silent closed at ${Math.round(silent.after)} s, ${status} ${state}, with pings open`;
}

export async function fixed(run) {
  await run.start();
  const silent = await run.openWebSocket({ seconds: 3 });
  assert.ok(silent.handshake);
  assert.equal(silent.end, 'open', 'outlives timeout client and timeout server');
  return 'silent open after 3 s';
}
