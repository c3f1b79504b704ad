import assert from 'node:assert/strict';

export const claim = 'balance source counts the address of the proxy in front: clients with six addresses land on one server. With http-request set-src they are spread, and each stays on its server.';

/** The server of each of six clients, twice. */
async function servers(run) {
  const used = [];
  for (let i = 0; i < 12; i++) {
    const { handshake } = await run.openWebSocket({ seconds: 0.05, headers: { 'X-Forwarded-For': `198.51.100.${1 + (i % 6)}` } });
    assert.ok(handshake);
    used.push((await run.log()).server);
  }
  assert.deepEqual(used.slice(0, 6), used.slice(6), 'everybody stays where he was');
  return new Set(used).size;
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  assert.equal(await servers(run), 1);
  return 'one of three servers gets all clients';
}

export async function fixed(run) {
  await run.start();
  assert.equal(await servers(run), 3);
  return 'all three servers get clients';
}
