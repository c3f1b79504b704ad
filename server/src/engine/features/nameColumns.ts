// Where a name stands in the raw text, and how another name is written there: quotes and escapes of the place stay right.
import type { NameUse } from '../model/names.ts';
import { escapeLength, QUOTED, type Token } from '../syntax/lexer.ts';

/** UTF-16 columns of the raw text. `opens`, `closes`: the quote (character code, 0 for none) that is open in front of the name and behind it. */
export interface Columns { readonly start: number; readonly end: number; readonly opens: number; readonly closes: number }

/** The name as it stands at its site: of a far name, the part behind the slash. */
export const written = (use: NameUse): string => use.kind.startsWith('far-') && use.kind !== 'far-group' ? use.name.slice(use.name.indexOf('/') + 1) : use.kind === 'far-group' ? use.token.value : use.name;

/** Characters of the value that the site covers. */
const lengthOf = (use: NameUse): number => ((use.kind === 'request-capture' || use.kind === 'response-capture') && use.declares ? use.token.value.length : written(use).length);

export function columnsOf(text: string, use: NameUse): Columns {
  if (use.columns) return { ...use.columns, opens: 34, closes: 34 };
  const { token, at } = use, to = at + lengthOf(use);
  return spanIn(text, token, at, to);
}

/** Columns of a part of the token's value. */
export function spanIn(text: string, token: Token, from: number, to: number): Columns {
  return token.flags & QUOTED ? quotedColumns(text, token, from, to) : { start: token.start + from, end: token.start + to, opens: 0, closes: 0 };
}

/** As HAProxy reads a word: backslashes and quotes give no character of the value (see `lex`). */
function quotedColumns(text: string, token: Token, from: number, to: number): Columns {
  let i = token.start, k = 0, quote = 0, start = -1, opens = 0;
  while (i < token.end && k < to) {
    const c = text.charCodeAt(i);
    if ((c === 34 || c === 39) && (quote === 0 || quote === c)) { quote = quote ? 0 : c; i++; continue; }
    if (k === from) { start = i; opens = quote; }
    i += c === 92 && quote !== 39 ? escapeLength(text.charCodeAt(i + 1), quote) : 1;
    k++;
  }
  return { start: start < 0 ? i : start, end: Math.min(i, token.end), opens, closes: quote };
}

/** The name for a site with these quotes around it. */
export function writeAt(name: string, { opens, closes }: Columns): string {
  const text = opens === 39 ? name.replaceAll("'", `'\\''`) : opens === 34 ? name.replace(/[\\"$]/g, '\\$&') : name.replace(/[\s\\"'#]/g, '\\$&');
  // a name that began in one quote and ended in another: leave the quotes as what follows expects them
  return opens === closes ? text : text + quote(opens) + quote(closes);
}
const quote = (code: number): string => (code ? String.fromCharCode(code) : '');
