// Columns of a piece of a word's value, without the quotes around it.
import { columnIn, type Token } from './lexer.ts';

/** Columns of `value.slice(start, end)`; a quote that closes behind the last character is not part of it. */
export function rangeIn(text: string, token: Token, start: number, end: number): { readonly start: number; readonly end: number } {
  const from = columnIn(text, token, start);
  if (end <= start) return { start: from, end: from };
  const last = columnIn(text, token, end - 1);
  let to = columnIn(text, token, end);
  while (to - 1 > last && (text[to - 1] === '"' || text[to - 1] === "'")) to--;
  return { start: from, end: to };
}
