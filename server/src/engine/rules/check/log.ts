// `log` lines of every section (manual 4.2): a target, then len, format, sample and profile in this order, a facility, levels.
import { table } from '../../language/table.ts';
import { atoi } from '../../language/ints.ts';
import { enumWords } from '../../language/load.ts';
import { compareVersions } from '../../language/version.ts';
import { wantAddress } from './address.ts';
import type { Check, Checker } from './context.ts';
import { need, noMore, refuse, wantWord } from './values.ts';

/** Words from `i` on: the target first. `global`: the word may stand for all targets of the global section. */
function checkLog(c: Check, i: number, keyword: string, global: boolean): void {
  if (c.prefix === 'no') { noMore(c, i, `no ${keyword}`); return; }
  if (c.value(i) === 'global' && !c.has(i + 1)) { if (!global) refuse(c, i, keyword, 'an address and a facility: only other sections refer to global'); return; }
  if (!need(c, i, keyword, global ? "'global', or an address and a facility" : 'an address and a facility') || !need(c, i + 1, keyword, 'a facility')) return;
  // a first word `global` is looked at as a target only where something follows it
  if (c.value(i) !== 'global' && wantAddress(c, i, keyword, 'log')?.problem) return;
  let k = i + 1;
  for (const [word, check] of PARTS) {
    if (c.value(k) !== word || c.unknown(k) || (word === 'profile' && compareVersions(c.version, '3.1') < 0)) continue;
    if (!need(c, k + 1, `${keyword} ${word}`, EXPECTED[word]!) || !check(c, k + 1, keyword)) return;
    k += 2;
  }
  if (!need(c, k, keyword, 'a facility') || !wantWord(c, k, keyword, enumWords('syslog-facility', c.version))) return;
  const levels = enumWords('syslog-level', c.version);
  for (const n of [k + 1, k + 2]) if (c.has(n) && !wantWord(c, n, keyword, levels)) return;
  noMore(c, k + 3, keyword);
}

type Part = (c: Check, i: number, keyword: string) => boolean;

const PARTS: readonly (readonly [string, Part])[] = [['len', length], ['format', format], ['sample', sample], ['profile', () => true]];
const EXPECTED = table<string>({ len: 'a length', format: 'a format', sample: 'ranges and a size, such as 1:10', profile: 'the name of a log-profile' });

function length(c: Check, i: number): boolean {
  const value = atoi(c.value(i));
  if (c.unknown(i) || (value >= 80 && value <= 65535)) return true;
  refuse(c, i, 'len', 'a length from 80 to 65535');
  return false;
}

function format(c: Check, i: number): boolean {
  return wantWord(c, i, 'format', enumWords('log-format-name', c.version));
}

/** `1,3-4:5`: which of each five messages go there. */
function sample(c: Check, i: number): boolean {
  if (c.unknown(i)) return true;
  const [ranges = '', size, ...rest] = c.value(i).split(':'), seen: [number, number][] = [];
  let fine = size !== undefined && rest.length === 0 && /^\d+$/.test(size) && Number(size) > 0;
  for (const range of ranges.split(',')) {
    const m = /^(\d+)(?:-(\d+))?$/.exec(range), low = Number(m?.[1]), high = Number(m?.[2] ?? m?.[1]);
    fine &&= m !== null && low >= 1 && low <= high && high <= Number(size) && !seen.some(([a, b]) => low <= b && a <= high);
    seen.push([low, high]);
  }
  if (!fine) refuse(c, i, 'sample', 'ranges that do not overlap, a colon, and a size no range exceeds, such as 1,3-4:5');
  return fine;
}

export const LOGS: Readonly<Record<string, Checker>> = {
  '* log': (c) => checkLog(c, 1, 'log', c.kind !== 'global'),
  'fcgi-app log-stderr': (c) => checkLog(c, 1, 'log-stderr', true),
};
