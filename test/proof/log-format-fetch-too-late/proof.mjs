import assert from 'node:assert/strict';

export const claim = 'HAProxy does not start with a request header in log-format: the headers are gone when the line is written.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.notEqual(exit, 0);
  const line = run.config.split('\n').findIndex((text) => text.includes('log-format')) + 1;
  const alert = alerts.find(({ severity, message }) => severity === 'ALERT' && /req\.hdr.*may not be reliably used here/.test(message));
  assert.equal(alert?.line, line, 'and it names this line');
  await assert.rejects(() => run.start(), /did not start/);
  return 'does not start';
}

export async function fixed(run) {
  await run.start();
  const { texts } = await run.openWebSocket({ text: 'hello' });
  assert.deepEqual(texts, ['echo hello']);
  const { line } = await run.log(/upgrade=/);
  assert.match(line, / be_live\/live1 101 \S+ upgrade=websocket "GET \/ws /);
  return 'starts, logs upgrade=websocket';
}
