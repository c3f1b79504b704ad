// The GitHub action's script, the pre-commit hooks and the examples of docs/pipelines.md.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { sarifSchema } from '../support/sarif.ts';
import { folder, type Folder, inFolder } from './cli.ts';

const ILL = 'frontend web\n    bind :8080\n    timeout server 30s\n', WELL = 'global\n    daemon\n';
const ACTION = readFileSync('action.yml', 'utf8');

/** The step as a runner would start it: inputs by their names in action.yml. */
function act(f: Folder, inputs: Record<string, string>): { readonly code: number | null; readonly out: string; readonly err: string } {
  const given = new Map([...ACTION.matchAll(/^ {2}([a-z-]+):\n {4}description: .+\n {4}default: (.*)$/gm)].map(([, name, value]) => [name!, value!.replace(/^'(.*)'$/, '$1')]));
  for (const [k, v] of Object.entries(inputs)) { assert.ok(given.has(k), k); given.set(k, v); }
  const env = Object.fromEntries([...ACTION.matchAll(/^ {8}([A-Z_]+): \$\{\{ (?:inputs\.([a-z-]+)|github\.action_path) \}\}$/gm)].map(([, name, input]) => [name!, input ? given.get(input)! : resolve('.')]));
  const run = /^ {6}run: (.+)$/m.exec(ACTION)![1]!, { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', run], { cwd: f.path, encoding: 'utf8', env: { PATH: process.env.PATH, ...env }, timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

test('the action: every input reaches the script, and none is written into code', () => {
  const inputs = [...ACTION.matchAll(/^ {2}([a-z-]+):\n {4}description/gm)].map((m) => m[1]);
  assert.deepEqual(inputs, ['files', 'version', 'fail-on', 'sarif']);
  for (const name of inputs) assert.equal(ACTION.split(`\${{ inputs.${name} }}`).length, 2, name);
  assert.doesNotMatch(/run: .*/.exec(ACTION)![0], /\$\{\{/);
});
if (process.platform !== 'win32') {
  test('the action: annotations, exit codes, versions, several files, SARIF', inFolder({ 'conf/haproxy.cfg': ILL, 'my conf/b.cfg': WELL, 'well.cfg': WELL }, (f) => {
    const ill = act(f, {});
    assert.equal(ill.code, 1, ill.err);
    assert.match(ill.out, /^::warning file=conf\/haproxy\.cfg,line=3,/m);
    assert.equal(act(f, { files: ' my conf/b.cfg \n\nwell.cfg\n' }).code, 0);
    assert.equal(act(f, { 'fail-on': 'never' }).code, 0);
    assert.equal(act(f, { version: '9.9' }).code, 2);
    assert.equal(act(f, { files: 'none.cfg' }).code, 2);
    const sarif = act(f, { sarif: 'out.sarif' });
    assert.equal(sarif.code, 1);
    assert.ok(sarifSchema()(JSON.parse(f.get('out.sarif').toString())));
  }));
  test('the action: inputs are data', inFolder({ 'well.cfg': WELL }, (f) => {
    for (const evil of ['well.cfg; touch evil', '$(touch evil)', '`touch evil`', '--fix', '-']) act(f, { files: evil, version: '3.2' });
    act(f, { version: '$(touch evil)' });
    assert.ok(!existsSync(join(f.path, 'evil')));
  }));
}

test('pre-commit: the entries run, and find the files by name', () => {
  const hooks = [...readFileSync('.pre-commit-hooks.yaml', 'utf8').matchAll(/^- id: (\S+)\n(?: {2}.+\n)*? {2}entry: haproxy-ws (.+)\n {2}language: node\n {2}files: (.+)$/gm)];
  assert.deepEqual(hooks.map((h) => h[1]), ['haproxy-ws', 'haproxy-ws-fix']);
  for (const [, , entry, files] of hooks) {
    const f = folder({ 'haproxy.cfg': ILL, 'well.cfg': WELL });
    try {
      assert.equal(f.run([...entry!.split(' '), 'haproxy.cfg']).code, 1);
      assert.equal(f.run([...entry!.split(' '), 'well.cfg']).code, 0);
    } finally { f.remove(); }
    const matches = new RegExp(files!);
    for (const name of ['haproxy.cfg', 'a/b/haproxy-prod.cfg', 'x.haproxy']) assert.ok(matches.test(name), name);
    for (const name of ['setup.cfg', 'haproxy.cfg.bak', 'my-haproxy.cfg']) assert.ok(!matches.test(name), name);
  }
});

test('the commands of docs/pipelines.md', inFolder({ 'conf/haproxy.cfg': ILL }, (f) => {
  const page = readFileSync('docs/pipelines.md', 'utf8'), [, args] = /- npx --yes haproxy-ws (.+) > haproxy\.xml/.exec(page)!;
  assert.match(f.run(args!.split(' ')).out, /^<\?xml/);
  for (const format of ['text', 'json', 'sarif', 'github', 'junit']) { assert.ok(page.includes(`| \`${format}\` |`), format); assert.equal(f.run(['check', '--format', format, '.']).code, 1, format); }
  for (const [, input] of page.matchAll(/^ {10}([a-z-]+): /gm)) assert.ok(input === 'sarif_file' || ACTION.includes(`\n  ${input}:\n`), input);
}));
