import assert from 'node:assert/strict';

export const claim = 'A check that asks for the upgrade gets 101, which counts as down unless it is expected: the server goes DOWN, clients get 503.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status, check } = await run.health('be_live', 'live1', 'DOWN');
  assert.equal(check, 'L7STS/101');
  assert.equal((await run.openWebSocket()).status, 503);
  const { status: logged, state } = await run.log();
  assert.deepEqual([logged, state], [503, 'SC--']);
  return `${status} ${check}, client 503`;
}

export async function fixed(run) {
  await run.start();
  const { status, check } = await run.health('be_live', 'live1', 'UP');
  assert.equal(check, 'L7OK/101');
  assert.ok((await run.openWebSocket({ text: 'hello' })).handshake);
  return `${status} ${check}, client 101`;
}
