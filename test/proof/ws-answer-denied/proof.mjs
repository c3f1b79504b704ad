import assert from 'node:assert/strict';

export const claim = 'A http-response deny that lets only 2xx and 3xx through turns the 101 of a handshake into 502.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status } = await run.openWebSocket();
  assert.equal(status, 502);
  const { state } = await run.log();
  assert.equal(state, 'PH--');
  return `client ${status}, ${state}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ text: 'hello' })).handshake);
  return 'client 101';
}
