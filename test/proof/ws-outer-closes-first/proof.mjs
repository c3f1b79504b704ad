import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';

export const claim = 'A balancer in front with a shorter idle limit closes the socket, whatever timeout tunnel says; in the log the client seems to have left. Pings that come more often keep it open.';

/** What balancers do: pass bytes on, and close both sides after a second in which there were none. */
async function behindBalancer(run, options) {
  const front = Number(run.env.FRONT);
  const balancer = createServer((client) => {
    const inner = connect(front, '127.0.0.1'), close = () => { client.end(); inner.end(); };
    let idle = setTimeout(close, 1000);
    for (const [from, to] of [[client, inner], [inner, client]]) {
      from.on('data', (data) => { clearTimeout(idle); idle = setTimeout(close, 1000); to.write(data); });
      from.on('end', () => to.end()).on('error', () => {}).on('close', () => clearTimeout(idle));
    }
  });
  await new Promise((resolve) => balancer.listen(0, '127.0.0.1', resolve));
  try { return await run.openWebSocket({ ...options, port: balancer.address().port }); } finally { balancer.close(); }
}

export async function bad(run) {
  await run.start();
  const silent = await behindBalancer(run, { seconds: 3 });
  assert.ok(silent.handshake);
  assert.equal(silent.end, 'closed');
  assert.ok(silent.after > 0.8 && silent.after < 2.2, `closed after ${silent.after} s`);
  const { status, state } = await run.log();
  assert.deepEqual({ status, state }, { status: 101, state: '----' }, 'no timeout of HAProxy');
  return 'silent closed at 1 s, 101 ----';
}

export async function fixed(run) {
  await run.start();
  const { handshake, end } = await behindBalancer(run, { seconds: 3, ping: 0.4 });
  assert.ok(handshake);
  assert.equal(end, 'open');
  return 'with pings every 0.4 s open after 3 s';
}
