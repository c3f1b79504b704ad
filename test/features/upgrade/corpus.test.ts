// Other people's configurations with the verdicts of real HAProxy, where they are at hand: what turns from accepted to refused is named.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, Engine } from '../../../server/src/engine/index.ts';

interface Verdict { readonly exit: number; readonly alerts: readonly { readonly severity: string; readonly line: number | null; readonly message: string; readonly env?: boolean; readonly build?: boolean }[] }
const FOLDER = resolve('..', 'shared', 'corpus'), VERDICTS = join(FOLDER, 'verdicts.json');
/** Refused by 3.4.0 for a reason that is none of the file's; every other file has its line named. */
const NOT_NAMED: Readonly<Record<string, string>> = { 'real/152.cfg': "a defect of 3.4.0 alone, which takes a proxy of its own for the file's backend 'default'; 3.4.7 loads it" };

/** Lines that the report calls newly refused, from 1. */
function refused(file: string): number[] {
  const engine = new Engine(), text = readFileSync(join(FOLDER, file), 'latin1');
  engine.open(file, 1, text, DEFAULT_SETTINGS);
  return engine.upgrade(file, { version: '2.6', release: 12 }, { version: '3.4', release: 0 })!.changes.filter((c) => c.kind === 'refused').map((c) => c.range.start.line + 1);
}

if (!existsSync(VERDICTS)) process.stderr.write(`\n!!!!!! NOT RUN: the corpus checks of the upgrade report: ${VERDICTS} is absent.\n\n`);
else {
  const all = Object.entries(JSON.parse(readFileSync(VERDICTS, 'utf8')) as Record<string, { versions?: Record<string, Verdict> }>)
    .flatMap(([file, { versions }]) => { const before = versions?.['2.6.12-debian'], after = versions?.['3.4']; return before?.exit === 0 && after ? [{ file, after }] : []; });

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
    process.stderr.write(`upgrade report: ${judged - missed.size} of ${judged} files that turn from accepted to refused have the line named\n${[...missed].map(([file, m]) => `  not named: ${m}\n    ${NOT_NAMED[file] ?? 'no reason is known'}\n`).join('')}`);
    assert.deepEqual([...missed.keys()].sort(), Object.keys(NOT_NAMED).sort(), [...missed.values()].join('\n'));
  });

  test('what both take has nothing newly refused', () => {
    const both = all.filter(({ after }) => after.exit === 0);
    assert.ok(both.length >= 300, `${both.length} files`);
    assert.deepEqual(both.flatMap(({ file }) => refused(file).map((line) => `${file}:${line}`)), []);
  });
}
