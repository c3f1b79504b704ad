import assert from 'node:assert/strict';

export const claim = 'stick on src with an expire below the life of the socket: the entry is gone while the socket is open, and the next one of the client goes to another server.';

/** Servers of a socket that stays, and of one that comes two seconds later. */
async function servers(run) {
  const first = run.openWebSocket({ seconds: 3 });
  await new Promise((resolve) => setTimeout(resolve, 2200));
  const second = await run.openWebSocket({ seconds: 0.3 });
  assert.ok(second.handshake && (await first).handshake);
  const logs = [await run.log(), await run.log()];
  return logs.map(({ server }) => server).sort();
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  assert.deepEqual(await servers(run), ['live1', 'live2']);
  return 'two servers for one client';
}

export async function fixed(run) {
  await run.start();
  assert.equal(new Set(await servers(run)).size, 1);
  return 'one server';
}
