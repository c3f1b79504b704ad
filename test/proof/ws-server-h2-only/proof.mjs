import assert from 'node:assert/strict';

export const claim = 'A server line that speaks h2 only: without RFC 8441 on the server every handshake gets 502.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = await run.openWebSocket();
  assert.equal(seen.status, 502);
  const { status, state } = await run.log();
  assert.deepEqual([status, state], [502, 'SH--']);
  return `client 502, log ${status} ${state}`;
}

export async function fixed(run) {
  await run.start();
  const seen = await run.openWebSocket({ seconds: 1 });
  assert.ok(seen.handshake);
  return 'falls back to HTTP/1.1: 101';
}
