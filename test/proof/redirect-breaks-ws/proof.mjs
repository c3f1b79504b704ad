import assert from 'node:assert/strict';

export const claim = 'A redirect to https answers a ws:// handshake with a redirect instead of 101.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = [];
  for (const front of ['FRONT', 'FRONT2']) {
    const { status, headers } = await run.openWebSocket({ front });
    assert.ok(status === 301 || status === 302, String(status));
    assert.match(headers.location ?? '', /^https:/);
    seen.push(status);
  }
  return `ws:// client: ${seen.join(', ')}`;
}

export async function fixed(run) {
  await run.start();
  for (const front of ['FRONT', 'FRONT2']) assert.ok((await run.openWebSocket({ front, text: 'hello' })).handshake);
  return 'ws:// client: 101';
}
