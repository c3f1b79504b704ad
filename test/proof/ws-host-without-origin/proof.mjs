import assert from 'node:assert/strict';

export const claim = 'Host is rewritten, Origin is not: a server that compares the two refuses the handshake.';

const BROWSER = { path: '/ws/own-pages', headers: { Origin: 'https://app.local' } };

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status } = await run.openWebSocket(BROWSER);
  assert.equal(status, 403);
  const { host, origin } = run.server.requests[0].headers;
  return `server sees Host ${host}, Origin ${origin}: ${status}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ ...BROWSER, text: 'hello' })).handshake);
  const { host, origin } = run.server.requests[0].headers;
  return `server sees Host ${host}, Origin ${origin}: 101`;
}
