import assert from 'node:assert/strict';

export const claim = 'After a reload the old process stays as long as one WebSocket is open; hard-stop-after ends it, and the socket with it.';

async function reload(run, seconds) {
  await run.start();
  const socket = run.openWebSocket({ seconds: seconds + 1, ping: 0.5 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const after = await run.softStop(seconds);
  return { after, socket: await socket };
}

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  const { after, socket } = await reload(run, 3);
  assert.equal(after, Number.POSITIVE_INFINITY);
  assert.equal(socket.end, 'open');
  return 'old process still there after 3 s';
}

export async function fixed(run) {
  const { after, socket } = await reload(run, 4);
  assert.ok(after < 3, `${after}`);
  assert.equal(socket.end, 'closed');
  return 'old process ends after 1 s';
}
