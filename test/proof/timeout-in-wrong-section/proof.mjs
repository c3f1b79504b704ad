import assert from 'node:assert/strict';

export const claim = 'timeout tunnel in a frontend has no effect: HAProxy takes it from the backend that serves the request.';

export async function bad(run) {
  const line = run.config.split('\n').findIndex((text) => text.includes('timeout tunnel')) + 1;
  const { exit, alerts } = run.check();
  assert.equal(exit, 0, 'it loads');
  assert.match(alerts.find((alert) => alert.line === line)?.message ?? '', /'timeout tunnel' will be ignored/);
  await run.start();
  const seen = await Promise.all(['/ws/api', '/ws'].map((path) => run.openWebSocket({ path, seconds: 3 })));
  for (const { handshake, end, after } of seen) {
    assert.ok(handshake);
    assert.equal(end, 'closed');
    assert.ok(after > 0.4 && after < 1.9, `closed after ${after} s: timeout client and server, not tunnel`);
  }
  const logs = [await run.log(), await run.log()];
  assert.deepEqual(logs.map(({ status, state, backend }) => `${backend} ${status} ${state}`).sort(), ['be_api 101 cD--', 'be_app 101 cD--']);
  return `-c warns, both closed at 1 s, 101 cD--`;
}

export async function fixed(run) {
  await run.start();
  const seen = await Promise.all(['/ws/api', '/ws'].map((path) => run.openWebSocket({ path, seconds: 2.5 })));
  assert.deepEqual(seen.map(({ handshake, end }) => [handshake, end]), [[true, 'open'], [true, 'open']]);
  return '-c silent, both open after 2.5 s';
}
