// Conditions in three values: yes, no, unknown. An ACL is true when any value of its sample fits any of its patterns (manual 7.1).
import { aclKeyword } from '../../language/aclKeyword.ts';
import { converter } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { isDead, livenessOf } from '../../model/conditionals.ts';
import { type AclTest, type Condition, parseAclTest, type Term } from '../../syntax/condition.ts';
import { lex, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import { code } from '../hover/place.ts';
import type { Context } from './context.ts';
import { depends, evaluate, fromEnvironment } from './expression.ts';
import { NUMBERED } from './fetches.ts';
import { compile } from './regex.ts';
import { type Answer, inNetwork, isUnknown, parseIp, toNumber, type Value } from './value.ts';

/** `saw`: what the test read, or why nobody can say. */
export interface Tested { readonly answer: Answer; readonly saw: string }
/** One term of a condition, as it was judged. */
export interface Judged extends Tested { readonly term: string }

const MOST_SHOWN = 3;

/** ACLs that need no declaration (manual 7.4). */
const PREDEFINED: Readonly<Record<string, string>> = {
  TRUE: 'always_true', FALSE: 'always_false', LOCALHOST: 'src 127.0.0.1/8 ::1', HTTP: 'req.proto_http', 'HTTP_1.0': 'req.ver 1.0', 'HTTP_1.1': 'req.ver 1.1', 'HTTP_2.0': 'req.ver 2.0', 'HTTP_3.0': 'req.ver 3.0',
  HTTP_CONTENT: 'req.hdr_val(content-length) gt 0', HTTP_URL_ABS: 'url_reg ^[^/:]*://', HTTP_URL_SLASH: 'url_beg /', HTTP_URL_STAR: 'url *', METH_CONNECT: 'method CONNECT', METH_DELETE: 'method DELETE',
  METH_GET: 'method GET HEAD', METH_HEAD: 'method HEAD', METH_OPTIONS: 'method OPTIONS', METH_POST: 'method POST', METH_PUT: 'method PUT', METH_TRACE: 'method TRACE', REQ_CONTENT: 'req.len gt 0', WAIT_END: 'wait_end',
};

const either = (answers: Iterable<Answer>): Answer => { let out: Answer = false; for (const a of answers) { if (a === true) return true; if (a === null) out = null; } return out; };

/** `expression [flags] [patterns]` for this request. */
function testWords(c: Context, words: readonly Token[]): Tested {
  const test = parseAclTest(words), unknown = (saw: string): Tested => ({ answer: null, saw });
  if (!test) return unknown(t('the test is not complete'));
  if (words.some(depends)) return unknown(fromEnvironment().unknown);
  if (test.fromFile) return unknown(t('the file {0} is not read', code(test.flags.find((f) => f.flag === '-f')?.value?.value ?? '?')));
  const { version } = c.project.settings, sample = parseSample(test.expression.value), keyword = aclKeyword(sample.fetch.name, version);
  if (sample.end < test.expression.value.length) return unknown(t('the expression is not complete'));
  if (!keyword && words[1] && converter(words[1].value)) return unknown(t('converters as words of their own are not covered'));
  const values = evaluate(c, test.expression.value, true, 0, true);
  if (isUnknown(values)) return unknown(values.unknown);
  const own = test.method ?? (sample.converters.length ? null : keyword?.match ?? null);
  const answer = either(values.map((v) => matches(v, test, v.kind === 'meth' && test.method === null ? 'method' : own ?? byKind(v))));
  const shown = values.slice(0, MOST_SHOWN).map((v) => code(v.text.length > 80 ? `${v.text.slice(0, 80)}…` : v.text)).join(', ') + (values.length > MOST_SHOWN ? ', …' : '');
  return { answer, saw: values.length === 0 ? t('it is not there') : answer === null ? t('whether {0} fits is not known', shown) : shown };
}

/** The method that HAProxy takes where none is named. */
const byKind = (v: Value): string => (v.kind === 'int' ? 'int' : v.kind === 'bool' ? 'bool' : v.kind === 'ip' ? 'ip' : 'str');

function matches(v: Value, test: AclTest, method: string): Answer {
  const patterns = test.patterns.map((p) => p.value), fold = test.ignoreCase;
  switch (method) {
    case 'found': return true;
    case 'bool': { const n = toNumber(v); return n === null ? false : n !== 0; }
    case 'int': { const n = toNumber(v); return n === null ? false : inRanges(n, patterns); }
    case 'len': return /[^\0-\x7f]/.test(v.text) ? null : inRanges(v.text.length, patterns);
    case 'ip': return either(patterns.map((p) => (v.kind === 'ip' || parseIp(v.text) ? inNetwork(v.text, p) : false)));
    case 'method': return patterns.some((p) => (NUMBERED.has(p) ? v.number !== 0 && v.text === p : (v.number === 0 || !NUMBERED.has(v.text)) && (fold ? small(v.text) === small(p) : v.text === p)));
    case 'str': case 'beg': case 'end': case 'sub': case 'dir': case 'dom': return either(patterns.map((p) => compare(v.text, p, method, fold)));
    case 'reg': return either(patterns.map((p) => { const regex = compile(p, fold), found = regex ? regex.exec(v.text) : 'unknown'; return found === 'unknown' ? null : found !== null; }));
    default: return null;
  }
}

const small = (s: string): string => s.replace(/[A-Z]/g, (x) => x.toLowerCase());

function compare(value: string, pattern: string, method: string, fold: boolean): Answer {
  const s = fold ? small(value) : value, p = fold ? small(pattern) : pattern;
  switch (method) {
    case 'str': return s === p;
    case 'beg': return s.startsWith(p);
    case 'end': return s.endsWith(p);
    case 'sub': return s.includes(p);
    default: return hasWord(s, p, method === 'dir' ? '/?' : '/?.:');
  }
}

/** The pattern stands between delimiters, or at an end. */
function hasWord(s: string, pattern: string, delimiters: string): boolean {
  let from = 0, to = pattern.length;
  while (from < to && delimiters.includes(pattern[from]!)) from++;
  while (to > from && delimiters.includes(pattern[to - 1]!)) to--;
  const p = pattern.slice(from, to), last = s.length - p.length;
  let may = true;
  for (let i = 0; i <= last; i++) {
    if (delimiters.includes(s[i] ?? ' ')) { may = true; continue; }
    if (may && s.startsWith(p, i) && (i === last || delimiters.includes(s[i + p.length]!))) return true;
    may = false;
  }
  return false;
}

/** Numbers, ranges `a:b`, and operators that hold for what follows them. */
function inRanges(n: number, patterns: readonly string[]): Answer {
  let operator = 'eq';
  const answers: Answer[] = [];
  for (const p of patterns) {
    if (/^(?:eq|ge|gt|le|lt)$/.test(p)) { operator = p; continue; }
    const plain = /^-?\d+$/.test(p) ? Number(p) : null, range = /^(-?\d*):(-?\d*)$/.exec(p);
    if (plain !== null && Number.isSafeInteger(plain)) answers.push(operator === 'eq' ? n === plain : operator === 'ge' ? n >= plain : operator === 'gt' ? n > plain : operator === 'le' ? n <= plain : n < plain);
    else if (range && operator === 'eq') answers.push((range[1] === '' || n >= Number(range[1])) && (range[2] === '' || n <= Number(range[2])));
    else answers.push(null);
  }
  return either(answers);
}

/** The ACL of this name in the section; several lines are "or". */
function testNamed(c: Context, name: string): Tested {
  const lines = c.section.local('acl', name)?.declared ?? [], tested: Tested[] = [];
  for (const line of lines) {
    const { document } = c.section, life = livenessOf(document, line);
    if (isDead(document, line)) continue;
    const one = testWords(c, c.project.lex(line.text).tokens.slice(2));
    tested.push(life === 'live' || one.answer === false ? one : { answer: null, saw: t('whether its line counts is not known') });
  }
  if (tested.length === 0) {
    const words = PREDEFINED[name];
    return words === undefined || !Object.hasOwn(PREDEFINED, name) ? { answer: null, saw: t('it is not declared here') } : testWords(c, lex(words).tokens);
  }
  const answer = either(tested.map((x) => x.answer)), told = tested.filter((x) => x.answer === answer);
  return { answer, saw: [...new Set((told.length ? told : tested).map((x) => x.saw))].slice(0, MOST_SHOWN).join('; ') };
}

const not = (a: Answer): Answer => (a === null ? null : !a);

/** The answer, and the terms that were looked at: HAProxy stops where the answer is certain. */
export function judge(c: Context, condition: Condition, text: string, tokens: readonly Token[]): { readonly answer: Answer; readonly terms: readonly Judged[] } {
  const terms: Judged[] = [], groups: Answer[] = [];
  const told = (x: Term): string => text.slice(tokens[x.first]!.start, tokens[x.last]!.end);
  for (const group of condition.groups) {
    let all: Answer = true;
    for (const x of group) {
      const { answer, saw } = x.name === null ? testWords(c, x.words) : testNamed(c, x.name), said = x.negated ? not(answer) : answer;
      terms.push({ term: told(x), answer: said, saw });
      if (said === false) { all = false; break; }
      if (said === null) all = null;
    }
    groups.push(all);
    if (all === true) break;
  }
  const met = either(groups);
  return { answer: condition.unless ? not(met) : met, terms };
}
