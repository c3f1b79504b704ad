// Splits one line into words exactly as HAProxy's parse_line() does (manual 2.2; checked against 2.6 to 3.4
// with `.notice`). One physical line is one statement: no state passes from line to line.

/** One word. `start`/`end` are UTF-16 columns of the raw text, quotes included; `value` is what HAProxy receives. */
export interface Token { readonly start: number; readonly end: number; readonly value: string; readonly flags: number }

/** The value holds an environment variable, so it is not known here. */
export const ENV = 1;
/** Quotes or escapes: raw text and value differ. */
export const QUOTED = 2;
/** `${X[*]}`: the word may become any number of words. */
export const EXPANDS = 4;

export type LexErrorKind = 'quote' | 'hex' | 'brace' | 'variable-name';
export interface LexError { readonly kind: LexErrorKind; readonly at: number }
export interface EnvUse { readonly name: string; readonly start: number; readonly end: number; readonly hasDefault: boolean }

export interface Statement {
  readonly tokens: readonly Token[];
  /** Column of the `#`, or -1. */
  readonly comment: number;
  readonly error: LexError | null;
  readonly env: readonly EnvUse[];
}

const NONE: readonly never[] = [];
const EMPTY: Statement = { tokens: NONE, comment: -1, error: null, env: NONE };

const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);
const isHex = (c: number): boolean => (c >= 48 && c <= 57) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
const isNameStart = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95 || c === 46;
const isName = (c: number): boolean => isNameStart(c) || (c >= 48 && c <= 57);

/** Whatever makes a line more than words between spaces. */
const SPECIAL = /["'\\#\t-\r\ufeff]/;

/** Words between spaces: most lines are no more than that, and looking for the next space is quick. */
function lexPlain(text: string): Statement {
  const n = text.length, tokens: Token[] = [];
  for (let i = 0; i < n;) {
    if (text.charCodeAt(i) === 32) { i++; continue; }
    let end = text.indexOf(' ', i);
    if (end < 0) end = n;
    tokens.push({ start: i, end, value: text.slice(i, end), flags: 0 });
    i = end + 1;
  }
  return tokens.length === 0 ? EMPTY : { tokens, comment: -1, error: null, env: NONE };
}

export function lex(text: string): Statement {
  if (!SPECIAL.test(text)) return lexPlain(text);
  const n = text.length;
  let i = 0;
  if (text.charCodeAt(0) === 0xfeff) i = 1; // a byte order mark is not part of the first word
  while (i < n && isSpace(text.charCodeAt(i))) i++;
  if (i >= n) return EMPTY;
  if (text.charCodeAt(i) === 35) return { tokens: NONE, comment: i, error: null, env: NONE };

  const tokens: Token[] = [];
  let env: EnvUse[] | null = null;
  let comment = -1, error: LexError | null = null;
  let value = '', run = i, start = i, flags = 0, quote = 0, quoteAt = 0;

  while (i < n) {
    const c = text.charCodeAt(i);
    if (quote === 39 && c !== 39) { i++; continue; }
    if (c === 92) {
      const d = i + 1 < n ? text.charCodeAt(i + 1) : -1;
      let put = '', len = 2;
      if (d === 32 || d === 92 || d === 35 || d === 34 || d === 39 || (d === 36 && quote === 34)) put = text[i + 1]!;
      else if (d === 116) put = '\t';
      else if (d === 110) put = '\n';
      else if (d === 114) put = '\r';
      else if (d === 120) {
        if (!isHex(text.charCodeAt(i + 2)) || !isHex(text.charCodeAt(i + 3))) { error ??= { kind: 'hex', at: i }; i += 2; continue; }
        put = String.fromCharCode(parseInt(text.slice(i + 2, i + 4), 16)); len = 4;
      } else { i++; continue; } // any other backslash stays as it is
      value += text.slice(run, i) + put;
      flags |= QUOTED;
      i += len; run = i;
      continue;
    }
    if (c === 34 || c === 39) {
      if (quote && quote !== c) { i++; continue; }
      value += text.slice(run, i);
      flags |= QUOTED;
      if (quote) quote = 0; else { quote = c; quoteAt = i; }
      i++; run = i;
      continue;
    }
    if (c === 36 && quote === 34) {
      const from = i, braced = text.charCodeAt(i + 1) === 123;
      let k = i + (braced ? 2 : 1);
      const nameAt = k;
      if (!isNameStart(text.charCodeAt(k))) { error ??= { kind: 'variable-name', at: k }; i++; continue; }
      while (k < n && isName(text.charCodeAt(k))) k++;
      const name = text.slice(nameAt, k);
      let hasDefault = false;
      if (braced) {
        if (text.startsWith('[*]', k)) { k += 3; flags |= EXPANDS; }
        if (text.charCodeAt(k) === 45) { hasDefault = true; while (k < n && text.charCodeAt(k) !== 125) k++; }
        if (text.charCodeAt(k) !== 125) { error ??= { kind: 'brace', at: from }; i++; continue; }
        k++;
      }
      (env ??= []).push({ name, start: from, end: k, hasDefault });
      flags |= ENV;
      i = k; // the raw `${X}` stays in the value: it is not known here
      continue;
    }
    if (quote === 0) {
      if (c === 35) { comment = i; break; }
      if (isSpace(c)) {
        tokens.push({ start, end: i, value: value + text.slice(run, i), flags });
        do i++; while (i < n && isSpace(text.charCodeAt(i)));
        value = ''; flags = 0; start = i; run = i;
        continue;
      }
    }
    i++;
  }
  const end = comment >= 0 ? comment : n;
  if (end > start) tokens.push({ start, end, value: value + text.slice(run, end), flags });
  if (quote) error ??= { kind: 'quote', at: quoteAt };
  return { tokens, comment, error, env: env ?? NONE };
}

/** How many characters a backslash and what follows it take, for one character of the value: `\x41`, `\n`, `\ `, or the backslash alone. */
export const escapeLength = (next: number, quote: number): number => (next === 120 ? 4 : next === 32 || next === 92 || next === 35 || next === 34 || next === 39 || next === 116 || next === 110 || next === 114 || (next === 36 && quote === 34) ? 2 : 1);

const asked: { token: Token | null; i: number; k: number; quote: number } = { token: null, i: 0, k: 0, quote: 0 };

/**
 * Column of the `index`-th character of the token's value (for spans inside an expression or a log-format).
 * `index === value.length` gives the column behind the last character.
 */
export function columnIn(text: string, token: Token, index: number): number {
  if ((token.flags & QUOTED) === 0) return token.start + index;
  let i = token.start, k = 0, quote = 0;
  // a word of many parts is asked for one after the other: on from the last
  if (token === asked.token && asked.k <= index) ({ i, k, quote } = asked); else asked.token = null;
  while (i < token.end) {
    const c = text.charCodeAt(i);
    if ((c === 34 || c === 39) && (quote === 0 || quote === c)) { quote = quote ? 0 : c; i++; continue; }
    if (k === index) { asked.token = token; asked.i = i; asked.k = k; asked.quote = quote; return i; }
    i += c === 92 && quote !== 39 ? escapeLength(text.charCodeAt(i + 1), quote) : 1;
    k++;
  }
  return Math.min(i, token.end);
}
