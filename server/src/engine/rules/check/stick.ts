// `stick-table …` and `stick on …`, as parse_stick_table() and the proxy parser read them.
import { parseDuration } from '../../language/duration.ts';
import { atoi, leadingInteger } from '../../language/ints.ts';
import { at, stickKeys, stickTypes, usable } from '../../language/load.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import type { Version } from '../../language/version.ts';
import { badValue } from '../language/bad-value.ts';
import { conflictingArguments } from '../language/conflicting-arguments.ts';
import { keywordIgnoredHere } from '../language/keyword-ignored-here.ts';
import { keywordNotHere } from '../language/keyword-not-here.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { unknownStoreType } from '../language/unknown-store-type.ts';
import { since } from './action-context.ts';
import type { Check, Checker, Span } from './context.ts';
import { spanIn } from './expression.ts';
import { reportVersion } from './known.ts';
import { SELECTION } from './selection.ts';
import { nameOf } from '../write.ts';
import { unknownWord } from './unknown.ts';
import { need, refuse, wantInteger, wantSize, wantTime, wantWord } from './values.ts';

const LARGEST_ARRAY = 100;
/** Data types that replace others: HAProxy refuses a table with both. */
const REPLACED: readonly (readonly [string, readonly string[]])[] = [['gpt', ['gpt0']], ['gpc', ['gpc0', 'gpc1']], ['gpc_rate', ['gpc0_rate', 'gpc1_rate']]];

const options = (c: Check): readonly string[] => ['type', 'size', 'expire', 'nopurge', 'peers', 'srvkey', 'store', ...(since(c, '2.9') ? ['write-to'] : []), ...(since(c, '3.1') ? ['brates-factor'] : []), ...(since(c, '3.2') ? ['recv-only'] : [])];

/** Checks the arguments of a stick-table from word `i` on. In `peers` sections no `peers` argument is allowed. */
export function checkStickTable(c: Check, i: number, keyword: string, inPeers = false): void {
  const stored = new Set<string>();
  let size = false, type = false;
  for (; c.value(i) !== ''; i++) {
    if (c.unknown(i)) return;
    const word = c.value(i), name = `${keyword} ${word}`;
    switch (options(c).includes(word) && !(inPeers && word === 'peers') ? word : '') {
      case 'type': if (!readType(c, i, keyword)) return; type = true; i++; if (c.value(i + 1) === 'len' && hasLength(c.value(i))) i += 2; break;
      case 'size': if (!need(c, ++i, name, 'a number of entries') || (wantSize(c, i, name, { min: 1 }) === null && !c.unknown(i))) return; size = true; break;
      case 'expire': if (!need(c, ++i, name, 'a time') || (wantTime(c, i, name) === null && !c.unknown(i))) return; break;
      case 'nopurge': case 'recv-only': break;
      case 'peers': if (!need(c, ++i, name, 'the name of a peers section')) return; break;
      case 'write-to': if (!need(c, ++i, name, 'the name of a stick-table')) return; break;
      case 'srvkey': if (!need(c, ++i, name, 'name or addr') || !wantWord(c, i, name, ['name', 'addr'])) return; break;
      case 'brates-factor': if (!need(c, ++i, name, 'a number') || (wantInteger(c, i, name, { min: 1, max: 1024 }) === null && !c.unknown(i))) return; break;
      case 'store': if (c.value(i + 1) !== '' && !readStore(c, ++i, stored)) return; break;
      default: unknownOption(c, i, keyword); return;
    }
  }
  finish(c, keyword, size, type);
}

function finish(c: Check, keyword: string, size: boolean, type: boolean): void {
  if (!size || !type) c.report(missingArgument, c.whole(), { keyword, expected: size ? 'type' : type ? 'size' : 'type and size' });
}

function unknownOption(c: Check, i: number, keyword: string): void {
  const word = c.value(i), similar = suggest(word, options(c))[0];
  // a blank behind the comma of a store list
  if (usableTypes(c.version).includes(/^[^(]*/.exec(word)![0])) { c.report(unexpectedArgument, c.span(i), { keyword, word, expected: "data types joined by commas without blanks, or 'store' in front of each" }); return; }
  c.report(unexpectedArgument, c.span(i), { keyword, word, expected: similar ? t('perhaps {0}', similar) : options(c).join(', ') });
}

const hasLength = (type: string): boolean => type === 'string' || type === 'binary';

function readType(c: Check, i: number, keyword: string): boolean {
  const name = `${keyword} type`, keys = stickKeys().entries.filter((e) => usable(e, c.version)).map((e) => e.name);
  if (!need(c, i + 1, name, keys.join(', ')) || c.unknown(i + 1) || !wantWord(c, i + 1, name, keys)) return false;
  if (c.value(i + 2) !== 'len' || !hasLength(c.value(i + 1))) return true;
  if (!need(c, i + 3, `${name} ${c.value(i + 1)} len`, 'a length')) return false;
  if (c.unknown(i + 3) || leadingInteger(c.value(i + 3)).value !== 0) return true;
  refuse(c, i + 3, `${name} ${c.value(i + 1)} len`, 'a whole number of at least 1');
  return false;
}

const typeNames = new Map<Version, readonly string[]>();
function usableTypes(version: Version): readonly string[] {
  let list = typeNames.get(version);
  if (!list) { list = stickTypes().entries.filter((e) => usable(e, version)).map((e) => e.name); typeNames.set(version, list); }
  return list;
}

/** One word of data types: `name`, `name(argument)` or `name(size,argument)`, joined by commas. */
function readStore(c: Check, i: number, stored: Set<string>): boolean {
  if (c.unknown(i)) return false;
  const token = c.words[i]!, text = token.value;
  for (let start = 0; start < text.length;) {
    const open = text.indexOf('(', start), comma = text.indexOf(',', start), named = open >= 0 && (comma < 0 || open < comma);
    const nameEnd = named ? open : comma < 0 ? text.length : comma, name = text.slice(start, nameEnd);
    let end = nameEnd, args: string[] | null = null;
    if (named) {
      const close = text.indexOf(')', open);
      if (close < 0) { c.report(badValue, spanIn(c, token, start, text.length), { keyword: 'store', value: text.slice(start), expected: 'a closing parenthesis', better: `${text})` }); return false; }
      args = text.slice(open + 1, close).split(',');
      const next = text.indexOf(',', close);
      end = next < 0 ? text.length : next;
    }
    if (!storeType(c, name, args, spanIn(c, token, start, Math.max(end, start + 1)), stored)) return false;
    start = end + 1;
  }
  for (const [type, others] of REPLACED) for (const other of others) {
    if (stored.has(type) && stored.has(other)) { c.report(conflictingArguments, c.span(i), { keyword: 'stick-table store', first: type, second: other }); return false; }
  }
  return true;
}

function storeType(c: Check, name: string, args: readonly string[] | null, span: Span, stored: Set<string>): boolean {
  const entry = stickTypes().get(name);
  if (!entry) { c.report(unknownStoreType, args ? { start: span.start, end: span.start + name.length } : span, { word: name, similar: suggest(name, usableTypes(c.version)).join(' ') }); return false; }
  if (!usable(entry, c.version)) { reportVersion(c, entry, name, span); return false; }
  // an array of `array` elements takes their number first; a rate takes its period last
  const facts = at(entry, c.version), refused = (expected: string): boolean => { c.report(badValue, span, { keyword: 'store', value: c.text.slice(span.start, span.end), expected, better: '' }); return false; };
  if (stored.has(name)) { c.report(conflictingArguments, span, { keyword: 'stick-table store', first: name, second: name }, 'warning'); return true; }
  stored.add(name);
  const wanted = facts.args, form = `${name}(${wanted.map((a) => a.name).join(',')})`;
  if (wanted.length === 0) return args === null || refused(t('{0} without parentheses', name));
  if (args === null || args.length < wanted.length) return refused(form);
  if (facts.array) {
    const count = atoi(args[0]!);
    if (count < 1 || count > LARGEST_ARRAY) return refused(t('{0} with a number of elements from 1 to {1}', form, LARGEST_ARRAY));
    if (wanted.length === 1) return args.length === 1 || refused(form);
  }
  return parseDuration(args[facts.array ? args.length - 1 : 0]!).kind === 'ok' || refused(t('{0} with a time, such as 10s', form));
}

/** The parser knows `store` too, for `store-request`; in a frontend it warns and reads no further. */
const stickFamily: Checker = (c) => {
  if (c.kind === 'frontend') c.report(keywordIgnoredHere, c.span(0), { word: 'stick', section: nameOf(c.section), allowed: 'listen, backend' });
  else if (c.value(1) === 'store' && c.kind === 'defaults') c.report(keywordNotHere, c.span(0), { word: 'stick', section: nameOf(c.section), allowed: 'listen, backend' });
  else if (c.value(1) === 'store') SELECTION['proxy stick store-request']!(c);
  else unknownWord(c);
};

export const STICKING: Readonly<Record<string, Checker>> = {
  'proxy stick-table': (c) => checkStickTable(c, 1, 'stick-table'),
  'proxy stick ?': stickFamily,
};
