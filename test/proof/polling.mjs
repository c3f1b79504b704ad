// What a Socket.IO client does in a browser, by hand: open a session, poll in it, upgrade it. It keeps cookies.

/** @returns {Promise<{ opened: number | null, polled: number | null, upgraded: number | null, cookie: string | null }>} statuses, and the cookie that was set */
export async function session(run) {
  const opened = await run.ask({ path: '/socket.io/?EIO=4&transport=polling' });
  const sid = /"sid":"([^"]+)"/.exec(opened.body)?.[1] ?? '';
  const cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? null, headers = cookie ? { cookie } : {};
  const polled = await run.ask({ path: `/socket.io/?EIO=4&transport=polling&sid=${sid}`, headers });
  const upgraded = await run.openWebSocket({ path: `/socket.io/?EIO=4&transport=websocket&sid=${sid}`, headers, seconds: 0.2 });
  return { opened: opened.status, polled: polled.status, upgraded: upgraded.status, cookie };
}
