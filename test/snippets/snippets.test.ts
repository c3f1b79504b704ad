// Every snippet, inserted with its defaults into the place it is for, is accepted by every HAProxy at hand without a word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import snippets from '../../snippets/haproxy.json' with { type: 'json' };
import { checkConfig, requireBuilds } from '../support/haproxy.mjs';
import { AROUND, together } from './around.ts';
import { type Snippet, expand, variants } from './expand.ts';

const all: Snippet[] = Object.values(snippets);
const byPrefix = (prefix: string) => {
  const found = all.find((snippet) => snippet.prefix === prefix);
  assert.ok(found, `there is a snippet ${prefix}`);
  return found;
};

test('every snippet has a prefix of its own, a description, and a place to be tried in', () => {
  assert.deepEqual(all.map(({ prefix }) => prefix).sort(), Object.keys(AROUND).sort());
  for (const { prefix, description, body } of all) {
    assert.match(description, /^[A-Z].*\.$/, `${prefix} has a description`);
    assert.equal(body.at(-1), '$0', `${prefix} ends with the final cursor`);
    for (const line of body) assert.doesNotMatch(line, /^ |[ \t]$/, `${prefix} indents with tabs, which the editor turns into its own`);
  }
});

test('defaults, choices, repeated placeholders and escapes expand as in an editor', () => {
  const body = ['a ${1:x} $1 ${1}', '\t${2|h2\\,http/1.1,two|} %{+Q\\}r \\$5', '$0'];
  assert.equal(expand(body), 'a x x x\n    h2,http/1.1 %{+Q}r $5\n');
  assert.equal(expand(body, 1), 'a x x x\n    two %{+Q}r $5\n');
  assert.equal(variants(body), 2);
});

for (const build of requireBuilds('HAProxy accepts every snippet')) {
  for (const { prefix, body } of all) {
    for (let choice = 0; choice < variants(body); choice++) {
      test(`HAProxy ${build.version} accepts ${prefix}${choice ? `, option ${choice + 1}` : ''}`, () => {
        const text = AROUND[prefix]!(expand(body, choice));
        const { exit, alerts } = checkConfig(build, text);
        assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, text);
      });
    }
  }
  test(`HAProxy ${build.version} accepts a file made of snippets`, () => {
    const whole = together((prefix) => expand(byPrefix(prefix).body));
    const { exit, alerts } = checkConfig(build, whole);
    assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, whole);
  });
}
