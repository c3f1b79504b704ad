// The case that belongs to a seed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DEFAULT_SETTINGS, type Position, type Settings, type TextChange } from '../../server/src/engine/index.ts';
import { VERSIONS } from '../../server/src/engine/language/version.ts';
import type { Request } from '../../server/src/engine/simulate.ts';
import { changesOf, step } from '../engine/generate.ts';
import { applied } from '../engine/snapshot.ts';
import { bit, damaged } from './bytes.ts';
import { type Dice, dice } from './dice.ts';
import { anyLine, configuration } from './grammar.ts';
import type { Case } from './torment.ts';

/** Texts to damage: the examples, and the fixtures of the rules. */
const SEEDS = ['examples', 'test/rules'].flatMap((folder) => readdirSync(folder, { recursive: true }).map(String).filter((f) => f.endsWith('.cfg')).sort().map((f) => readFileSync(join(folder, f), 'utf8')));
const LOGS = (JSON.parse(readFileSync('test/log/rows.json', 'utf8')) as { line: string }[]).map((r) => r.line);
const STEPS = fc.sample(step, { seed: 11, numRuns: 2000 });
const FRAMEWORKS = [0, 25_000, 1, 3_600_000];

function settings(d: Dice): Settings {
  return d.chance(0.5) ? DEFAULT_SETTINGS : { ...DEFAULT_SETTINGS, version: d.one(VERSIONS), auto: d.chance(0.5), webSocket: { paths: d.chance(0.3) ? ['/ws', '', '/'] : [], http11Only: d.chance(0.3), ping: d.one(FRAMEWORKS), outerIdle: d.one(FRAMEWORKS) }, rules: d.chance(0.2) ? { 'ws-no-timeout-tunnel': 'error', 'unknown-keyword': 'off' } as Settings['rules'] : {} };
}

const request = (d: Dice): Request => ({
  method: d.one(['GET', 'CONNECT', 'POST', '', 'G T']), target: d.one(['/', '/ws', '/ws?token=1', '*', '', 'http://[::1]/x', '/%zz', '/\ud800', `/${'a'.repeat(3000)}`]), http2: d.chance(0.3), tls: d.chance(0.5), sni: d.one(['', 'www.example.com', bit(d).slice(0, 50)]), source: d.one(['192.0.2.1', '::1', 'x', '']),
  headers: [{ name: 'Host', value: d.one(['www.example.com', '', 'a:b:c']) }, ...(d.chance(0.6) ? [{ name: 'Upgrade', value: 'websocket' }, { name: 'Connection', value: 'Upgrade' }] : []), ...(d.chance(0.3) ? [{ name: d.one(['X-A', '', 'constructor', 'bad name', bit(d).slice(0, 20)]), value: bit(d) }] : [])],
});

function change(d: Dice, text: string): readonly TextChange[] {
  if (d.chance(0.4)) { const out: TextChange[] = []; let now = text; for (const c of changesOf(d.one(STEPS), () => now)) { out.push(c); now = applied(now, c); if (out.length > 60) break; } return out; }
  const lines = text.split(/\r\n|\r|\n/), l = d.pick(lines.length), a = d.pick(lines[l]!.length + 2), span = (l2: number, b: number, put: string): TextChange => ({ range: { start: { line: l, character: a }, end: { line: l2, character: b } }, text: put });
  return [d.one([() => span(l, a, bit(d)), () => span(l, a + d.pick(9), bit(d)), () => span(l + d.pick(3), d.pick(20), ''), () => span(l, a, anyLine(d)), () => ({ range: { start: { line: l, character: 0 }, end: { line: l, character: lines[l]!.length } }, text: anyLine(d) }), () => ({ range: { start: { line: l, character: 0 }, end: { line: l, character: 0 } }, text: `${anyLine(d)}\n${anyLine(d)}\n` })])()];
}

/** @param most lines of a generated text */
export function caseOf(seed: number, most = 40): { readonly case: Case; readonly spots: (lines: readonly string[]) => readonly Position[]; readonly deep: boolean } {
  const d = dice(seed);
  let text = d.chance(0.6) ? configuration(d, most) : d.one(SEEDS);
  if (d.chance(0.45)) text = damaged(d, text, d.chance(0.5) ? d.one(SEEDS) : configuration(d, 6));
  const changes: TextChange[] = [];
  let now = text;
  for (let n = d.chance(0.3) ? 0 : d.pick(12); n > 0; n--) for (const c of change(d, now)) { changes.push(c); now = applied(now, c); }
  const logs = Array.from({ length: 3 }, () => (d.chance(0.3) ? d.one(LOGS) : damaged(d, d.one(LOGS), d.one(LOGS))));
  const requests = [request(d)];
  const where = dice(seed ^ 0x5bd1e995);
  const spots = (lines: readonly string[]): readonly Position[] => Array.from({ length: 14 }, () => { const line = where.pick(lines.length), text = lines[line]!, word = [...text.slice(0, 400).matchAll(/\S+/g)]; return { line, character: where.chance(0.1) ? text.length + where.pick(3) : word.length && where.chance(0.7) ? where.one(word).index + where.pick(3) : where.pick(text.length + 1) }; });
  return { case: { text, changes, settings: settings(d), logs, requests }, spots, deep: d.chance(0.15) };
}
