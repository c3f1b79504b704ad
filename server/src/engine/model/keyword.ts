// The identity of a statement: its fixed words. `no` and `default` in front are not part of it.
import { lex, type Statement, type Token } from '../syntax/lexer.ts';
import type { SectionKind as KnownSection } from '../language/facts.ts';
import { directivesOf } from '../language/load.ts';
import { closest } from '../language/suggest.ts';
import { CONDITIONAL, HEADER } from '../text/lineTree.ts';

/** Words that name a setting only together with the word behind them. */
const TWO_WORDS = new Set(['timeout', 'option', 'stats', 'http-check', 'tcp-check', 'tcp-request', 'tcp-response', 'stick', 'capture', 'compression', 'email-alert', 'external-check']);

/** Every section that any covered version knows (manual 2.1 and 3 to 12). */
export const SECTION_WORDS: ReadonlySet<string> = new Set([
  'global', 'defaults', 'frontend', 'backend', 'listen', 'peers', 'resolvers', 'userlist', 'mailers', 'cache', 'http-errors', 'fcgi-app',
  'ring', 'log-forward', 'log-profile', 'crt-store', 'program', 'traces', 'acme', 'healthcheck',
]);
const SCOPES = ['global', 'frontend', 'peers', 'resolvers', 'userlist', 'mailers', 'cache', 'http-errors', 'fcgi-app', 'ring', 'log-forward', 'log-profile', 'crt-store', 'traces', 'acme', 'healthcheck', 'program'] as const satisfies readonly KnownSection[];
const CONDITIONAL_WORDS = new Set(['.if', '.elif', '.else', '.endif']);

export type SectionKind = string;
/** Sections that HAProxy calls proxies. */
export const isProxy = (kind: SectionKind): boolean => kind === 'frontend' || kind === 'backend' || kind === 'listen';
export const hasFrontend = (kind: SectionKind): boolean => kind === 'frontend' || kind === 'listen';
export const hasBackend = (kind: SectionKind): boolean => kind === 'backend' || kind === 'listen';

/** Index of the first word that counts: 1 behind `no`/`default`, else 0. */
export const headIndex = (tokens: readonly Token[]): number => {
  const v = tokens[0]?.value;
  return (v === 'no' || v === 'default') && tokens.length > 1 ? 1 : 0;
};

export function keywordOf(tokens: readonly Token[]): string {
  const at = headIndex(tokens), first = tokens[at]?.value ?? '';
  if (!TWO_WORDS.has(first)) return first;
  const second = tokens[at + 1]?.value;
  return second === undefined ? first : `${first} ${second}`;
}

/** Indented lines that may be more than a directive: a section's word, a dot, or a first word with quotes. */
const CANDIDATE = new RegExp(`^\\s+(?:(?:${[...SECTION_WORDS].join('|')})(?![^\\s#"'\\\\])|\\.|[^\\s#"'\\\\]*["'\\\\])`);

/** HEADER and CONDITIONAL bits of a line, from its first word alone. */
export function classify(text: string): number {
  if (text.charCodeAt(0) <= 32 && !CANDIDATE.test(text)) return 0;
  let i = 0;
  const n = text.length;
  if (text.charCodeAt(0) === 0xfeff) i = 1;
  while (i < n) { const c = text.charCodeAt(i); if (c !== 32 && (c < 9 || c > 13)) break; i++; }
  if (i >= n) return 0;
  const c = text.charCodeAt(i);
  if (c === 35) return 0;
  let k = i;
  while (k < n) {
    const d = text.charCodeAt(k);
    if (d === 32 || (d >= 9 && d <= 13) || d === 35) break;
    if (d === 34 || d === 39 || d === 92) return classifyWord(lex(text));
    if (++k - i > 64) return 0;
  }
  return bits(text.slice(i, k), i <= 1);
}
const classifyWord = (s: Statement): number => bits(s.tokens[0]?.value ?? '', false);
const bits = (word: string, unindented: boolean): number =>
  SECTION_WORDS.has(word) || (unindented && meantSection(word) !== null) ? HEADER : word.charCodeAt(0) === 46 && CONDITIONAL_WORDS.has(word) ? CONDITIONAL : 0;

const meant = new Map<string, SectionKind | null>();
let directives: ReadonlySet<string> | null = null;

/**
 * The section word that an unindented, otherwise unknown word was meant to be (`bckend`), or null. Reading it as a header keeps
 * one slip from making every line below wrong.
 */
export function meantSection(word: string): SectionKind | null {
  if (word.length < 4 || word.length > 14 || !/^[A-Za-z-]+$/.test(word) || SECTION_WORDS.has(word)) return null;
  let found = meant.get(word);
  if (found === undefined) {
    directives ??= new Set(SCOPES.flatMap((kind) => directivesOf(kind).map((e) => e.name.split(' ')[0]!)).concat('no', 'default', 'acl', 'peer', 'user', 'group'));
    found = directives.has(word) ? null : closest(word, SECTION_WORDS, 1)[0] ?? null;
    if (meant.size > 1000) meant.clear();
    meant.set(word, found);
  }
  return found;
}
