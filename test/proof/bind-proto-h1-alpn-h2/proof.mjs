import assert from 'node:assert/strict';

export const claim = 'proto h1 with h2 in the offer: a browser picks h2 and gets neither page nor WebSocket. From 2.8 on h2 is in the offer without alpn, too.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const fronts = run.atLeast('2.8') ? ['FRONT', 'FRONT2'] : ['FRONT'];
  for (const front of fronts) {
    const page = await run.getPage({ front, seconds: 2 });
    assert.equal(page.alpn, 'h2');
    assert.notEqual(page.status, 200);
    assert.ok(!(await run.openWebSocketHttp2({ front, seconds: 2 })).handshake);
  }
  if (fronts.length === 1) assert.equal((await run.getPage({ front: 'FRONT2' })).status, 200, 'before 2.8 nothing is offered');
  return `${fronts.length} of 2 ports: h2 picked, no page, no WebSocket`;
}

export async function fixed(run) {
  await run.start();
  for (const front of ['FRONT', 'FRONT2']) {
    const page = await run.getPage({ front });
    assert.deepEqual([page.alpn, page.status], ['http/1.1', 200]);
    assert.ok((await run.openWebSocket({ front, text: 'hello', tls: ['h2', 'http/1.1'] })).handshake);
  }
  return 'http/1.1: page 200, WebSocket 101';
}
