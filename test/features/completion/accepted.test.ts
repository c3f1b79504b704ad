// Every proposal, put where it was proposed with its placeholders as they are, makes a statement that our own checks accept in the
// selected version; and nothing that belongs at a place is missing from its proposals.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine, type Settings } from '../../../server/src/engine/index.ts';
import { at, directivesOf, reaction, usable } from '../../../server/src/engine/language/load.ts';
import type { SectionKind } from '../../../server/src/engine/language/facts.ts';
import { expand } from '../../snippets/expand.ts';
import { configuration, fits, PLACES, type Place } from './accepted-places.ts';
import { URI } from '../cursor.ts';

const VERSIONS = ['2.4', '2.6', '2.8', '3.0', '3.2', '3.4'] as const satisfies readonly Settings['version'][];
/** What these find is missing elsewhere in the file, or stands there already: it is not wrong with the statement. */
const OF_OTHER_LINES: ReadonlySet<string> = new Set(['stick-track-missing', 'stick-counter-not-stored', 'fcgi-app-without-server', 'set-once']);
/** Advice on WebSockets: HAProxy takes the statement. */
const ADVICE = /^(?:ws-|bind-proto-h1)/;

interface Tried { readonly engine: Engine; readonly line: number; readonly text: string; readonly items: ReturnType<Engine['complete']> }

function propose(place: Place, version: Settings['version']): Tried {
  const { before, after } = configuration(place, version), mark = place.line.indexOf('‸'), text = place.line.replace('‸', '');
  const engine = new Engine(), line = before.split('\n').length - 1, indent = before.length - before.lastIndexOf('\n') - 1;
  engine.open(URI, 1, before + text + after, { ...DEFAULT_SETTINGS, version, release: 99, auto: false });
  return { engine, line, text: ' '.repeat(indent) + text, items: engine.complete(URI, { line, character: indent + mark }) };
}

const refused = (engine: Engine, line: number, deprecated: boolean): string[] => engine.findings(URI)
  .filter((f) => f.range.start.line === line && (f.severity === 'error' || f.severity === 'warning') && !OF_OTHER_LINES.has(f.rule) && !ADVICE.test(f.rule) && !(deprecated && f.rule === 'keyword-deprecated'))
  .map((f) => `${f.rule}: ${f.message}`);

/** HAProxy ignores it there, which the manual of 2.4 does not say. */
const IGNORED: ReadonlySet<string> = new Set(['defaults: compression offload']);

let tried = 0;
suite('every proposal is accepted where it is proposed', () => {
  for (const version of VERSIONS) test(version, () => {
    const wrong: string[] = [];
    for (const place of PLACES) {
      if (!fits(place, version)) continue;
      const { engine, line, text, items } = propose(place, version);
      let now = text;
      for (const i of items) {
        const next = text.slice(0, i.start) + (i.snippet ? expand([i.insert]) : i.insert) + text.slice(i.end);
        engine.update(URI, 2, [{ range: { start: { line, character: 0 }, end: { line: line + now.split('\n').length - 1, character: now.length - now.lastIndexOf('\n') - 1 } }, text: next }]);
        now = next;
        tried++;
        const bad = refused(engine, line, i.deprecated);
        if (bad.length) wrong.push(`${place.name} » ${next.trim()} » ${bad[0]}`);
      }
    }
    assert.deepEqual(wrong.slice(0, 25), [], `${wrong.length} in all`);
  });
  test('many were tried', (t) => { t.diagnostic(`${tried} proposals`); assert.ok(tried > 100_000, String(tried)); });
});

suite('nothing is missing', () => {
  for (const version of VERSIONS) test(`directives of each section, ${version}`, () => {
    const missing: string[] = [];
    for (const place of PLACES) {
      if (place.line !== '‸' || place.header === '' || !fits(place, version)) continue;
      const kind = place.header.split(' ')[0] as SectionKind, labels = new Set(propose(place, version).items.map((i) => i.label));
      for (const e of directivesOf(kind)) {
        if (!usable(e, version)) continue;
        const facts = at(e, version), family = facts.grammar.length === 0 && facts.undocumented;
        if (reaction(facts, kind, kind !== 'defaults' || place.header.includes(' ')) === 'yes' && !facts.addon && !family && !labels.has(e.name) && !IGNORED.has(`${kind}: ${e.name}`)) missing.push(`${place.header}: ${e.name}`);
      }
    }
    assert.deepEqual(missing, []);
  });
});
