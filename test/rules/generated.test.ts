// The registry and the rule pages are what the rule files and fixtures say now.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { RULES } from '../../server/src/engine/index.ts';

test('registry and rule pages are fresh', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/gen-rules.mjs', '--check'], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(status, 0, `${stderr}${stdout}`);
});

test('every rule has a page, every page a rule', () => {
  assert.deepEqual(readdirSync('docs/rules').filter((f) => f !== 'README.md').sort(), RULES.map((r) => `${r.id}.md`).sort());
});

test('every rule says what, why and from where', () => {
  for (const rule of RULES) {
    assert.match(rule.id, /^[a-z]+(-[a-z0-9]+)+$/);
    assert.match(rule.title, /^[A-Za-z].*[^.]$/, `${rule.id}: title`);
    assert.match(rule.why, /^\S.*\.$/s, `${rule.id}: why is a paragraph`);
    assert.ok(rule.source.length > 2, `${rule.id}: source`);
    assert.equal(rule.fix !== 'none', rule.repair !== undefined, `${rule.id}: fix says what repair does`);
  }
});
