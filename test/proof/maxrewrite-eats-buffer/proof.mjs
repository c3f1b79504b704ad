import assert from 'node:assert/strict';

export const claim = 'Raising tune.maxrewrite shrinks what fits: a 12 KB cookie that the defaults take is refused. A larger tune.bufsize makes room.';

const COOKIE = { headers: { Cookie: `session=${'x'.repeat(12_000)}` } };

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { status } = await run.openWebSocket(COOKIE);
  assert.ok(status === 400 || status === 431 || status === 414, String(status));
  return `12 KB cookie: ${status}`;
}

export async function fixed(run) {
  await run.start();
  assert.ok((await run.openWebSocket({ ...COOKIE, text: 'hello' })).handshake);
  return '12 KB cookie: 101';
}
