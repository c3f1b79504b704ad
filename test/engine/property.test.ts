// Whatever edits led to a text, the engine says of it what a fresh engine says. Seeds are fixed; HAPROXY_WS_RUNS makes it longer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Engine } from '../../server/src/engine/index.ts';
import { changesOf, configuration, type Step, step, text } from './generate.ts';
import { applied, findingsOf, fresh, leaks, snapshot, URI } from './snapshot.ts';

const RUNS = Number(process.env.HAPROXY_WS_RUNS ?? 150);
const SEED = Number(process.env.HAPROXY_WS_SEED ?? 20240601);

/** How far the engine works before the next edit: to the end, a slice, or not at all. */
type Rest = 'settle' | 'slice' | 'none';
const rest = fc.constantFrom<Rest>('settle', 'settle', 'slice', 'none');

function play(start: string, steps: readonly (readonly [Step, Rest])[]): void {
  const engine = fresh(start);
  let now = start, version = 1, shown = '', revision = -1;
  const look = (): void => {
    engine.work(URI);
    const seen = JSON.stringify(findingsOf(engine)), r = engine.revision(URI);
    assert.ok(seen === shown || r !== revision, `the findings changed but the revision did not:\n${shown}\n${seen}`);
    shown = seen; revision = r;
  };
  look();
  for (const [s, pause] of steps) {
    for (const change of changesOf(s, () => now)) {
      engine.update(URI, ++version, [change]);
      now = applied(now, change);
      if (pause === 'settle') look();
      else if (pause === 'slice') engine.work(URI, () => true);
    }
    assert.equal(engine.text(URI), now);
  }
  look();
  assert.deepEqual(snapshot(engine), snapshot(fresh(now)));
  assert.deepEqual(leaks(engine.model(URI)!.document), []);
}

for (const [what, document, edits, runs] of [
  ['anything, few edits', text(12), 3, RUNS * 4], ['anything, many edits', text(60), 25, RUNS],
  ['configurations, few edits', configuration, 3, RUNS * 8], ['configurations, many edits', configuration, 25, RUNS * 2],
] as const) test(`incremental equals fresh: ${what}`, () => {
  fc.assert(fc.property(document, fc.array(fc.tuple(step, rest), { maxLength: edits, size: 'max' }), play), { seed: SEED, numRuns: runs });
});

const URIS = ['file:///a.cfg', 'file:///b.cfg', 'file:///c.cfg'] as const;
test('incremental equals fresh: files read together', () => {
  fc.assert(fc.property(fc.tuple(configuration, configuration, text(6)), fc.array(fc.tuple(fc.constantFrom(0, 1, 2), step, rest), { maxLength: 12, size: 'max' }), (start, steps) => {
    const open = (texts: readonly string[]): Engine => { const e = new Engine(); e.openAll(URIS.map((uri, i) => ({ uri, version: 1, text: texts[i]! }))); return e; };
    const engine = open(start), now: string[] = [...start], shown = new Map<string, { findings: string; revision: number }>();
    let version = 1;
    const look = (): void => {
      for (const uri of URIS) {
        engine.work(uri);
        const findings = JSON.stringify(findingsOf(engine, uri)), revision = engine.revision(uri), before = shown.get(uri);
        assert.ok(!before || before.findings === findings || before.revision !== revision, `${uri}: the findings changed but the revision did not`);
        shown.set(uri, { findings, revision });
      }
    };
    for (const [file, s, pause] of steps) for (const change of changesOf(s, () => now[file]!)) {
      engine.update(URIS[file]!, ++version, [change]);
      now[file] = applied(now[file]!, change);
      if (pause === 'settle') look(); else if (pause === 'slice') engine.work(URIS[file]!, () => true);
    }
    look();
    const other = open(now);
    for (const uri of URIS) assert.deepEqual(snapshot(engine, uri), snapshot(other, uri));
  }), { seed: SEED, numRuns: RUNS * 2 });
});
