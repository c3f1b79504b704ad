// What the other tests rely on when they ask real HAProxy.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkConfig, compareVersions, parseMessages, requireBuilds } from './haproxy.mjs';

test('messages: severity, line, and what stands on the lines below', () => {
  const output = `[NOTICE]   (12) : haproxy version is 2.6.12
[WARNING]  (12) : config : parsing [/tmp/x:14]: 'option httpchk' : hiding headers is deprecated.
   | and goes on here
[ALERT]    (12) : config : Fatal errors found in configuration.
`;
  assert.deepEqual(parseMessages(output), [
    { severity: 'WARNING', line: 14, message: "config : parsing [/tmp/x:14]: 'option httpchk' : hiding headers is deprecated.\n   | and goes on here" },
    { severity: 'ALERT', line: null, message: 'config : Fatal errors found in configuration.' },
  ]);
});

test('versions sort by number, not by letter', () => {
  assert.deepEqual(['3.10.0', '3.2', '2.6.12', '3.2.1'].sort(compareVersions), ['2.6.12', '3.2', '3.2.1', '3.10.0']);
});

for (const build of requireBuilds('HAProxy answers for a good and a bad file')) {
  test(`HAProxy ${build.version} takes a good file and names the line of a bad one`, () => {
    const text = 'defaults\n    mode http\n    timeout connect 1s\n    timeout client 1s\n    timeout server 1s\nlisten web\n    bind "127.0.0.1:${PORT}"\n';
    assert.deepEqual(checkConfig(build, text, { env: { PORT: '18080' } }).alerts, []);
    const bad = checkConfig(build, text.replace('mode http', 'mode hppt'));
    assert.notEqual(bad.exit, 0);
    assert.equal(bad.alerts.find(({ message }) => /unknown proxy mode/.test(message))?.line, 2);
  });
}
