import assert from 'node:assert/strict';

export const claim = 'maxconn of the process rules over a larger one of the frontend: when its sockets are open, the next client waits without an answer until one is closed.';

/** How long the fourth client waits for its 101 while three sockets of two seconds are open. */
async function fourth(run) {
  const first = [1, 2, 3].map(() => run.openWebSocket({ seconds: 2 }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const since = performance.now();
  const { status } = await run.openWebSocket({ seconds: 0 });
  const waited = (performance.now() - since) / 1000;
  for (const { handshake } of await Promise.all(first)) assert.ok(handshake);
  return { status, waited };
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status, waited } = await fourth(run);
  assert.equal(status, 101);
  assert.ok(waited > 1.2, `waited ${waited} s`);
  return 'the fourth client waits until a socket is closed';
}

export async function fixed(run) {
  await run.start();
  const { status, waited } = await fourth(run);
  assert.equal(status, 101);
  assert.ok(waited < 0.7, `waited ${waited} s`);
  return 'the fourth client gets its 101 at once';
}
