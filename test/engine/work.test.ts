// The cost of an edit does not grow with the file: counted, not timed, so that no busy machine can blur it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countEdits, WORK_EDITS } from '../../scripts/bench-edits.mjs';
import { generate } from '../../scripts/gen-config.mjs';
import { Engine, type Meter } from '../../server/src/engine/index.ts';

const SIZES = [1_000, 10_000, 100_000];
let all: Meter[][] | null = null;
const counts = (): Meter[][] => (all ??= SIZES.map((lines) => countEdits(new Engine(), generate({ lines }))));

for (const [i, { name }] of WORK_EDITS.entries()) test(`${name}: as much work in 100,000 lines as in 1,000`, { timeout: 120_000 }, () => {
  const [first, ...others] = counts().map((c) => c[i]!);
  for (const other of others) assert.deepEqual(other, first);
});

test('an edit of a comment costs nothing, one of a server line little', { timeout: 120_000 }, () => {
  const of = (name: string): Meter => counts()[0]![WORK_EDITS.findIndex((e) => e.name === name)]!;
  assert.deepEqual(of('comment'), { lexed: 0, ruleRuns: 0 });
  assert.ok(of('server line').lexed < 100 && of('server line').ruleRuns < 100, JSON.stringify(of('server line')));
});
