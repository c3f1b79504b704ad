// `http-check expect …` and `tcp-check expect …`, as parse_tcpcheck_expect() reads them.
import { leadingInteger } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { conflictingArguments } from '../language/conflicting-arguments.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import type { Check } from './context.ts';
import { checkSample } from './expression.ts';
import { checkLogFormat } from './logFormat.ts';
import { placeOf } from './place.ts';
import { checkRegex } from './regex.ts';
import { need, refuse, wantWord } from './values.ts';

type Protocol = 'http' | 'tcp';
type Pattern = 'text' | 'regex' | 'format' | 'hex' | 'codes' | 'header' | 'none';

const PATTERNS: Readonly<Record<Protocol, ReadonlyMap<string, Pattern>>> = {
  http: new Map([['string', 'text'], ['rstring', 'regex'], ['string-lf', 'format'], ['status', 'codes'], ['rstatus', 'regex'], ['hdr', 'header'], ['fhdr', 'header'], ['custom', 'none']]),
  tcp: new Map([['string', 'text'], ['rstring', 'regex'], ['string-lf', 'format'], ['binary', 'hex'], ['rbinary', 'regex'], ['binary-lf', 'format'], ['custom', 'none']]),
};
/** Health check statuses per option, in any case of letters. */
const STATUSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['ok-status', ['L7OK', 'L7OKC', 'L6OK', 'L4OK']], ['error-status', ['L7RSP', 'L7STS', 'L7OKC', 'L6RSP', 'L4CON']], ['tout-status', ['L7TOUT', 'L6TOUT', 'L4TOUT']],
]);
const OPTIONS = new Set(['min-recv', 'comment', 'on-success', 'on-error', 'status-code', ...STATUSES.keys()]);
const METHODS = ['str', 'beg', 'end', 'sub', 'reg'];

/** Checks the words from `i` on. */
export function checkExpect(c: Check, i: number, protocol: Protocol): void {
  const keyword = `${protocol}-check expect`, patterns = PATTERNS[protocol];
  let pattern = '';
  while (c.value(i) !== '') {
    if (c.unknown(i)) return;
    let word = c.value(i), negated = false;
    while (word.startsWith('!')) {
      negated = true;
      word = word.replace(/^!+/, '');
      if (word === '' && c.unknown(++i)) return;
      if (word === '') word = c.value(i);
    }
    const kind = patterns.get(word);
    if (kind === undefined && !OPTIONS.has(word)) {
      if (word === '') { c.report(missingArgument, c.whole(), { keyword, expected: 'what to expect' }); return; }
      c.report(unexpectedArgument, c.span(i), { keyword, word, expected: [...patterns.keys()].filter((k) => k !== 'custom').join(', ') });
      return;
    }
    if (negated && (kind === undefined || kind === 'none')) { refuse(c, i, keyword, 'no ! in front of it'); return; }
    if (kind !== undefined && pattern !== '') { c.report(conflictingArguments, c.span(i), { keyword, first: pattern, second: word }); return; }
    if (kind !== undefined) pattern = word;
    i = kind === undefined ? option(c, i, word, keyword) : kind === 'header' ? header(c, i, `${keyword} ${word}`) : kind === 'none' ? i + 1 : value(c, i, `${keyword} ${word}`, kind);
    if (i < 0) return;
  }
  if (pattern === '') c.report(missingArgument, c.whole(), { keyword, expected: t('what to expect: {0}', [...patterns.keys()].filter((k) => k !== 'custom').join(', ')) });
}

/** An option and its value. Gives the index behind them, -1 after a report. */
function option(c: Check, i: number, word: string, keyword: string): number {
  const name = `${keyword} ${word}`, statuses = STATUSES.get(word);
  if (!need(c, i + 1, name, word === 'min-recv' ? 'a number of bytes' : statuses ? 'a check status' : word === 'status-code' ? 'a sample expression' : 'a text')) return -1;
  if (c.unknown(i + 1)) return i + 2;
  const token = c.words[i + 1]!, place = placeOf(c.kind, 'check');
  if (word === 'min-recv' && !inRange(leadingInteger(token.value).value)) { refuse(c, i + 1, name, '-1, 0 or a number of bytes'); return -1; }
  if (statuses && !statuses.includes(token.value.toUpperCase())) { wantWord(c, i + 1, name, statuses); return -1; }
  if (word === 'status-code' && checkSample(c, token, 0, place, { keyword: name }).type === null) return -1;
  if (word === 'on-success' || word === 'on-error') checkLogFormat(c, token, place, { keyword: name });
  return i + 2;
}

const inRange = (n: number): boolean => n >= -1 && n <= 0x7fffffff;

function value(c: Check, i: number, keyword: string, kind: Pattern): number {
  if (!need(c, i + 1, keyword, kind === 'codes' ? 'status codes' : kind === 'regex' ? 'a regular expression' : 'a text')) return -1;
  if (c.unknown(i + 1)) return i + 2;
  const text = c.value(i + 1);
  if (kind === 'regex' && !checkRegex(c, i + 1, keyword)) return -1;
  if (kind === 'format') checkLogFormat(c, c.words[i + 1]!, placeOf(c.kind, 'check'), { keyword });
  if (kind === 'hex' && !checkHex(c, i + 1, keyword)) return -1;
  if (kind === 'codes' && !areCodes(text)) { refuse(c, i + 1, keyword, 'status codes and ranges, joined by commas: 200-399,404'); return -1; }
  return i + 2;
}

/** Bytes as pairs of hexadecimal digits. */
export function checkHex(c: Check, i: number, keyword: string): boolean {
  if (c.unknown(i) || /^(?:[0-9a-fA-F]{2})+$/.test(c.value(i))) return true;
  refuse(c, i, keyword, 'hexadecimal digits, two for each byte');
  return false;
}

/** Numbers may be missing: HAProxy reads 0 there. A range must not run backwards. */
function areCodes(text: string): boolean {
  for (const part of text.split(',')) {
    const m = /^(\d*)(?:(-)(\d*))?$/.exec(part);
    if (!m || (m[2] && Number(m[1]) > Number(m[3]))) return false;
  }
  return true;
}

/** `hdr name [-m METHOD] NAME [value [-m METHOD] VALUE]`. */
function header(c: Check, i: number, keyword: string): number {
  const name = c.value(i + 1);
  if (name === '') { need(c, i + 1, keyword, "'name' and the name of a header"); return -1; }
  if (c.unknown(i + 1)) return -1;
  if (name !== 'name' && name !== 'name-lf') { refuse(c, i + 1, keyword, "'name' or 'name-lf', then the name of a header"); return -1; }
  const next = part(c, i + 2, `${keyword} ${name}`, name === 'name-lf', 'the name of a header');
  if (next < 0) return -1;
  const what = c.value(next);
  return what === 'value' || what === 'value-lf' ? part(c, next + 1, `${keyword} ${what}`, what === 'value-lf', 'a value') : next;
}

function part(c: Check, i: number, keyword: string, format: boolean, expected: string): number {
  if (!need(c, i, keyword, expected) || c.unknown(i)) return -1;
  let method = 'str';
  if (c.value(i) === '-m') {
    if (!need(c, i + 1, `${keyword} -m`, 'a match method') || c.unknown(i + 1) || !wantWord(c, i + 1, `${keyword} -m`, METHODS)) return -1;
    method = c.value(i + 1);
    if (method === 'reg' && format) { c.report(conflictingArguments, c.span(i, i + 1), { keyword, first: keyword.slice(keyword.lastIndexOf(' ') + 1), second: '-m reg' }); return -1; }
    i += 2;
    if (!need(c, i, keyword, expected)) return -1;
  }
  if (method === 'reg' && !checkRegex(c, i, keyword)) return -1;
  if (format && !c.unknown(i)) checkLogFormat(c, c.words[i]!, placeOf(c.kind, 'check'), { keyword });
  return i + 1;
}
