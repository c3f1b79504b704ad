// What a Socket.IO client does in a browser, by hand: open a session, poll in it, upgrade it. It keeps cookies.
import assert from 'node:assert/strict';

/** @returns {Promise<{ opened: number | null, polled: number | null, upgraded: number | null, cookie: string | null }>} statuses, and the cookie that was set */
async function session(run) {
  const opened = await run.ask({ path: '/socket.io/?EIO=4&transport=polling' });
  const sid = /"sid":"([^"]+)"/.exec(opened.body)?.[1] ?? '';
  const cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? null, headers = cookie ? { cookie } : {};
  const polled = await run.ask({ path: `/socket.io/?EIO=4&transport=polling&sid=${sid}`, headers });
  const upgraded = await run.openWebSocket({ path: `/socket.io/?EIO=4&transport=websocket&sid=${sid}`, headers, seconds: 0.2 });
  return { opened: opened.status, polled: polled.status, upgraded: upgraded.status, cookie };
}

/** HAProxy loads it and says nothing; `cookie`: what it sets (null: none), and the next request goes to another server. */
export const apart = (cookie, says) => async (run) => {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const { opened, polled, cookie: got } = await session(run);
  assert.deepEqual({ opened, polled, cookie: got }, { opened: 200, polled: 400, cookie });
  return `${says}, session opened, next request 400`;
};

/** A cookie keeps the session on one server. */
export async function fixed(run) {
  await run.start();
  const { opened, polled, upgraded, cookie } = await session(run);
  assert.deepEqual({ opened, polled, upgraded }, { opened: 200, polled: 200, upgraded: 101 });
  assert.match(cookie ?? '', /^SRV=chat[12]$/);
  return 'cookie set, session opened, polled, upgraded';
}
