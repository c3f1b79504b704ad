import assert from 'node:assert/strict';

export const claim = 'A misspelt protocol in alpn loads and never matches: http2 on a bind is never chosen, http1.1 on a server line makes TLS fail.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  assert.equal((await run.getPage()).alpn, 'http/1.1', 'HTTP/2 is not chosen');
  await run.log();
  const { status } = await run.openWebSocket({ tls: ['http/1.1'] });
  assert.equal(status, 503);
  const { state } = await run.log();
  assert.equal(state, 'SC--');
  return `bind: http/1.1; server: ${status}, ${state}`;
}

export async function fixed(run) {
  await run.start();
  assert.equal((await run.getPage()).alpn, 'h2');
  assert.ok((await run.openWebSocket({ tls: ['http/1.1'], seconds: 0.5 })).handshake);
  return 'bind: h2; server: 101';
}
