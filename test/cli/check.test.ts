// The command's contract: exit codes, which files, standard input, fixes that leave the other bytes alone.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from './cli.ts';

/** A warning (HAProxy ignores the line), with a safe fix. */
const ILL = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n    timeout server 1m\nfrontend web\n    bind :8080\n    timeout server 30s\n    default_backend app\nbackend app\n    server a 127.0.0.1:8000\n';
const WELL = ILL.replace('    timeout server 30s\n', '');
/** What --fix makes of it. */
const FIXED = WELL.replace('\nbackend app\n', '\nbackend app\n    timeout server 30s\n');
/** A hint: the comment silences nothing. */
const HINT = WELL.replace('bind :8080', 'bind :8080 # haproxy-ws-ignore: no-such-finding');

interface Output { files: { path: string; target: string; findings: { rule: string; severity: string; range: { start: { line: number; character: number } }; fixes: { safe: boolean }[] }[] }[]; errors?: { path: string; message: string }[] }
const json = (out: string): Output => JSON.parse(out) as Output;
const rules = (out: string): string[][] => json(out).files.map((f) => f.findings.map((x) => x.rule));

for (const [what, args, code] of [
  ['a healthy file', ['well.cfg'], 0],
  ['a warning', ['ill.cfg'], 1],
  ['a warning below the limit', ['--fail-on', 'error', 'ill.cfg'], 0],
  ['a warning and --fail-on never', ['--fail-on=never', 'ill.cfg'], 0],
  ['a warning and --fail-on info', ['--fail-on', 'info', 'ill.cfg'], 1],
  ['a hint, even with --fail-on info', ['--fail-on', 'info', 'hint.cfg'], 0],
  ['one ill among healthy ones', ['well.cfg', 'ill.cfg'], 1],
  ['a missing file beside an ill one', ['missing.cfg', 'ill.cfg'], 2],
  ['a missing file and --fail-on never', ['--fail-on', 'never', 'missing.cfg'], 2],
  ['no path', [], 2],
  ['an unknown option', ['--frobnicate', 'well.cfg'], 2],
  ['an unknown target', ['--target', '9.9', 'well.cfg'], 2],
  ['an unknown format', ['--format', 'xml', 'well.cfg'], 2],
  ['an unknown limit', ['--fail-on', 'hint', 'well.cfg'], 2],
  ['an option without its value', ['well.cfg', '--target'], 2],
  ['a release as target', ['--target', '3.0.11', 'well.cfg'], 0],
  ['a file behind --', ['--', 'well.cfg'], 0],
] as const) test(`exit ${code}: ${what}`, inFolder({ 'well.cfg': WELL, 'ill.cfg': ILL, 'hint.cfg': HINT }, (f) => {
  const r = f.run(['check', ...args]);
  assert.equal(r.code, code, r.out + r.err);
  if (code === 2) assert.match(r.err, /^haproxy-ws: \S/);
}));

test('an unknown target names the known ones', inFolder({ 'a.cfg': WELL }, (f) => {
  assert.match(f.run(['check', '--target', '1.8', 'a.cfg']).err, /'1\.8'.*2\.4, 2\.5.*3\.4/);
}));

test('--help and --version', inFolder({}, (f) => {
  const help = f.run(['--help']), version = f.run(['--version']);
  assert.equal(help.code, 0);
  assert.match(help.out, /^Usage: /);
  assert.equal(version.code, 0);
  assert.match(version.out, /^haproxy-ws \d+\.\d+\.\d+/);
  assert.equal(f.run([]).code, 2);
  assert.equal(f.run(['lint', 'x']).code, 2);
}));

test('files that cannot be used are named, in the report too, and the others are checked', inFolder({ 'ill.cfg': ILL, 'bin.cfg': Buffer.from('global\n\0\x01\x02'), 'utf16.cfg': Buffer.from('\ufeffglobal\n', 'utf16le') }, (f) => {
  const r = f.run(['check', '--format', 'json', 'bin.cfg', 'missing.cfg', 'utf16.cfg', 'ill.cfg']), report = json(r.out);
  assert.equal(r.code, 2);
  assert.deepEqual(report.files.map((x) => x.path), ['ill.cfg']);
  assert.deepEqual(report.files[0]!.findings.map((x) => x.rule), ['timeout-in-wrong-section']);
  assert.deepEqual(report.errors!.map((e) => e.path).sort(), ['bin.cfg', 'missing.cfg', 'utf16.cfg']);
  for (const name of ['bin.cfg', 'missing.cfg', 'utf16.cfg']) assert.match(r.err, new RegExp(`^haproxy-ws: ${name}: `, 'm'));
  assert.match(report.errors!.find((e) => e.path === 'utf16.cfg')!.message, /UTF-16/);
}));

test('files that the system will not give out', inFolder({ 'a.cfg': WELL, 'b.cfg': WELL }, (f) => {
  chmodSync(join(f.path, 'a.cfg'), 0);
  symlinkSync('circle.cfg', join(f.path, 'circle.cfg'));
  const r = f.run(['check', 'circle.cfg', 'a.cfg', 'b.cfg']);
  assert.equal(r.code, 2);
  assert.match(r.err, /^haproxy-ws: circle\.cfg: its symbolic links lead in a circle$/m);
  const root = process.getuid?.() === 0; // who reads everything
  assert.equal(/^haproxy-ws: a\.cfg: no permission/m.test(r.err), !root && process.platform !== 'win32');
}));

test('a folder stands for the configurations in it, sorted, each once, whatever its links', inFolder({
  'etc/haproxy.cfg': WELL, 'etc/b/edge.conf': WELL, 'etc/b/a.cfg': WELL, 'etc/x.haproxy': WELL, 'etc/setup.cfg': '[metadata]\nname = x\n', 'etc/nginx.conf': 'http {\n server { listen 80; }\n}\n',
  'etc/notes.txt': WELL, 'etc/node_modules/m/haproxy.cfg': WELL, 'etc/haproxy-broken.cfg': 'this is\nnot one\n', 'etc/bin.cfg': Buffer.from([0, 1, 2]),
}, (f) => {
  symlinkSync('..', join(f.path, 'etc', 'b', 'loop'));
  symlinkSync('nowhere', join(f.path, 'etc', 'dangling.cfg'));
  const r = f.run(['check', '--format', 'json', 'etc', 'etc/haproxy.cfg']);
  assert.equal(r.code, 1, r.err); // haproxy-broken.cfg is what its name says
  assert.deepEqual(json(r.out).files.map((x) => x.path), ['etc/b/a.cfg', 'etc/b/edge.conf', 'etc/haproxy-broken.cfg', 'etc/haproxy.cfg', 'etc/x.haproxy']);
}));

test('a folder without a configuration is an error that names it', inFolder({}, (f) => {
  mkdirSync(join(f.path, 'empty'));
  const r = f.run(['check', 'empty']);
  assert.equal(r.code, 2);
  assert.match(r.err, /empty: no HAProxy configuration/);
}));

test('standard input', inFolder({}, (f) => {
  const r = f.run(['check', '--format', 'json', '-'], ILL);
  assert.equal(r.code, 1);
  assert.equal(json(r.out).files[0]!.path, '-');
  assert.match(f.run(['check', '-'], ILL).out, /^<stdin>:8:5 warning /);
  assert.equal(f.run(['check', '-'], Buffer.from([0])).code, 2);
}));

test('standard input with --fix: the fixed text on standard output, the report on standard error', inFolder({}, (f) => {
  const r = f.run(['check', '--fix', '-'], ILL);
  assert.equal(r.out, FIXED);
  assert.equal(r.code, 0);
  assert.match(r.err, /No findings in 1 file/);
  const bytes = Buffer.from(`\ufeff# Gr\xf6\xdfe\r\n`, 'latin1');
  assert.equal(f.run(['check', '--fix', '-'], bytes).bytes.toString('hex'), bytes.toString('hex'), 'Latin-1 stays Latin-1');
}));

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
for (const [what, of] of [
  ['LF', (t: string) => Buffer.from(t)],
  ['CRLF', (t: string) => Buffer.from(t.replaceAll('\n', '\r\n'))],
  ['mixed line ends', (t: string) => Buffer.from(t.replace('\n', '\r\n').replace(/\n$/, '\r'))],
  ['no final newline', (t: string) => Buffer.from(t.trimEnd())],
  ['byte order mark', (t: string) => Buffer.from(`\ufeff${t}`)],
  ['UTF-8 beyond the first plane', (t: string) => Buffer.from(`# \u{1f600} ü\n${t}`)],
  ['Latin-1', (t: string) => latin1(`# Größe\n${t}`)],
  ['broken UTF-8', (t: string) => Buffer.concat([Buffer.from([35, 0xc3, 0x28, 0xff, 0xfe, 10]), Buffer.from(t)])],
] as const) test(`--fix keeps the other bytes: ${what}`, inFolder({}, (f) => {
  f.put('a.cfg', of(ILL));
  chmodSync(join(f.path, 'a.cfg'), 0o640);
  const r = f.run(['check', '--fix', 'a.cfg']);
  assert.equal(r.code, 0, r.out + r.err);
  // a missing final newline is a finding itself, with a safe fix
  assert.deepEqual(f.get('a.cfg'), what === 'no final newline' ? Buffer.from(FIXED) : of(FIXED));
  assert.equal(statSync(join(f.path, 'a.cfg')).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(f.path), ['a.cfg'], 'nothing is left beside the file');
  assert.match(r.out, /No findings/);
}));

test('--fix leaves a healthy file untouched and keeps symbolic links', inFolder({ 'real/a.cfg': ILL, 'well.cfg': WELL }, (f) => {
  symlinkSync('real/a.cfg', join(f.path, 'link.cfg'));
  const before = statSync(join(f.path, 'well.cfg'));
  assert.equal(f.run(['check', '--fix', 'link.cfg', 'well.cfg']).code, 0);
  assert.equal(f.get('real/a.cfg').toString(), FIXED);
  assert.equal(readdirSync(f.path, { withFileTypes: true }).find((e) => e.name === 'link.cfg')!.isSymbolicLink(), true);
  const after = statSync(join(f.path, 'well.cfg'));
  assert.deepEqual([after.mtimeMs, after.ino], [before.mtimeMs, before.ino]);
}));

test('columns count UTF-16 units behind a byte order mark as in any editor', inFolder({}, (f) => {
  const text = 'listen a # \u{1f600} haproxy-ws-ignore: nothing-here\n';
  f.put('a.cfg', `\ufeff# haproxy-ws-ignore: nothing-here\n`);
  f.put('b.cfg', text.replace('# \u{1f600} ', '# haproxy-ws-ignore: x-y # \u{1f600} '));
  const [a] = json(f.run(['check', '--format', 'json', 'a.cfg', 'b.cfg']).out).files;
  assert.deepEqual(a!.findings.map((x) => x.range.start), [{ line: 0, character: 21 }]);
}));

const HALVES = {
  'a.cfg': 'defaults\n    mode http\n    timeout tunnel 1h\n',
  'b.cfg': 'frontend web\n    mode http\n    bind :80\n    timeout client 1m\n    use_backend chat if { hdr(Upgrade) -i websocket }\nbackend chat\n    mode http\n    timeout connect 5s\n    timeout server 1m\n    server a 127.0.0.1:1\n',
};
test('files are configurations of their own; with --together they are one', inFolder(HALVES, (f) => {
  const apart = f.run(['check', '--format', 'json', 'a.cfg', 'b.cfg']), together = f.run(['check', '--together', '--format', 'json', 'a.cfg', 'b.cfg']);
  assert.equal(json(together.out).files.length, 2);
  assert.deepEqual(rules(together.out), [[], []]);
  assert.deepEqual(rules(apart.out), [[], ['ws-no-timeout-tunnel']], 'the tunnel timeout stands in the first file');
}));

test('two hundred files at once, in the order asked for', inFolder({}, (f) => {
  const names = Array.from({ length: 200 }, (_, i) => `n${(i * 37) % 200}.cfg`);
  names.forEach((n, i) => { f.put(n, i % 2 ? ILL : WELL); });
  const r = f.run(['check', '--format', 'json', ...names]), { files } = json(r.out);
  assert.equal(r.code, 1);
  assert.deepEqual(files.map((x) => x.path), names);
  assert.deepEqual(files.map((x) => x.findings.length), names.map((_, i) => i % 2));
}));

test('a large report reaches a pipe whole', inFolder({}, (f) => {
  const n = 20_000;
  f.put('a.cfg', 'listen a # haproxy-ws-ignore: x-y\n'.repeat(n));
  const r = f.run(['check', '--format', 'json', 'a.cfg']);
  assert.ok(json(r.out).files[0]!.findings.length >= n);
  assert.ok(r.out.length > 4_000_000);
}));

test('text cannot steer the terminal of who reads the report', inFolder({ 'a.cfg': 'frontend "x\x1b[31my"\n    timeout server 1s\n' }, (f) => {
  const r = f.run(['check', 'a.cfg'], '', { FORCE_COLOR: '1' });
  assert.ok(!r.out.replaceAll(/\x1b\[\d+m/g, (m) => (m === '\x1b[31m' ? m : '')).includes('\x1b[31my'));
}));

const SOCKETS = 'frontend web\n    mode http\n    bind :8080\n    use_backend app if { hdr(Upgrade) -i websocket }\nbackend app\n    mode http\n    server a 127.0.0.1:8000\n';
test('checkup: a report for each file, with links that a Markdown reader follows', inFolder({ 'my conf/a.cfg': SOCKETS, 'b.cfg': WELL }, (f) => {
  const r = f.run(['checkup', '--target', '2.6', 'my conf/a.cfg', 'b.cfg']);
  assert.equal(r.code, 0, r.err);
  assert.match(r.out, /^# WebSocket checkup of `a\.cfg`\n\nFor HAProxy 2\.6\. One path/);
  assert.ok(r.out.includes('[line 3](my%20conf/a.cfg#L3)'), r.out);
  assert.match(r.out, /\n# WebSocket checkup of `b\.cfg`/);
}));
test('checkup of files that are one configuration', inFolder({ 'a.cfg': SOCKETS.slice(0, SOCKETS.indexOf('\nbackend') + 1), 'b.cfg': SOCKETS.slice(SOCKETS.indexOf('\nbackend') + 1) }, (f) => {
  assert.match(f.run(['checkup', '--together', 'a.cfg', 'b.cfg']).out, /`frontend web` \(\[a\.cfg, line 1\]\(a\.cfg#L1\)\) → `backend app` \(\[b\.cfg, line 1\]\(b\.cfg#L1\)\)/);
}));
for (const args of [['--fix', 'a.cfg'], ['--format', 'json', 'a.cfg'], ['missing.cfg'], []]) test(`checkup ${args.join(' ')}: exit 2`, inFolder({ 'a.cfg': SOCKETS }, (f) => { assert.equal(f.run(['checkup', ...args]).code, 2); }));
