import assert from 'node:assert/strict';

export const claim = 'In mode tcp nobody waits for the request: a client that sends it a moment after connecting is routed as if it had no header.';

const backendOf = async (run) => {
  assert.ok((await run.openWebSocket({ wait: 0.3, text: 'hello' })).handshake);
  return (await run.log()).backend;
};

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  assert.equal(await backendOf(run), 'be_pages');
  return 'goes to be_pages';
}

export async function fixed(run) {
  await run.start();
  assert.equal(await backendOf(run), 'be_live');
  return 'goes to be_live';
}
