import assert from 'node:assert/strict';

export const claim = 'Without its upgrade headers the request reaches the server as a plain GET (426); without them in the answer the log says 101 and the client gives up.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
  await run.start();
  const request = await run.openWebSocket();
  assert.equal(request.status, 426);
  const got = run.server.requests[0].headers;
  assert.ok(!/upgrade/i.test(got.connection ?? ''), 'the server sees no upgrade');
  const first = await run.log();
  assert.deepEqual([first.backend, first.status], ['be_chat', 426]);

  const response = await run.openWebSocket({ front: 'FRONT2' });
  assert.equal(response.status, 101);
  assert.ok(!response.handshake, 'no WebSocket client takes this 101');
  assert.ok(!/upgrade/i.test(response.headers.connection ?? ''));
  const second = await run.log();
  assert.deepEqual([second.backend, second.status], ['be_feed', 101]);
  return `request side: ${request.status}; response side: ${response.status} in the log, refused by the client`;
}

export async function fixed(run) {
  await run.start();
  for (const front of ['FRONT', 'FRONT2']) {
    const { handshake, texts } = await run.openWebSocket({ front, text: 'hello' });
    assert.deepEqual({ handshake, texts }, { handshake: true, texts: ['echo hello'] });
  }
  return 'both sides: handshake accepted';
}
