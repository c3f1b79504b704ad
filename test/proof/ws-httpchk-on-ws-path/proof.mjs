import assert from 'node:assert/strict';

export const claim = 'A check that is a plain GET of a WebSocket endpoint gets 426, the server goes DOWN, and clients get 503.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status, check } = await run.health('be_live', 'live1', 'DOWN');
  assert.equal(check, 'L7STS/426');
  const socket = await run.openWebSocket();
  assert.equal(socket.status, 503);
  const log = await run.log();
  assert.deepEqual([log.backend, log.status, log.state], ['be_live', 503, 'SC--']);
  return `${status} ${check}, client 503, log 503 ${log.state}`;
}

export async function fixed(run) {
  await run.start();
  const { status, check } = await run.health('be_live', 'live1', 'UP');
  assert.equal(check, 'L7OK/101');
  const { handshake, texts } = await run.openWebSocket({ text: 'hello' });
  assert.deepEqual({ handshake, texts }, { handshake: true, texts: ['echo hello'] });
  return `${status} ${check}, client 101`;
}
