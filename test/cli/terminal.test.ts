// On a terminal: colours, the piece of text that a finding is about, a bar while many files are checked. A terminal is had from `script`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type Folder, inFolder } from './cli.ts';

const ILL = 'frontend web\n    bind :8080\n    timeout server 30s\n';
const MANY = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`haproxy-${i}.cfg`, `# ${i}\n${ILL}`]));
const has = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
if (!has) console.log('# No `script` of util-linux here: how the command looks on a terminal was NOT TESTED.');

function onTerminal(f: Folder, args: string, env: Record<string, string> = {}): string {
  const { NO_COLOR, FORCE_COLOR, CI, ...rest } = process.env, { stdout, error } = spawnSync('script', ['-qec', `'${process.execPath}' '${resolve('dist/cli.js')}' ${args}`, '/dev/null'], { cwd: f.path, encoding: 'utf8', env: { ...rest, TERM: 'xterm', ...env }, timeout: 60_000 });
  if (error) throw error;
  return stdout;
}

if (has) {
  test('colours and frames', inFolder({ 'a.cfg': ILL }, (f) => {
    const out = onTerminal(f, 'check a.cfg');
    assert.match(out, /\x1b\[1ma\.cfg:3:5\x1b\[0m \x1b\[33mwarning\x1b\[0m/);
    assert.match(out, / {2}3 \| {5}timeout server 30s\r\n {4}\| {5}\x1b\[33m\^+\x1b\[0m/);
    const plain = onTerminal(f, 'check a.cfg', { NO_COLOR: '1' });
    assert.ok(!plain.includes('\x1b'));
    assert.match(plain, / {2}3 \| {5}timeout server 30s/, 'the frame needs no colour');
  }));
  test('the bar comes, and is gone at the end', inFolder(MANY, (f) => {
    for (const jobs of ['1', '2']) {
      const out = onTerminal(f, `check --jobs ${jobs} --format json . > report.json`);
      assert.match(out, /\r\x1b\[K\[=* *\] \d+ of 60 files, \d+ findings?/);
      assert.ok(out.endsWith('\r\x1b[K'), JSON.stringify(out.slice(-80)));
      assert.equal((JSON.parse(f.get('report.json').toString()) as { files: unknown[] }).files.length, 60);
      assert.ok(!onTerminal(f, `check --jobs ${jobs} --format json . > report.json`, { CI: 'true' }).includes(' of 60 files'));
    }
  }));
}
