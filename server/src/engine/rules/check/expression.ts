// Sample expressions: `fetch(args),converter(args),…` (manual 7.3), read in the order of sample_parse_expr(): the first problem is
// HAProxy's own, so nothing behind it is judged.
import { aclKeyword } from '../../language/aclKeyword.ts';
import type { Converter, Fetch, SampleType } from '../../language/facts.ts';
import { at as factsAt, converter, converters, fetch, fetches, usable } from '../../language/load.ts';
import { converts, goneWhenLogged, isIdentifier, sameAs } from '../../language/samples.ts';
import { ownCopy, suggest } from '../../language/suggest.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { rangeIn } from '../../syntax/range.ts';
import { badExpression } from '../language/bad-expression.ts';
import { badSampleArgument } from '../language/bad-sample-argument.ts';
import { converterType } from '../language/converter-type.ts';
import { fetchNotAvailable } from '../language/fetch-not-available.ts';
import { unknownConverter } from '../language/unknown-converter.ts';
import { unknownFetch } from '../language/unknown-fetch.ts';
import { readArguments } from './arguments.ts';
import { CONVERTER_VALUES, FETCH_VALUES } from './argumentValues.ts';
import type { Check, Span } from './context.ts';
import { isTooEarly, reportVersion } from './known.ts';
import { ANYWHERE, type Place } from './place.ts';

export interface SampleOptions {
  /** The directive or action, for messages. */
  readonly keyword: string;
  /** Inside `%[…]`: the expression ends at the first character that cannot belong to it. */
  readonly brackets?: boolean;
  /** An ACL keyword such as path_beg may stand for the fetch, and availability is only a matter of warnings, left to the condition. */
  readonly acl?: boolean;
  /** log-format-fetch-too-late speaks of request and response data. */
  readonly logged?: boolean;
}

export interface SampleRead {
  /** Offset behind the expression in the token's value. */
  readonly end: number;
  /** What it gives; null when that is not known (a problem, the environment). */
  readonly type: SampleType | null;
  readonly fetch: Fetch | null;
  /** Name that the expression begins with: a fetch or an ACL keyword. */
  readonly name: string;
  /** The name is an ACL keyword. */
  readonly keyword: boolean;
  /** Matching method of the ACL keyword, unless converters replaced it. */
  readonly match: string | null;
}

/** Columns of a piece of the token's value. */
export const spanIn = (c: Check, token: Token, start: number, end: number): Span => rangeIn(c.text, token, start, end);

const identifierEnd = (text: string, from: number): number => {
  let i = from;
  while (i < text.length && isIdentifier(text.charCodeAt(i))) i++;
  return i;
};

const names = new Map<string, readonly string[]>();
/** What may be meant by an unknown word. */
function similar(c: Check, word: string, kind: 'fetch' | 'acl' | 'converter'): string {
  const key = `${kind} ${c.version}`;
  let list = names.get(key);
  if (!list) {
    list = kind === 'converter' ? converters().entries.filter((e) => usable(e, c.version)).map((e) => e.name)
      : fetches().entries.filter((e) => usable(e, c.version) && (kind === 'acl' || !factsAt(e, c.version).aclOnly)).map((e) => e.name);
    names.set(key, list);
  }
  return suggest(word, list).join(' ');
}

const NOTHING = { type: null, fetch: null, match: null, keyword: false };

/** What the expressions of ACLs were found to read, by version: files test the same few things over and over. */
const acls = new Map<string, Map<string, SampleRead>>();
const MOST_READ = 2000;

/** Checks the expression that starts at `at` in the token's value. */
export function checkSample(c: Check, token: Token, at: number, place: Place, options: SampleOptions): SampleRead {
  if (!options.acl || at > 0 || token.flags !== 0 || options.brackets) return readSample(c, token, at, place, options);
  const release = c.first ? c.version : `${c.version} later`;
  let known = acls.get(release);
  if (!known) acls.set(release, known = new Map());
  let read = known.get(token.value);
  if (!read) {
    const before = c.found.length;
    read = readSample(c, token, at, place, options);
    if (read.type !== null && c.found.length === before) { if (known.size >= MOST_READ) known.clear(); known.set(ownCopy(token.value), read); }
  }
  return read;
}

function readSample(c: Check, token: Token, at: number, place: Place, options: SampleOptions): SampleRead {
  const text = token.value, end = identifierEnd(text, at), name = text.slice(at, end);
  const unknown = (stop = text.length): SampleRead => ({ ...NOTHING, end: stop, name });
  if (token.flags & ENV) return unknown();
  if (name === '') { c.report(badExpression, spanIn(c, token, at, Math.min(at + 1, text.length)), { kind: 'empty', name: '', found: '' }); return unknown(); }
  const keyword = options.acl ? aclKeyword(name, c.version) : undefined, entry = keyword?.fetch ?? fetch(name);
  const nameSpan = (): Span => spanIn(c, token, at, end);
  if (!entry || (!keyword && factsAt(entry, c.version).aclOnly)) {
    if (!name.startsWith('lua.')) c.report(unknownFetch, nameSpan(), { word: name, similar: similar(c, name, options.acl ? 'acl' : 'fetch') });
    return unknown();
  }
  if (!usable(entry, c.version)) { reportVersion(c, entry, name, nameSpan()); return unknown(); }
  if (isTooEarly(c, 'fetches', name, nameSpan())) return unknown();
  const facts = factsAt(entry, c.version);
  const i = readCall(c, token, end, name, facts, FETCH_VALUES);
  if (i < 0) return unknown();
  const rest = readConverters(c, token, i, name, facts.output, options.brackets === true);
  if (rest.type === null && rest.end < 0) return unknown();
  if (!options.acl && place !== ANYWHERE && facts.availability !== null && (facts.availability & place) === 0 && !(options.logged && goneWhenLogged(facts))) {
    c.report(fetchNotAvailable, spanIn(c, token, at, i), { fetch: name, where: options.keyword, kind: 'expression' });
  }
  return { end: rest.end, type: rest.type, fetch: facts, name, keyword: keyword !== undefined, match: rest.count > 0 ? null : keyword?.match ?? null };
}

/** Arguments of a fetch or converter. Gives the offset behind them, -1 after a report. */
function readCall(c: Check, token: Token, from: number, name: string, facts: Fetch | Converter, tests: typeof FETCH_VALUES): number {
  const args = readArguments(token.value, from, facts.args), { problem } = args;
  if (problem) {
    if (problem.kind === 'unclosed') c.report(badExpression, spanIn(c, token, from - name.length, token.value.length), { kind: 'open', name, found: '' });
    else {
      const kind = problem.kind === 'type' ? 'value' : problem.kind, start = problem.end > problem.start ? problem.start : from - name.length;
      c.report(badSampleArgument, spanIn(c, token, start, Math.max(problem.end, start + 1)), { kind, name, value: token.value.slice(problem.start, problem.end), expected: kind === 'many' ? String(facts.args.length) : problem.expected });
    }
    return -1;
  }
  // HAProxy looks at values only where there are some; names of what may be left out come as an empty text
  const refused = args.values.length > 0 ? tests.get(name)?.(args.values, c.version) : undefined;
  if (refused) {
    const span = args.spans[refused.index], start = span && span[1] > span[0] ? span[0] : from - name.length, value = args.values[refused.index] ?? '';
    c.report(badSampleArgument, spanIn(c, token, start, span && span[1] > span[0] ? span[1] : Math.max(args.end, start + 1)), { kind: value === '' ? 'missing' : 'value', name, value, expected: refused.expected });
    return -1;
  }
  return args.end;
}

interface Chain { readonly end: number; readonly type: SampleType | null; readonly count: number }
const FAILED: Chain = { end: -1, type: null, count: 0 };

/** The converters of one word, from the character behind the fetch, or from the word's start (0). `open`: text that cannot belong to them ends them. */
function readConverters(c: Check, token: Token, from: number, before: string, input: SampleType, open: boolean): Chain {
  const text = token.value;
  let i = from, type = input, last = before, count = 0;
  for (;;) {
    if (i > 0 && i < text.length && text.charCodeAt(i) !== 44) {
      if (open) break;
      c.report(badExpression, spanIn(c, token, i, text.length), { kind: 'comma', name: last, found: text.slice(i) });
      return FAILED;
    }
    while (text.charCodeAt(i) === 44) i++;
    if (i >= text.length) break;
    const next = readConverter(c, token, i, last, type);
    if (!next) return FAILED;
    last = next.name; type = next.type; i = next.end; count++;
  }
  return { end: i, type, count };
}

function readConverter(c: Check, token: Token, at: number, before: string, input: SampleType): { readonly end: number; readonly type: SampleType; readonly name: string } | null {
  const end = identifierEnd(token.value, at), name = token.value.slice(at, end), entry = converter(name);
  const span = (): Span => spanIn(c, token, at, Math.max(end, Math.min(at + 1, token.value.length)));
  if (!entry) {
    if (!name.startsWith('lua.')) c.report(unknownConverter, span(), { word: name || token.value[at]!, similar: name ? similar(c, name, 'converter') : '' });
    return null;
  }
  if (!usable(entry, c.version)) { reportVersion(c, entry, name, span()); return null; }
  if (isTooEarly(c, 'converters', name, span())) return null;
  const facts = factsAt(entry, c.version);
  if (!converts(input, facts.input)) { c.report(converterType, span(), { converter: name, from: input, wants: facts.input, before }); return null; }
  const stop = readCall(c, token, end, name, facts, CONVERTER_VALUES);
  return stop < 0 ? null : { end: stop, name, type: facts.output === 'same' ? sameAs(input, facts.input) : facts.output };
}

export interface WordsRead extends SampleRead {
  /** Index of the first word behind the expression. */
  readonly next: number;
  /** False when something was reported or depends on the environment: what follows is not known to be right. */
  readonly known: boolean;
}

/** Checks the expression that starts with word `i`; converters may follow as words of their own. */
export function checkSampleWords(c: Check, i: number, place: Place, options: SampleOptions): WordsRead {
  const token = c.words[i];
  if (!token || c.unknown(i)) return { ...NOTHING, end: 0, name: '', next: i + 1, known: false };
  const read = checkSample(c, token, 0, place, options);
  if (read.type === null) return { ...read, next: skipConverters(c, i + 1), known: false };
  const { next, type } = convertWords(c, c.words, i + 1, read.name, read.type);
  return type === null ? { ...read, type, next: skipConverters(c, next + 1), known: false } : { ...read, type, next, known: true };
}

/** Converters that follow as words of their own, from `words[from]` on. `next`: the first word that is none; type null after a report there. */
export function convertWords(c: Check, words: readonly Token[], from: number, name: string, input: SampleType): { readonly next: number; readonly type: SampleType | null } {
  let k = from, type = input;
  for (; k < words.length; k++) {
    const word = words[k]!, entry = converter(word.value.slice(0, identifierEnd(word.value, 0)));
    if (!entry || !usable(entry, c.version) || word.flags & ENV) break;
    const chain = readConverters(c, word, 0, name, type, false);
    if (chain.type === null) return { next: k, type: null };
    type = chain.type;
  }
  return { next: k, type };
}

function skipConverters(c: Check, from: number): number {
  let k = from;
  while (k < c.words.length && converter(c.value(k).slice(0, identifierEnd(c.value(k), 0)))) k++;
  return k;
}
