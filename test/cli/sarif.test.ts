// SARIF reports of many configurations against the standard's own schema and a stricter one (test/support/sarif.ts); both refuse reports that are broken on purpose.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { officialSchema, sarifSchema } from '../support/sarif.ts';
import { folder, inFolder } from './cli.ts';

const ILL = 'defaults\n    mode http\nfrontend web\n    bind :8080 # haproxy-ws-ignore: x-y\n    timeout server 30s\n    default_backend app\nbackend app\n    server a 127.0.0.1:1\n';
const FILES = { 'a.cfg': ILL, 'sub dir/100%,b:c.cfg': ILL, 'well.cfg': 'global\n    daemon\n', 'bin.cfg': 'a\0b' };
const PATHS = Object.keys(FILES), ours = sarifSchema(), standard = officialSchema();
const valid = (report: unknown): boolean => [ours(report), standard(report)].every(Boolean);
const errors = (): string => JSON.stringify([...(ours.errors ?? []), ...(standard.errors ?? [])].slice(0, 5), null, 1);

test('with fixes, strange names, files that cannot be used', inFolder(FILES, (f) => {
  const text = f.run(['check', '--format', 'sarif', ...PATHS, 'none: at%all.cfg', '-'], ILL).out;
  assert.ok(valid(JSON.parse(text)), errors());
  assert.ok(text.includes('"fixes"') && text.includes('"toolExecutionNotifications"'));
}));
test('nothing found', inFolder({ 'well.cfg': 'global\n    daemon\n' }, (f) => { assert.ok(valid(JSON.parse(f.run(['check', '--format', 'sarif', 'well.cfg']).out)), errors()); }));

test('a finding of every rule', () => {
  const f = folder(), fixtures = resolve('test/rules'), bad = readdirSync(fixtures, { recursive: true }).map(String).filter((p) => /bad[^/\\]*\.cfg$/.test(p)).sort();
  try {
    assert.ok(bad.length > 50, `${bad.length} fixtures`);
    const report = JSON.parse(f.run(['check', '--format', 'sarif', ...bad.map((p) => join(fixtures, p))]).out) as { runs: { results: { ruleId: string }[]; tool: { driver: { rules: unknown[] } } }[] };
    assert.ok(valid(report), errors());
    const seen = new Set(report.runs[0]!.results.map((r) => r.ruleId)).size;
    console.log(`# SARIF: ${report.runs[0]!.results.length} results of ${seen} rules from ${bad.length} files`);
    assert.ok(seen > report.runs[0]!.tool.driver.rules.length / 2);
  } finally { f.remove(); }
});

test('what is no SARIF is refused', inFolder(FILES, (f) => {
  const good = f.run(['check', '--format', 'sarif', 'a.cfg']).out;
  assert.ok(valid(JSON.parse(good)), errors());
  for (const [from, by] of [['"version":"2.1.0"', '"version":"2.0.0"'], ['"level":"warning"', '"level":"warn"'], [/"startLine":\d+/, '"startLine":0'], [/"message":\{"text"/, '"message":{"txt"'], ['"executionSuccessful":true', '"successful":true'], ['"driver":', '"drivers":'], ['"uri":"a.cfg"', '"uri":"a b.cfg"'], ['"ruleId"', '"rule"'], [/"replacements":\[.*?\]\}\]/, '"replacements":[]}]']] as const) {
    const broken = good.replace(from, by);
    assert.notEqual(broken, good, String(from));
    assert.equal(ours(JSON.parse(broken)), false, String(from));
    assert.equal(standard(JSON.parse(broken)), false, `the standard's own: ${String(from)}`);
  }
}));
