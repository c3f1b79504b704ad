// The same few hundred cases each time; `npm run fuzz` plays others for as long as one likes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseOf } from './cases.ts';
import { torment } from './torment.ts';

const CASES = 120, SEED = 1;

test(`${CASES} fixed cases of the fuzzer`, { timeout: 120_000 }, () => {
  let edits = 0, characters = 0;
  for (let seed = SEED; seed < SEED + CASES; seed++) {
    const { case: c, spots, deep } = caseOf(seed, 15);
    edits += c.changes.length; characters += c.text.length;
    // a machine that is busy with other tests is slow: time is what `npm run fuzz` measures
    assert.deepEqual(torment(c, spots, deep).filter((p) => !p.what.startsWith('slow:')), [], `seed ${seed}`);
  }
  assert.ok(edits > CASES && characters > 100 * CASES, `${edits} edits, ${characters} characters`);
});
