import assert from 'node:assert/strict';

export const claim = 'alpn h2,http/1.1, and from 2.8 on TLS without alpn, let clients choose HTTP/2; alpn http/1.1 does not, and WebSocket works.';

const BOTH = ['h2', 'http/1.1'];

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const byDefault = run.atLeast('2.8');
  assert.equal((await run.getPage()).alpn, 'h2');
  assert.equal((await run.getPage({ front: 'FRONT2' })).alpn, byDefault ? 'h2' : null);
  assert.ok((await run.openWebSocketHttp2({ seconds: 1 })).handshake, 'a WebSocket over HTTP/2');
  return `alpn h2,http/1.1: h2; no alpn: ${byDefault ? 'h2' : 'nothing agreed upon'}; WebSocket over HTTP/2: 200`;
}

export async function fixed(run) {
  await run.start();
  for (const front of ['FRONT', 'FRONT2']) {
    assert.equal((await run.getPage({ front })).alpn, 'http/1.1');
    const seen = await run.openWebSocket({ front, tls: BOTH, text: 'hello' });
    assert.ok(seen.handshake && seen.alpn === 'http/1.1');
  }
  return 'both ports: http/1.1, WebSocket 101';
}
