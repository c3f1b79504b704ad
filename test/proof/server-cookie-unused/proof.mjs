import assert from 'node:assert/strict';
import { session } from '../polling.mjs';

export const claim = 'Cookie values on the servers do nothing without a cookie line: none is set, and the next request of a client goes to another server.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { opened, polled, cookie } = await session(run);
  assert.deepEqual({ opened, polled, cookie }, { opened: 200, polled: 400, cookie: null });
  return 'no cookie, session opened, next request 400';
}

export async function fixed(run) {
  await run.start();
  const { opened, polled, upgraded, cookie } = await session(run);
  assert.deepEqual({ opened, polled, upgraded }, { opened: 200, polled: 200, upgraded: 101 });
  assert.match(cookie ?? '', /^SRV=chat[12]$/);
  return 'cookie set, session opened, polled, upgraded';
}
