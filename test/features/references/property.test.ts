// On any text, at any place: no request throws, every site of a name leads to the same sites, and a renamed name keeps them all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Engine, type Position } from '../../../server/src/engine/index.ts';
import { configuration, text } from '../../engine/generate.ts';
import { URI } from '../cursor.ts';
import { placeOf } from '../marks.ts';

const RUNS = Number(process.env.HAPROXY_WS_RUNS ?? 150), SEED = Number(process.env.HAPROXY_WS_SEED ?? 20240601);
const opened = (source: string): Engine => { const engine = new Engine(); engine.open(URI, 1, source); return engine; };
const WANT = { references: true, webSocket: true, inheritedTimeouts: true, units: true };

/** Places by number: beginnings of words, taken modulo what is there. */
const place = fc.nat(9999);
function placeIn(source: string, n: number): Position {
  const words = source.split(/\r\n|\r|\n/).flatMap((l, line) => [...l.matchAll(/[\w.]+/g)].map((m) => ({ line, character: m.index })));
  return words[n % Math.max(1, words.length)] ?? { line: 0, character: 0 };
}

function everything(engine: Engine, position: Position): void {
  engine.definition(URI, position); engine.highlights(URI, position); engine.linked(URI, position); engine.prepareRename(URI, position); engine.rename(URI, position, 'x');
  for (const i of engine.prepareCalls(URI, position)) { engine.incomingCalls(i.uri, i.selection.start); engine.outgoingCalls(i.uri, i.selection.start); }
  engine.incomingCalls(URI, position); engine.outgoingCalls(URI, position); engine.lensText(URI, position.line, WANT);
  engine.hintParts(URI, position, 'unit'); engine.hintParts(URI, position, 'inherited');
}

for (const [what, documents] of [['any text', text(30)], ['configurations', configuration]] as const) {
  test(`no request throws: ${what}`, () => {
    fc.assert(fc.property(documents, fc.array(fc.tuple(fc.nat(40), fc.nat(60)), { maxLength: 12 }), (source, places) => {
      const engine = opened(source);
      engine.links(URI); engine.lenses(URI, WANT); engine.lenses(URI, { references: false, webSocket: true }); engine.hints(URI, 0, 1e6, WANT);
      for (const [line, character] of places) everything(engine, { line, character });
    }), { seed: SEED, numRuns: RUNS });
  });

  test(`every site of a name leads to the same sites: ${what}`, () => {
    let names = 0;
    fc.assert(fc.property(documents, fc.array(place, { maxLength: 12, size: 'max' }), (source, places) => {
      const engine = opened(source);
      for (const n of places) {
        const sites = engine.references(URI, placeIn(source, n), true);
        if (sites.length) names++;
        for (const s of sites) assert.deepEqual(engine.references(URI, s.range.start, true), sites, `${placeOf(s.uri, s.range)} of\n${source}`);
      }
    }), { seed: SEED, numRuns: RUNS });
    assert.ok(names > RUNS / 2, `only ${names} names met`);
  });

  test(`a renamed name keeps its sites: ${what}`, () => {
    let renamed = 0;
    fc.assert(fc.property(documents, place, (source, n) => {
      const { line, character } = placeIn(source, n), engine = opened(source), sites = engine.references(URI, { line, character }, true), prepared = engine.prepareRename(URI, { line, character });
      if (!prepared || 'problem' in prepared) return;
      const to = /^(?:proc|sess|txn|req|res|check)\./.test(prepared.placeholder) ? 'txn.new_name' : 'new_name', done = engine.rename(URI, { line, character }, to);
      if (!done || 'problem' in done) return;
      const edits = [...done.edits.get(URI) ?? []];
      assert.equal(edits.length, sites.length);
      engine.update(URI, 2, edits.reverse().map((e) => ({ range: e.range, text: e.newText })));
      // nothing in front of the first site moved
      const now = engine.references(URI, sites[0]!.range.start, true);
      assert.deepEqual(now.map((s) => s.range.start.line), sites.map((s) => s.range.start.line), source);
      renamed++;
    }), { seed: SEED, numRuns: RUNS * 4 });
    assert.ok(renamed > RUNS / 4, `only ${renamed} renamed`);
  });
}
