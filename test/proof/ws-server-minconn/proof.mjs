import assert from 'node:assert/strict';

export const claim = 'With minconn 2, maxconn 10 and a fullconn of 100 the third WebSocket gets 503, because slots come only with the load of the whole backend. Without minconn it gets its slot.';

/** Statuses of four clients that come one after the other and stay. */
async function four(run) {
  const clients = [];
  for (let i = 0; i < 4; i++) {
    clients.push(run.openWebSocket({ seconds: 2.5 }));
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return (await Promise.all(clients)).map(({ status }) => status);
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  assert.deepEqual(await four(run), [101, 101, 503, 503]);
  const { state } = await run.log();
  assert.equal(state, 'sQ--');
  return 'two sockets, then 503 sQ--';
}

export async function fixed(run) {
  await run.start();
  assert.deepEqual(await four(run), [101, 101, 101, 101]);
  return 'four sockets';
}
