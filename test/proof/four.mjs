// Four WebSockets at once against a limit of two: in bad.cfg it does not act.
import assert from 'node:assert/strict';

/** Four WebSockets at once, one after the other; their statuses. */
async function four(run) {
  const open = [];
  const statuses = [];
  for (let n = 0; n < 4; n++) {
    open.push(run.openWebSocket({ seconds: 1.2 }));
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  for (const seen of await Promise.all(open)) statuses.push(seen.status);
  return statuses;
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const seen = await four(run);
  assert.deepEqual(seen, [101, 101, 101, 101]);
  return 'limit 2: four of four pass';
}

export async function fixed(run) {
  await run.start();
  const seen = await four(run);
  assert.deepEqual(seen, [101, 101, 429, 429]);
  return 'limit 2: two pass, two get 429';
}
