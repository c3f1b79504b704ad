// The four formats. SARIF is held against the parts of its 2.1.0 schema that a reader relies on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFolder } from './cli.ts';

const ILL = 'defaults\n    mode http\nfrontend web\n    bind :8080 # haproxy-ws-ignore: x-y\n    timeout server 30s\n    default_backend app\nbackend app\n    server a 127.0.0.1:1\n';
const FILES = { 'a.cfg': ILL, 'sub dir/100%,b:c.cfg': ILL, 'well.cfg': 'global\n    daemon\n' };
const PATHS = Object.keys(FILES);

test('text: path:line:column severity message [rule], and a summary', inFolder(FILES, (f) => {
  const lines = f.run(['check', ...PATHS]).out.trimEnd().split('\n');
  assert.match(lines[0]!, /^a\.cfg:4:\d+ hint .+ \[unused-suppression\]$/);
  assert.match(lines[1]!, /^a\.cfg:5:5 warning .+ \[timeout-in-wrong-section\]$/);
  assert.match(lines[2]!, /^sub dir\/100%,b:c\.cfg:4:/);
  assert.match(lines.at(-1)!, /^2 warnings, 2 hints in 3 files\. 4 findings can be fixed with --fix\.$/);
  assert.equal(lines.length, 5);
}));

test('text in colour shows the line with a mark under the span', inFolder(FILES, (f) => {
  const plain = f.run(['check', 'a.cfg'], '', { FORCE_COLOR: '1' }).out.replaceAll(/\x1b\[\d+m/g, '').split('\n');
  const at = plain.indexOf('  5 |     timeout server 30s');
  assert.ok(at > 0, plain.join('\n'));
  assert.match(plain[at + 1]!, /^ {4}\| {5}\^{14,}$/);
  assert.ok(!f.run(['check', 'a.cfg']).out.includes('\x1b'), 'no colour into a pipe');
}));

test('text: of a line of 1 MB only the part around the span', inFolder({ 'a.cfg': `frontend a # haproxy-ws-ignore: x-y${' '.repeat(5)}\n    timeout server 30s ${'x'.repeat(1 << 20)}\n` }, (f) => {
  assert.ok(f.run(['check', 'a.cfg'], '', { FORCE_COLOR: '1' }).out.length < 5000);
}));

test('json: exactly the contract', inFolder(FILES, (f) => {
  const report = JSON.parse(f.run(['check', '--target', '2.6', '--format', 'json', 'a.cfg', 'well.cfg']).out) as Record<string, unknown>;
  assert.deepEqual(Object.keys(report), ['tool', 'files']);
  assert.deepEqual(Object.keys(report['tool'] as object), ['name', 'version']);
  const [a, well] = report['files'] as { path: string; target: string; findings: Record<string, unknown>[] }[];
  assert.deepEqual(well, { path: 'well.cfg', target: '2.6', findings: [] });
  assert.deepEqual(Object.keys(a!), ['path', 'target', 'findings']);
  const finding = a!.findings.find((x) => x['rule'] === 'timeout-in-wrong-section')!;
  assert.deepEqual(Object.keys(finding), ['rule', 'severity', 'message', 'range', 'fixes']);
  assert.equal(finding['severity'], 'warning');
  assert.equal((finding['range'] as { start: { line: number } }).start.line, 4);
  const fix = (finding['fixes'] as { title: string; safe: boolean; edits: object[] }[])[0]!;
  assert.deepEqual(Object.keys(fix), ['title', 'safe', 'edits']);
  assert.deepEqual(fix.edits, [
    { range: { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } }, newText: '' },
    { range: { start: { line: 6, character: 11 }, end: { line: 6, character: 11 } }, newText: '\n    timeout server 30s' },
  ]);
}));

test('github: one command for each finding, with everything escaped', inFolder(FILES, (f) => {
  const lines = f.run(['check', '--format', 'github', ...PATHS, 'missing,%.cfg']).out.trimEnd().split('\n');
  assert.match(lines[0]!, /^::notice file=a\.cfg,line=4,col=\d+,endLine=4,endColumn=\d+,title=unused-suppression::[^\r\n]+$/);
  assert.match(lines[1]!, /^::warning file=a\.cfg,line=5,col=5,endLine=5,endColumn=\d+,title=timeout-in-wrong-section::/);
  assert.match(lines[2]!, /^::notice file=sub dir\/100%25%2Cb%3Ac\.cfg,line=4,/);
  assert.match(lines.at(-1)!, /^::error file=missing%2C%25\.cfg::missing,%25\.cfg: no such file/);
}));

interface Region { startLine: number; startColumn: number; endLine: number; endColumn: number }
interface Place { physicalLocation: { artifactLocation: { uri: string }; region: Region } }
interface Sarif {
  $schema: string; version: string;
  runs: {
    tool: { driver: { name: string; rules: { id: string; shortDescription: { text: string }; helpUri: string; defaultConfiguration: { level: string } }[] } };
    columnKind: string; invocations: { executionSuccessful: boolean; toolExecutionNotifications?: { message: { text: string } }[] }[];
    results: { ruleId: string; ruleIndex: number; level: string; message: { text: string }; locations: Place[]; relatedLocations?: Place[]; fixes?: { description: { text: string }; artifactChanges: { artifactLocation: { uri: string }; replacements: { deletedRegion: Region; insertedContent?: { text: string } }[] }[] }[] }[];
  }[];
}

test('sarif: version 2.1.0 with rules, regions, fixes and what went wrong', inFolder(FILES, (f) => {
  const log = JSON.parse(f.run(['check', '--format', 'sarif', ...PATHS, 'missing.cfg']).out) as Sarif;
  assert.equal(log.version, '2.1.0');
  assert.equal(log.runs.length, 1);
  const [run] = log.runs, { rules } = run!.tool.driver, levels = ['none', 'note', 'warning', 'error'];
  assert.equal(new Set(rules.map((r) => r.id)).size, rules.length);
  for (const r of rules) {
    assert.equal(r.helpUri, `https://github.com/haproxy-ws/haproxy-ws/blob/main/docs/rules/${r.id}.md`);
    assert.ok(r.shortDescription.text.length > 0 && levels.includes(r.defaultConfiguration.level));
  }
  const region = (r: Region): void => {
    for (const n of [r.startLine, r.startColumn, r.endLine, r.endColumn]) assert.ok(Number.isInteger(n) && n >= 1);
    assert.ok(r.endLine > r.startLine || (r.endLine === r.startLine && r.endColumn >= r.startColumn));
  };
  assert.equal(run!.columnKind, 'utf16CodeUnits');
  assert.equal(run!.results.length, 4);
  for (const r of run!.results) {
    assert.equal(rules[r.ruleIndex]!.id, r.ruleId);
    assert.ok(levels.includes(r.level) && r.message.text.length > 0);
    for (const l of [...r.locations, ...(r.relatedLocations ?? [])]) { region(l.physicalLocation.region); new URL(l.physicalLocation.artifactLocation.uri, 'file:///'); }
    for (const fix of r.fixes ?? []) {
      assert.ok(fix.description.text.length > 0 && fix.artifactChanges.length > 0);
      for (const c of fix.artifactChanges) for (const x of c.replacements) region(x.deletedRegion);
    }
  }
  assert.equal(run!.results.find((r) => r.ruleId === 'timeout-in-wrong-section')!.fixes![0]!.artifactChanges[0]!.replacements.length, 2);
  assert.deepEqual([...new Set(run!.results.map((r) => decodeURIComponent(r.locations[0]!.physicalLocation.artifactLocation.uri)))], ['a.cfg', 'sub dir/100%,b:c.cfg']);
  assert.equal(run!.invocations[0]!.executionSuccessful, false);
  assert.match(run!.invocations[0]!.toolExecutionNotifications![0]!.message.text, /missing\.cfg/);
}));

test('sarif and json of nothing found are whole documents', inFolder(FILES, (f) => {
  const sarif = JSON.parse(f.run(['check', '--format', 'sarif', 'well.cfg']).out) as Sarif;
  assert.deepEqual(sarif.runs[0]!.results, []);
  assert.equal(sarif.runs[0]!.invocations[0]!.executionSuccessful, true);
  const nothing = JSON.parse(f.run(['check', '--format', 'json', 'missing.cfg']).out) as { files: unknown[]; errors: unknown[] };
  assert.deepEqual(nothing.files, []);
  assert.equal(nothing.errors.length, 1);
}));
