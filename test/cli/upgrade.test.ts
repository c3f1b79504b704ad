// The contract of `upgrade`: exit codes, formats, several files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFolder } from './cli.ts';

const CALM = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n    timeout server 1m\n    balance roundrobin\n    no option abortonclose\nfrontend web\n    bind :8080\n    default_backend app\n', BACK = 'backend app\n    server a 127.0.0.1:8000\n';
const CHANGED = `${CALM.replace(':8080', ':8443 ssl crt a.pem')}${BACK}`, REFUSED = `${CALM}${BACK}    option clitcpka\n`;

interface Output { from: string; to: string; configurations: { files: string[]; refusedInBoth: number; changes: { kind: string; since: string; id: string; path: string; range: { start: { line: number } }; fixes: { title: string; safe: boolean; edits: { range: object; newText: string }[] }[] }[] }[]; errors?: { path: string }[] }

for (const [what, args, code] of [
  ['nothing changes', ['--from', '2.6', '--to', '3.4', 'calm.cfg'], 0],
  ['something works in another way', ['--from=2.6', '--to=3.4', 'changed.cfg'], 0],
  ['something is newly refused', ['--from', '2.6', '--to', '3.2', 'refused.cfg'], 1],
  ['… by a later version only', ['--from', '2.6', '--to', '3.1', 'refused.cfg'], 0],
  ['… by both', ['--from', '3.2', '--to', '3.4', 'refused.cfg'], 0],
  ['one of several', ['--from', '2.6', '--to', '3.2', 'calm.cfg', 'refused.cfg'], 1],
  ['releases of one branch', ['--from', '3.0.5', '--to', '3.0.11', 'calm.cfg'], 0],
  ['a missing file beside one that is refused', ['--from', '2.6', '--to', '3.2', 'missing.cfg', 'refused.cfg'], 2],
  ['no --from', ['--to', '3.2', 'calm.cfg'], 2],
  ['no --to', ['--from', '3.2', 'calm.cfg'], 2],
  ['an unknown version', ['--from', '1.8', '--to', '3.2', 'calm.cfg'], 2],
  ['a way back', ['--from', '3.2', '--to', '2.6', 'calm.cfg'], 2],
  ['no way at all', ['--from', '3.2', '--to', '3.2', 'calm.cfg'], 2],
  ['an unknown format', ['--from', '2.6', '--to', '3.2', '--format', 'sarif', 'calm.cfg'], 2],
  ['an option of check', ['--from', '2.6', '--to', '3.2', '--fix', 'calm.cfg'], 2],
  ['no path', ['--from', '2.6', '--to', '3.2'], 2],
] as const) test(`upgrade, exit ${code}: ${what}`, inFolder({ 'calm.cfg': CALM + BACK, 'changed.cfg': CHANGED, 'refused.cfg': REFUSED }, (f) => {
  const r = f.run(['upgrade', ...args]);
  assert.equal(r.code, code, r.out + r.err);
  if (code === 2) assert.match(r.err, /^haproxy-ws: \S/);
}));

test('check has no --from, and help names upgrade', inFolder({ 'calm.cfg': CALM + BACK }, (f) => {
  assert.match(f.run(['check', '--from', '2.6', 'calm.cfg']).err, /^haproxy-ws: check has no --from\./);
  assert.match(f.run(['--help']).out, /upgrade --from VERSION --to VERSION/);
}));

test('upgrade as text', inFolder({ 'calm.cfg': CALM + BACK, 'refused.cfg': REFUSED }, (f) => {
  const { out } = f.run(['upgrade', '--from', '2.6', '--to', '3.2', 'calm.cfg', 'refused.cfg']);
  assert.match(out, /^calm\.cfg: from HAProxy 2\.6 to 3\.2\n {2}Nothing changes that is known\.\nrefused\.cfg: from HAProxy 2\.6 to 3\.2\n {2}Refused \(1\)\n {4}refused\.cfg:13:5 since 3\.2 .*'option clitcpka'.* \[option-wrong-section\]\n {8}Fix: .*\n1 newly refused in 2 files\.\n$/);
}));

test('upgrade as JSON, of two files that belong together', inFolder({ 'a.cfg': CALM, 'b.cfg': `${BACK}    option clitcpka\n` }, (f) => {
  const r = f.run(['upgrade', '--from', '2.6.12', '--to', '3.2', '--format', 'json', '--together', 'a.cfg', 'b.cfg', 'missing.cfg']), o = JSON.parse(r.out) as Output;
  assert.equal(r.code, 2);
  assert.deepEqual([o.from, o.to, o.configurations.length, o.errors?.map((e) => e.path)], ['2.6.12', '3.2', 1, ['missing.cfg']]);
  const [c] = o.configurations, [change] = c!.changes;
  assert.deepEqual([c!.files, c!.refusedInBoth, c!.changes.length], [['a.cfg', 'b.cfg'], 0, 1]);
  assert.deepEqual([change!.kind, change!.since, change!.id, change!.path, change!.range.start.line], ['refused', '3.2', 'option-wrong-section', 'b.cfg', 2]);
  assert.ok(change!.fixes[0]!.edits.length > 0);
}));

test('upgrade as JSON when nothing can be read', inFolder({}, (f) => {
  const r = f.run(['upgrade', '--from', '2.6', '--to', '3.2', '--format', 'json', 'missing.cfg']);
  assert.deepEqual([r.code, (JSON.parse(r.out) as Output).configurations], [2, []]);
}));

test('upgrade as Markdown, from standard input', inFolder({}, (f) => {
  const r = f.run(['upgrade', '--from', '2.6', '--to', '3.2', '--format', 'markdown', '-'], REFUSED);
  assert.equal(r.code, 1);
  assert.match(r.out, /\*\*One place is newly refused\.\*\*/);
}));
