// Other people's configurations with the verdicts of real HAProxy, where they are at hand: what turns from accepted to refused is named.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, Engine } from '../../../server/src/engine/index.ts';
import { upgradeOf } from '../../../server/src/engine/upgrade.ts';

interface Verdict { readonly exit: number; readonly alerts: readonly { readonly severity: string; readonly line: number | null; readonly message: string; readonly env?: boolean; readonly build?: boolean }[] }
interface Mutation { readonly base: string; readonly op: string; readonly line: number; readonly newText: string; readonly versions: Readonly<Record<string, number>>; readonly verdicts: readonly { readonly exit: number; readonly new: readonly (readonly [string, number | null, string, string?])[] }[] }
const FOLDER = resolve('..', 'shared', 'corpus'), VERDICTS = join(FOLDER, 'verdicts.json');

const read = (file: string): string => readFileSync(join(FOLDER, file), 'latin1');

/** What the report calls newly refused: lines from 1, and the version that began. */
function refusals(file: string, text = read(file)): { line: number; since: string }[] {
  const engine = new Engine();
  engine.open(file, 1, text, DEFAULT_SETTINGS);
  return upgradeOf(engine, file, { version: '2.6', release: 12 }, { version: '3.4', release: 0 })!.changes.filter((c) => c.kind === 'refused').map((c) => ({ line: c.range.start.line + 1, since: c.since }));
}
const refused = (file: string): number[] => refusals(file).map((r) => r.line);

if (!existsSync(VERDICTS)) process.stderr.write(`\n!!!!!! NOT RUN: the corpus checks of the upgrade report: ${VERDICTS} is absent.\n\n`);
else {
  const all = Object.entries(JSON.parse(readFileSync(VERDICTS, 'utf8')) as Record<string, { versions?: Record<string, Verdict> }>)
    .flatMap(([file, { versions }]) => { const before = versions?.['2.6.12-debian'], after = versions?.['3.4']; return before?.exit === 0 && after ? [{ file, after, versions }] : []; });

  test('what 2.6.12 takes and 3.4 refuses has its line named', () => {
    const missed = new Map<string, string>();
    let judged = 0;
    for (const { file, after } of all) {
      if (after.exit !== 1) continue;
      const first = after.alerts.find((a) => a.severity === 'ALERT' && a.line !== null);
      assert.ok(first, file);
      if (first.build || first.env) continue; // about the program or the machine, not the configuration
      judged++;
      const lines = refused(file);
      if (!lines.includes(first.line!)) missed.set(file, `${file}:${first.line} (named: ${lines.join(', ') || 'none'}): ${first.message}`);
    }
    assert.ok(judged >= 30, `${judged} files`);
    process.stderr.write(`upgrade report: ${judged - missed.size} of ${judged} files that turn from accepted to refused have the line named\n${[...missed.values()].map((m) => `  not named: ${m}\n`).join('')}`);
    assert.deepEqual([...missed.values()], []);
  });

  test('what both take has nothing newly refused', () => {
    const both = all.filter(({ after }) => after.exit === 0);
    assert.ok(both.length >= 300, `${both.length} files`);
    assert.deepEqual(both.flatMap(({ file }) => refused(file).map((line) => `${file}:${line}`)), []);
  });

  test('the version that is said to have begun did, by those that were asked', () => {
    const wrong: string[] = [], asked = ['2.8', '3.0', '3.2'];
    let judged = 0;
    for (const { file, after, versions } of all) {
      if (after.exit !== 1) continue;
      const begun = refusals(file), takes = asked.filter((v) => versions[v]?.exit === 0);
      for (const { line, since } of begun) {
        judged++;
        for (const v of takes) if (Number(since) <= Number(v)) wrong.push(`${file}:${line} since ${since}, and ${v} takes the file`);
      }
      const first = asked.find((v) => versions[v]?.exit === 1), at = versions[first ?? '']?.alerts.find((a) => a.severity === 'ALERT' && a.line !== null && !a.build && !a.env)?.line;
      if (first && at && !begun.some((r) => r.line === at && Number(r.since) <= Number(first))) wrong.push(`${file}:${at} is refused by ${first}; named: ${JSON.stringify(begun)}`);
    }
    assert.ok(judged >= 40, `${judged} lines`);
    assert.deepEqual(wrong, []);
  });

  test('the same of single lines that were changed or put in', () => {
    const wrong: string[] = [], tooMuch: string[] = [];
    let turned = 0, kept = 0;
    for (const row of read('mutations.jsonl').split('\n').filter((l) => l !== '')) {
      const m = JSON.parse(row) as Mutation, before = m.verdicts[m.versions['2.6.12-debian'] ?? -1], after = m.verdicts[m.versions['3.4'] ?? -1];
      if (before?.exit !== 0 || !after || after.exit < 0) continue;
      const lines = read(m.base).split('\n');
      lines.splice(m.line - 1, m.op === 'replace' ? 1 : 0, m.newText);
      const named = refusals(m.base, lines.join('\n')).map((r) => r.line), first = after.new.find(([s, line, , about]) => s === 'A' && line !== null && !about);
      if (after.exit === 0) { kept++; if (named.length) tooMuch.push(`${m.base}:${named.join(', ')} ${m.newText.trim()}`); }
      else if (first) { turned++; if (!named.includes(first[1]!)) wrong.push(`${m.base}:${first[1]} ${m.newText.trim()}: named ${named.join(', ') || 'none'}; 3.4: ${first[2]}`); }
    }
    assert.ok(turned >= 10 && kept >= 250, `${turned} and ${kept}`);
    assert.deepEqual(wrong, []);
    assert.deepEqual(tooMuch, []);
  });
}
