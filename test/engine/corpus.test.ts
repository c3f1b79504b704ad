// Other people's configurations, where they are at hand, under random edits and half-typed lines: no throw, no edit that
// takes long, and incremental equals fresh. HAPROXY_WS_CORPUS_EDITS says how many edits in all.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { Engine, type TextChange } from '../../server/src/engine/index.ts';
import { changesOf, type Step, step } from './generate.ts';
import { applied, findingsOf, fresh, leaks, snapshot, URI } from './snapshot.ts';

const FOLDER = resolve('..', 'shared', 'corpus');
const EDITS = Number(process.env.HAPROXY_WS_CORPUS_EDITS ?? 20_000);
/** Milliseconds of CPU without a break: the server lets messages in between slices of 8 ms. */
const LIMIT = 50;
const SLICE = 8;
/** Edits between two looks at everything. */
const LOOK = 40;

const files = !existsSync(FOLDER) ? [] : readdirSync(FOLDER, { recursive: true }).map(String).filter((f) => !/\.(?:jsonl?|md|py|sh)$/.test(f) && statSync(join(FOLDER, f)).isFile()).sort();
if (files.length === 0) process.stderr.write(`\n!!!!!! NOT RUN: the corpus checks of the engine: ${FOLDER} is absent.\n\n`);

/** mulberry32 */
function random(seed: number): () => number {
  let s = seed >>> 0;
  return () => { s = (s + 0x6d2b79f5) >>> 0; let t = s; t = Math.imul(t ^ (t >>> 15), t | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}

/** A person at work: a line of the file typed again key by key, or stopped halfway; lines copied, swapped, emptied. */
function* halfTyped(text: () => string, dice: () => number): Generator<TextChange, void, void> {
  const lines = text().split(/\r\n|\r|\n/), pick = (): number => Math.floor(dice() * lines.length), at = pick(), from = lines[pick()]!.slice(0, 80), line = lines[at]!;
  const span = (a: number, b: number, put: string): TextChange => ({ range: { start: { line: at, character: a }, end: { line: at, character: b } }, text: put });
  const how = dice();
  if (how < 0.3) { const stop = Math.floor(dice() * 12) + 1; const cut = Math.floor(dice() * (line.length + 1)); for (let i = 0; i < stop && cut + i < line.length; i++) yield span(cut, cut + 1, ''); return; }
  if (how < 0.7) { yield span(0, 0, '\n'); const stop = Math.floor(dice() * (from.length + 1)); for (let i = 0; i < stop; i++) yield span(i, i, from[i]!); return; }
  yield how < 0.8 ? span(0, line.length, from) : how < 0.9 ? span(0, line.length, '') : span(Math.floor(dice() * line.length), line.length, `${from} # haproxy-ws-ignore: ${dice() < 0.5 ? 'timeout-in-wrong-section' : 'ws-no-timeout-tunnel'}`);
}

/** Applies a change and checks it in slices, as the server does. Returns the longest stretch, in ms of CPU. */
function edit(engine: Engine, version: number, change: TextChange): number {
  let longest = 0, done = false;
  const stretch = (work: () => void): void => { const before = cpu(); work(); longest = Math.max(longest, cpu() - before); };
  stretch(() => { engine.update(URI, version, [change]); });
  while (!done) { const end = performance.now() + SLICE; stretch(() => { done = engine.work(URI, () => performance.now() > end); }); }
  stretch(() => { engine.findings(URI); });
  return longest;
}

const cpu = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

if (files.length > 0) {
  const steps: Step[] = fc.sample(step, { seed: 8, numRuns: 5000 }).filter((s) => s.do !== 'all');
  let made = 0, slow: { file: string; ms: number; change: TextChange }[] = [];

  function torment(file: string, edits: number, seed: number): void {
    const start = readFileSync(join(FOLDER, file), 'latin1').replace(/^\ufeff/, '');
    if (start.includes('\0')) return;
    const engine = fresh(start), dice = random(seed);
    let text = start, version = 1;
    findingsOf(engine);
    for (let n = 0; n < edits;) {
      const changes = dice() < 0.5 ? halfTyped(() => text, dice) : changesOf(steps[Math.floor(dice() * steps.length)]!, () => text);
      for (const change of changes) {
        const ms = edit(engine, ++version, change);
        if (ms > LIMIT) slow.push({ file, ms, change });
        text = applied(text, change);
        n++; made++;
        if (n % LOOK === 0 || n === edits) {
          assert.equal(engine.text(URI), text, file);
          assert.deepEqual(snapshot(engine, URI, n % (LOOK * 5) === 0), snapshot(fresh(text), URI, n % (LOOK * 5) === 0), `${file} after ${n} edits, seed ${seed}`);
          assert.deepEqual(leaks(engine.model(URI)!.document), []);
        }
        if (n >= edits) break;
      }
    }
  }

  test(`${files.length} files of the corpus open, with their fixes, without a throw`, () => {
    for (const file of files) {
      const engine = new Engine();
      engine.open(URI, 1, readFileSync(join(FOLDER, file), 'latin1'));
      for (const f of engine.findings(URI)) engine.fixes(URI, f);
      engine.fixAll(URI);
    }
    assert.ok(files.length >= 500);
  });

  test(`${EDITS} random edits and half-typed lines on the corpus: incremental equals fresh, no stretch above ${LIMIT} ms`, { timeout: 3_600_000 }, () => {
    const each = Math.ceil(EDITS / files.length);
    files.forEach((file, i) => { torment(file, each, i + 1); });
    assert.ok(made >= EDITS, `${made} edits`);
    // The collector may fall into any edit once: one that is slow by itself is slow again.
    slow = slow.filter(({ file, change }) => {
      const engine = fresh(readFileSync(join(FOLDER, file), 'latin1'));
      engine.findings(URI);
      return edit(engine, 2, change) > LIMIT;
    });
    assert.deepEqual(slow, []);
  });
}
