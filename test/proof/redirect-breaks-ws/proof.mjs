import assert from 'node:assert/strict';

export const claim = 'A redirect to https answers a ws:// handshake with a redirect instead of 101.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status, headers } = await run.openWebSocket();
  assert.ok(status === 301 || status === 302, String(status));
  assert.match(headers.location ?? '', /^https:/);
  return `ws:// client: ${status}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ text: 'hello' })).handshake);
  return 'ws:// client: 101';
}
