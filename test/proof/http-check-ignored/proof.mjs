import assert from 'node:assert/strict';

export const claim = 'Without option httpchk the rules are ignored (HAProxy warns), without check on the server nothing is asked (HAProxy is silent): a server whose check would fail stays up.';

export async function bad(run) {
  const { exit, alerts } = run.check();
  assert.equal(exit, 0);
  assert.deepEqual(alerts.map(({ message }) => /'be_rules' uses http-check rules without 'option httpchk'/.test(message)), [true]);
  await run.start();
  const { check } = await run.health('be_rules', 'rule1', 'UP');
  assert.match(check, /^L4OK/, 'a connection is all that is tried');
  const row = await run.stat('be_words', 'word1');
  assert.equal(row.status, 'no check');
  assert.deepEqual(run.server.requests, [], 'nobody asks for /ws');
  return `${check} instead of HTTP; ${row.status}`;
}

export async function fixed(run) {
  await run.start();
  for (const [proxy, name] of [['be_rules', 'rule1'], ['be_words', 'word1']]) assert.equal((await run.health(proxy, name, 'DOWN')).check, 'L7STS/426');
  return 'both asked: L7STS/426, DOWN';
}
