/**
 * Time values as HAProxy's timer parser reads them. The results were compared with `haproxy -c` of 2.6, 3.0, 3.2 and 3.4
 * (same in all four). Which unit a bare number has depends on the setting: that is the caller's `unit`.
 */

export type TimeUnit = 'us' | 'ms' | 's' | 'm' | 'h' | 'd';

export type DurationResult =
  /** `value` is what HAProxy stores, in the setting's unit, rounded up; `ms` the same in milliseconds.
   *  `trailing`: column of the first character after the unit, -1 when there is none. HAProxy ignores the rest and warns
   *  (`1hour` is one hour), naming no line. */
  | { readonly kind: 'ok'; readonly value: number; readonly ms: number; readonly trailing: number }
  /** `at`: column of the character that HAProxy refuses; the text's length when it ended too early. */
  | { readonly kind: 'bad-char'; readonly at: number }
  /** More than 2147483647 of the setting's unit. */
  | { readonly kind: 'overflow' }
  /** Not zero, but zero once converted. HAProxy rounds up, so only a value that wraps at 2^64 gets here. */
  | { readonly kind: 'underflow' };

/** Largest value HAProxy stores, in the setting's unit: about 24.8 days for milliseconds. */
export const MAX_DURATION = 0x7fffffff;

const MICROSECONDS: Readonly<Record<TimeUnit, number>> = { us: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9, d: 8.64e10 };
const OVERFLOW: DurationResult = { kind: 'overflow' };
const UNDERFLOW: DurationResult = { kind: 'underflow' };

export function parseDuration(text: string, unit: TimeUnit = 'ms'): DurationResult {
  const length = text.length;
  let at = 0;
  let value = 0;
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === 0) return { kind: 'bad-char', at: 0 };
  if (at === length) return stored(text, at, value, unit, unit, -1);
  const next = text.charCodeAt(at + 1);
  let given: TimeUnit;
  switch (text.charCodeAt(at)) {
    case 115 /* s */: given = 's'; break;
    case 104 /* h */: given = 'h'; break;
    case 100 /* d */: given = 'd'; break;
    case 109 /* m */: given = next === 115 ? 'ms' : 'm'; break;
    case 117 /* u */: if (next === 115) { given = 'us'; break; } return { kind: 'bad-char', at };
    default: return { kind: 'bad-char', at };
  }
  const end = at + given.length;
  return stored(text, at, value, given, unit, end < length ? end : -1);
}

function stored(text: string, digits: number, value: number, given: TimeUnit, unit: TimeUnit, trailing: number): DurationResult {
  const from = MICROSECONDS[given];
  const to = MICROSECONDS[unit];
  // A product below 2^53 is exact. Above, HAProxy's 64-bit arithmetic may wrap round: 18446744073709551616 is 0.
  const count = value * from <= Number.MAX_SAFE_INTEGER
    ? Math.ceil((value * from) / to)
    : wrapped(BigInt(text.slice(0, digits)), BigInt(from), BigInt(to));
  if (count > MAX_DURATION) return OVERFLOW;
  if (count === 0 && value !== 0 && !isMultipleOf64Bits(text, digits)) return UNDERFLOW;
  return { kind: 'ok', value: count, ms: (count * to) / 1e3, trailing };
}

/** HAProxy reduces the fraction before it multiplies, so the wrap happens on the reduced numerator. */
function wrapped(value: bigint, from: bigint, to: bigint): number {
  const multiplier = from > to ? from / to : 1n;
  const divisor = to > from ? to / from : 1n;
  return Number(BigInt.asUintN(64, BigInt.asUintN(64, value) * multiplier + (divisor - 1n)) / divisor);
}

function isMultipleOf64Bits(text: string, digits: number): boolean {
  return BigInt.asUintN(64, BigInt(text.slice(0, digits))) === 0n;
}

const DISPLAY: readonly (readonly [TimeUnit, number])[] = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]];

/** For people, at most two units: 50000 → `50s`, 5400000 → `1h30m`, 0 → `0`. Not a value to write in a file: HAProxy ignores
 *  what follows the first unit. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return String(ms);
  if (ms === 0) return '0';
  if (ms < 1) return `${Math.round(ms * 1000)}us`;
  let rest = Math.round(ms);
  let text = '';
  for (let i = 0, parts = 0; i < DISPLAY.length && parts < 2 && rest > 0; i++) {
    const [unit, size] = DISPLAY[i]!;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
    if (text !== '') parts++;
  }
  return text;
}

/** For files: the largest single unit that is exact, 3600000 → `1h`, 5400000 → `90m`, 1500 → `1500ms`. */
export function writeDuration(ms: number): string {
  if (!Number.isInteger(ms)) return `${Math.max(0, Math.round(ms * 1000))}us`;
  if (ms <= 0) return '0';
  const [unit, size] = DISPLAY.find(([, each]) => ms % each === 0)!;
  return `${ms / size}${unit}`;
}
