/**
 * Integers as C reads them, which is how HAProxy reads most of its numbers: from the front, ignoring what follows (`atol`), or
 * complaining about it (`strtol` with a check). Which of the two a setting uses, and its bounds, is the caller's knowledge.
 */
import type { Limits } from './facts.ts';

export type IntegerResult =
  | { readonly kind: 'ok'; readonly value: number }
  | { readonly kind: 'empty' }
  /** `at`: column of the first character that is no part of the number. */
  | { readonly kind: 'bad-char'; readonly at: number }
  | { readonly kind: 'below'; readonly min: number }
  | { readonly kind: 'above'; readonly max: number };

/** The number a text begins with. `end`: column after it, `from` when there is none (then `value` is 0). */
export interface LeadingInteger {
  /** Clamped to 64 bits as strtol does; exact up to 2^53. */
  readonly value: number;
  readonly end: number;
}

const MAX_LONG = 2 ** 63;

/** strtol in base 10: blanks, a sign, digits. */
export function leadingInteger(text: string, from = 0): LeadingInteger {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  const sign = text.charCodeAt(at);
  if (sign === 45 || sign === 43) at++;
  const digits = at;
  let value = 0;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === digits) return { value: 0, end: from };
  value = Math.min(value, MAX_LONG);
  return { value: sign === 45 ? -value : value, end: at };
}

function isBlank(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

/** atoi: the leading number as a 32-bit integer, 0 when there is none. 4294967376 is 80. */
export function atoi(text: string, from = 0): number {
  const { value, end } = leadingInteger(text, from);
  if (Number.isSafeInteger(value)) return value | 0;
  if (Math.abs(value) >= MAX_LONG) return value < 0 ? 0 : -1;
  const digits = text.slice(from, end).trim();
  return Number(BigInt.asIntN(32, BigInt(digits.startsWith('+') ? digits.slice(1) : digits)));
}

/** The whole text must be a number, a sign allowed, within the bounds. */
export function parseInteger(text: string, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): IntegerResult {
  if (text === '') return { kind: 'empty' };
  const { value, end } = leadingInteger(text);
  if (end < text.length || end === 0) return { kind: 'bad-char', at: firstBad(text, end) };
  if (value < min) return { kind: 'below', min };
  if (value > max) return { kind: 'above', max };
  return { kind: 'ok', value };
}

/** Without any digit strtol stops before the sign; people look at the character after it. */
function firstBad(text: string, end: number): number {
  if (end > 0) return end;
  return (text[0] === '-' || text[0] === '+') && text.length > 1 ? 1 : 0;
}

/** The number of a setting as HAProxy would take it, by the limits that the facts hold for it. */
export function readNumber(text: string, limits: Limits): IntegerResult {
  if (limits.lax === 'no') return parseInteger(text, limits.min ?? undefined, limits.max ?? undefined);
  if (text === '') return { kind: 'empty' };
  const { end } = leadingInteger(text);
  if (end === 0 && limits.lax === 'tail') return { kind: 'bad-char', at: firstBad(text, 0) };
  const value = atoi(text);
  if (limits.min !== null && value < limits.min) return { kind: 'below', min: limits.min };
  if (limits.max !== null && value > limits.max) return { kind: 'above', max: limits.max };
  return { kind: 'ok', value };
}

/** Digits only, as many of HAProxy's own readers want (weights in `random(2)`, map indexes, sample arguments without a sign). */
export function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  return text.length > 0;
}
