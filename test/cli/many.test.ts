// Many files on several threads, JUnit, and --watch.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { folder, inFolder } from './cli.ts';

const ILL = 'frontend web\n    bind :8080\n    timeout client 30s\n    timeout server 30s\n    default_backend app\nbackend app\n    timeout connect 5s\n    server a 127.0.0.1:1\n', WELL = 'global\n    daemon\n';
const MANY = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`haproxy-${String(i).padStart(3, '0')}.cfg`, i % 3 ? `${WELL}# ${i}\n` : `${'# \u00e9\n'.repeat(i)}${ILL}`]));

for (const format of ['json', 'text', 'sarif', 'junit', 'github']) test(`threads change nothing in the report: ${format}`, inFolder({ ...MANY, 'bin.cfg': 'a\0b' }, (f) => {
  const of = (jobs: string): [number | null, string, string] => { const r = f.run(['check', '--format', format, '--jobs', jobs, '.', 'bin.cfg', 'none.cfg'], '', { FORCE_COLOR: '1' }); return [r.code, r.out, r.err]; };
  const one = of('1');
  assert.equal(one[0], 2);
  assert.match(one[1], /timeout-in-wrong-section/);
  assert.deepEqual(of('3'), one);
}));

test('threads repair, too', inFolder(MANY, (f) => {
  const first = f.run(['check', '--fix', '--jobs', '2', '.']), again = f.run(['check', '--jobs', '1', '--format', 'json', '.']);
  assert.ok(!again.out.includes('timeout-in-wrong-section'), first.out);
  assert.match(f.get('haproxy-003.cfg').toString(), /backend app\n[\s\S]*timeout server 30s/);
  assert.equal(f.get('haproxy-001.cfg').toString(), MANY['haproxy-001.cfg']);
}));

test('no bar where nobody looks at it', inFolder(MANY, (f) => { assert.equal(f.run(['check', '--jobs', '2', '.']).err, ''); }));

test('arguments', inFolder({ 'a.cfg': WELL }, (f) => {
  for (const args of [['--jobs', '0'], ['--jobs', 'x'], ['--watch', '-']]) assert.equal(f.run(['check', ...args, 'a.cfg']).code, 2, args.join(' '));
  assert.equal(f.run(['checkup', '--watch', 'a.cfg']).code, 2);
}));

test('junit: suites of files, failures at the limit, everything escaped', inFolder({ 'a&"<b>.cfg': `${ILL}# haproxy-ws-ignore: x-y\n`, 'well.cfg': WELL }, (f) => {
  const xml = f.run(['check', '--format', 'junit', 'a&"<b>.cfg', 'well.cfg', 'none\x01.cfg']).out;
  assert.match(xml, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="haproxy-ws">\n/);
  assert.match(xml, /<testsuite name="a&#38;&#34;&#60;b&#62;\.cfg" tests="\d+" failures="[1-9]\d*" errors="0">/);
  assert.match(xml, /<failure type="warning" message="[^"<]+">[^<]*:4:5 warning [^<]*\[timeout-in-wrong-section\]<\/failure>/);
  assert.match(xml, /<testcase [^>]*unused-suppression[^>]*><system-out>/, 'milder than the limit: no failure');
  assert.match(xml, /<testsuite name="well\.cfg" tests="1" failures="0" errors="0">\n {4}<testcase classname="well\.cfg" name="no findings" file="well\.cfg"\/>/);
  assert.match(xml, /<testsuite name="none\ufffd\.cfg" tests="1" failures="0" errors="1">/);
  // well-formed: every tag that opens closes
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([a-z-]+)(?:\s[^<>]*?)?(\/?)>/g)) { if (close) assert.equal(open.pop(), name); else if (!self) open.push(name!); }
  assert.deepEqual(open, []);
  assert.match(f.run(['check', '--format', 'junit', '--fail-on', 'never', 'a&"<b>.cfg']).out, /failures="0"/);
}));

test('--watch checks what changed, and everything when the settings did', { timeout: 60_000 }, async () => {
  const f = folder({ 'haproxy-a.cfg': WELL, 'haproxy-b.cfg': ILL }), child = spawn(process.execPath, [resolve('dist/cli.js'), 'check', '--watch', '--format', 'json', '.'], { cwd: f.path });
  let out = '', ended: number | null | undefined;
  child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
  child.on('exit', (code) => { ended = code; });
  const reports = (): { files: { path: string; findings: { rule: string }[] }[] }[] => out.split('\n]}\n').slice(0, -1).map((t) => JSON.parse(`${t}\n]}`) as never);
  const nth = async (n: number): Promise<Record<string, number>> => {
    for (let i = 0; reports().length < n; i++) { if (i > 300 || ended !== undefined) assert.fail(`report ${n}; ended: ${ended}, got: ${out}`); await new Promise((r) => { setTimeout(r, 100); }); }
    return Object.fromEntries(reports()[n - 1]!.files.map((x) => [x.path, x.findings.filter((y) => y.rule === 'timeout-in-wrong-section').length]));
  };
  try {
    assert.deepEqual(await nth(1), { 'haproxy-a.cfg': 0, 'haproxy-b.cfg': 1 });
    await new Promise((r) => { setTimeout(r, 400); });
    writeFileSync(join(f.path, 'haproxy-a.cfg'), ILL);
    assert.deepEqual(await nth(2), { 'haproxy-a.cfg': 1 });
    writeFileSync(join(f.path, 'haproxy-new.cfg'), ILL);
    assert.deepEqual(await nth(3), { 'haproxy-new.cfg': 1 });
    writeFileSync(join(f.path, 'haproxy-ws.json'), '{"rules":{"timeout-in-wrong-section":"off"}}');
    assert.deepEqual(await nth(4), { 'haproxy-a.cfg': 0, 'haproxy-b.cfg': 0, 'haproxy-new.cfg': 0 });
    assert.equal(ended, undefined, 'it goes on');
  } finally { child.kill(); f.remove(); }
});

test('help tells all of it', inFolder({}, (f) => {
  const help = f.run(['--help']).out;
  for (const word of ['--watch', '--jobs', 'junit', 'haproxy-ws.json']) assert.ok(help.includes(word), word);
  assert.ok(readFileSync('docs/configuration.md', 'utf8').includes('haproxy-ws.json'));
}));
