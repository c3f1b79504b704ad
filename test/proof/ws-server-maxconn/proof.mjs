import assert from 'node:assert/strict';

export const claim = 'A WebSocket holds its slot for its whole life; the next client waits for timeout connect and gets 503. With a timeout queue it waits as long as that says.';

/** A socket of two seconds, and a client that comes while it is open. */
async function second(run) {
  const first = run.openWebSocket({ seconds: 2 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const since = performance.now();
  const { status } = await run.openWebSocket({ seconds: 0 });
  const waited = (performance.now() - since) / 1000;
  assert.ok((await first).handshake);
  return { status, waited };
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status, waited } = await second(run);
  assert.equal(status, 503);
  assert.ok(waited > 0.7 && waited < 1.8, `waited ${waited} s; timeout connect is 1 s, the first socket lives for 2 s`);
  const { state } = await run.log();
  assert.equal(state, 'sQ--');
  return `the next client: 503 ${state} after 1 s`;
}

export async function fixed(run) {
  await run.start();
  assert.equal((await second(run)).status, 101);
  return 'the next client: 101 when the slot is free';
}
