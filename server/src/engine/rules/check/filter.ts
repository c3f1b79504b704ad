// `filter NAME …`, as each filter's own parser reads it, and `compression …`.
import { table } from '../../language/table.ts';
import { at, filters, usable } from '../../language/load.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { conflictingArguments } from '../language/conflicting-arguments.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { unknownFilter } from '../language/unknown-filter.ts';
import { since, words } from './action-context.ts';
import type { Check, Checker } from './context.ts';
import { checkSampleWords } from './expression.ts';
import { reportVersion } from './known.ts';
import { placeOf } from './place.ts';
import { need, refuse, wantSize, wantTime, wantWord } from './values.ts';

/** Filters of modules that the facts do not cover: they depend on the build. */
const OF_MODULES: ReadonlySet<string> = new Set(['opentracing', 'opentelemetry', 'otel']);

/** Reads a filter's arguments from word `i` on. Gives the index behind them, -1 after a report or when the rest is not known. */
type FilterArguments = (c: Check, i: number, keyword: string) => number;

const none: FilterArguments = (_c, i) => i;
const named = (what: string): FilterArguments => (c, i, keyword) => need(c, i, keyword, what) ? i + 1 : -1;

const trace: FilterArguments = (c, i, keyword) => {
  for (; c.value(i) !== ''; i++) {
    if (c.unknown(i)) return -1;
    const word = c.value(i);
    if (word === 'name' || (word === 'max-fwd' && since(c, '3.4'))) { if (!need(c, ++i, `${keyword} ${word}`, word === 'name' ? 'a name' : 'a number')) return -1; }
    else if (word !== 'random-parsing' && word !== 'random-forwarding' && word !== 'hexdump' && word !== 'quiet') break;
  }
  return i;
};

const spoe: FilterArguments = (c, i, keyword) => {
  let config = false;
  for (; c.value(i) !== ''; i++) {
    if (c.unknown(i)) return -1;
    const word = c.value(i);
    if (word !== 'engine' && word !== 'config') break;
    if (!need(c, ++i, `${keyword} ${word}`, word === 'engine' ? 'the name of an engine' : 'a file name')) return -1;
    config ||= word === 'config';
  }
  // HAProxy names a word it does not know before it misses the file
  if (!config && c.value(i) === '') { c.report(missingArgument, c.whole(), { keyword, expected: "'config' and a file name" }); return -1; }
  return i;
};

const LIMITS: ReadonlySet<string> = new Set(['default-limit', 'default-period', 'limit', 'key', 'table', 'min-size']);
const SHARED = ['limit', 'key', 'table'], OWN = ['default-limit', 'default-period'];

const bandwidth: FilterArguments = (c, i, keyword) => {
  if (!need(c, i, keyword, 'a name')) return -1;
  const seen = new Map<string, number>();
  for (i++; LIMITS.has(c.value(i));) {
    if (c.unknown(i)) return -1;
    const word = c.value(i), name = `${keyword} ${word}`;
    const clash = SHARED.includes(word) ? OWN.find((o) => seen.has(o)) : OWN.includes(word) ? SHARED.find((s) => seen.has(s)) : undefined;
    if (clash) { c.report(conflictingArguments, c.span(i), { keyword, first: clash, second: word }); return -1; }
    seen.set(word, i);
    if (word === 'key') {
      if (!need(c, i + 1, name, 'a sample expression')) return -1;
      const read = checkSampleWords(c, i + 1, placeOf(c.kind, keyword.endsWith('in') ? 'tcp-content' : 'tcp-res', keyword.endsWith('in') ? 'http-req' : 'http-res'), { keyword: name });
      if (!read.known) return -1;
      i = read.next;
      continue;
    }
    if (!need(c, i + 1, name, word === 'default-period' ? 'a time' : word === 'table' ? 'the name of a stick-table' : 'a size')) return -1;
    const value = word === 'table' ? 0 : word === 'default-period' ? wantTime(c, i + 1, name) : wantSize(c, i + 1, name);
    if (value === null && !c.unknown(i + 1)) return -1;
    i += 2;
  }
  if (c.unknown(i)) return -1;
  const wanted = SHARED.some((s) => seen.has(s)) ? ['limit', 'key'] : OWN, missing = wanted.find((w) => !seen.has(w));
  if (missing) { c.report(missingArgument, c.whole(), { keyword, expected: missing }); return -1; }
  return i;
};

const READERS = table<FilterArguments>({
  trace, spoe, compression: none, 'comp-req': none, 'comp-res': none, cache: named('the name of a cache section'), 'fcgi-app': named('the name of a fcgi-app section'), 'bwlim-in': bandwidth, 'bwlim-out': bandwidth,
});

function checkFilter(c: Check): void {
  if (!need(c, 1, 'filter', 'the name of a filter') || c.unknown(1)) return;
  const name = c.value(1), entry = filters().get(name), keyword = `filter ${name}`;
  if (name.startsWith('lua.') || OF_MODULES.has(name)) return;
  if (!entry) { c.report(unknownFilter, c.span(1), { word: name, similar: suggest(name, filters().entries.filter((e) => usable(e, c.version)).map((e) => e.name)).join(' ') }); return; }
  if (!usable(entry, c.version) || at(entry, c.version).removed) { reportVersion(c, entry, keyword, c.span(1)); return; }
  const next = READERS[name]?.(c, 2, keyword) ?? -1;
  if (next >= 0 && c.value(next) !== '' && !c.unknown(next)) c.report(unexpectedArgument, c.span(next), { keyword, word: c.value(next), expected: '' });
}

const ALGORITHMS = words('compression-algorithm'), DIRECTIONS = words('compression-direction');

/** One or more algorithms. `single`: HAProxy reads only the first and ignores the rest. */
const algorithms = (single: boolean): Checker => (c) => {
  const keyword = `compression ${c.value(1)}`;
  if (!need(c, 2, keyword, t('an algorithm: {0}', ALGORITHMS(c).join(', ')))) return;
  for (let i = 2; c.value(i) !== ''; i++) { if (!wantWord(c, i, keyword, ALGORITHMS(c)) || single || c.unknown(i)) return; }
};
const size: Checker = (c) => { const keyword = `compression ${c.value(1)}`; if (need(c, 2, keyword, 'a size')) wantSize(c, 2, keyword); };
const types: Checker = (c) => { need(c, 2, `compression ${c.value(1)}`, 'a media type'); };

const compression: Checker = (c) => {
  // neither the manual nor the keyword tables show these two
  if ((c.value(1) === 'type-req' || c.value(1) === 'type-res') && since(c, '2.8')) { types(c); return; }
  if (need(c, 1, 'compression', 'algo, type or offload')) refuse(c, 1, 'compression', since(c, '2.8') ? 'algo, algo-req, algo-res, type, type-req, type-res, direction or offload' : 'algo, type or offload');
};

const everyFilter = Object.fromEntries(['', ...Object.keys(READERS)].map((n) => [`proxy filter${n && ' '}${n}`, checkFilter]));

export const FILTERS: Readonly<Record<string, Checker>> = {
  ...everyFilter,
  'proxy compression': compression,
  'proxy compression algo': algorithms(false), 'proxy compression algo-res': algorithms(false), 'proxy compression algo-req': algorithms(true),
  'proxy compression type': types, 'proxy compression minsize-req': size, 'proxy compression minsize-res': size,
  'proxy compression direction': (c) => { if (need(c, 2, 'compression direction', DIRECTIONS(c).join(', '))) wantWord(c, 2, 'compression direction', DIRECTIONS(c)); },
};
