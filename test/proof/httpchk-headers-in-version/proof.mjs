import assert from 'node:assert/strict';

export const claim = 'Headers after the version of option httpchk: a warning up to 2.6, refused from 2.7 on.';

/** The first health check that the server got. */
async function firstCheck(run) {
  const { status, check } = await run.health('be_app', 'app1', 'UP');
  const { line, headers } = run.server.requests[0];
  assert.equal(line, 'GET /health HTTP/1.1');
  assert.equal(headers.host, 'app.local');
  assert.match(headers.connection, /close/, 'HAProxy closes after a check by itself');
  return `${status} ${check}`;
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  const line = run.config.split('\n').findIndex((text) => text.includes('option httpchk')) + 1;
  const message = alerts.find((alert) => alert.line === line);
  if (run.atLeast('2.7')) {
    assert.notEqual(exit, 0);
    assert.equal(message?.severity, 'ALERT');
    await assert.rejects(() => run.start(), /did not start/);
    return 'does not start';
  }
  assert.equal(exit, 0);
  assert.equal(message?.severity, 'WARNING');
  assert.match(message.message, /deprecated/);
  await run.start();
  return `-c warns, ${await firstCheck(run)}`;
}

export async function fixed(run) {
  await run.start();
  return firstCheck(run);
}
