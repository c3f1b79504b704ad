// Arguments that many directives and options share: words that must be there, numbers, times, sizes, fixed words.
// Each looks at one word and reports at most one problem; a word that depends on the environment is never judged.
import { type DurationResult, parseDuration, type TimeUnit } from '../../language/duration.ts';
import { leadingInteger, parseInteger } from '../../language/ints.ts';
import { parseSize } from '../../language/size.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { badTime } from '../language/bad-time.ts';
import { badValue } from '../language/bad-value.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { timeSuffix } from '../language/time-suffix.ts';
import { timeoutWithoutUnit } from '../language/timeout-without-unit.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { timeoutBadSuffix } from '../timeouts/timeout-bad-suffix.ts';
import { timeoutOutOfRange } from '../timeouts/timeout-out-of-range.ts';
import type { Check } from './context.ts';

/** Word `i` is there; an empty one ends the statement for HAProxy. Reports `expected` as missing otherwise, and gives false. */
export function need(c: Check, i: number, keyword: string, expected: string): boolean {
  if (c.value(i) !== '') return true;
  if (!c.unknown(i)) c.report(missingArgument, c.whole(), { keyword, expected });
  return false;
}

/** Nothing may follow: word `i` is one too many. */
export function noMore(c: Check, i: number, keyword: string, expected = ''): boolean {
  if (c.value(i) === '' || c.unknown(i)) return true;
  c.report(unexpectedArgument, c.span(i), { keyword, word: c.value(i), expected });
  return false;
}

export function refuse(c: Check, i: number, keyword: string, expected: string, better = ''): void {
  c.report(badValue, c.span(i), { keyword, value: c.value(i), expected, better });
}

/** One of `words`. A close one is offered as a fix. */
export function wantWord(c: Check, i: number, keyword: string, words: readonly string[]): boolean {
  const value = c.value(i);
  if (c.unknown(i) || words.includes(value)) return true;
  refuse(c, i, keyword, words.length === 1 ? `'${words[0]}'` : t('one of {0}', words.join(', ')), suggest(value, words)[0] ?? '');
  return false;
}

export interface IntegerBounds {
  readonly min?: number;
  readonly max?: number;
  /** HAProxy ignores what follows the number, and reads 0 where there is none (`atol`). */
  readonly lenient?: boolean;
}

/** A whole number. Gives its value, or null when it is not known or was reported. */
export function wantInteger(c: Check, i: number, keyword: string, { min, max, lenient }: IntegerBounds): number | null {
  if (c.unknown(i)) return null;
  const text = c.value(i);
  if (lenient) {
    const { value } = leadingInteger(text);
    if ((min === undefined || value >= min) && (max === undefined || value <= max)) return value;
  } else {
    const r = parseInteger(text, min, max);
    if (r.kind === 'ok') return r.value;
  }
  refuse(c, i, keyword, numberText(min, max));
  return null;
}

export function numberText(min?: number, max?: number): string {
  if (min !== undefined && max !== undefined) return t('a whole number from {0} to {1}', min, max);
  return min !== undefined ? t('a whole number of at least {0}', min) : max !== undefined ? t('a whole number up to {0}', max) : 'a whole number';
}

export interface TimeBounds {
  readonly unit?: TimeUnit;
  /** Smallest and largest value, in the setting's unit. */
  readonly min?: number;
  readonly max?: number;
}

/** A time. What HAProxy ignores behind the unit is a warning of its own. Gives the value in the setting's unit. */
export function wantTime(c: Check, i: number, keyword: string, { unit = 'ms', min, max }: TimeBounds = {}): number | null {
  if (c.unknown(i)) return null;
  const text = c.value(i), r = parseDuration(text, unit);
  const own = keyword.startsWith('timeout ');
  if (own && r.kind === 'overflow') { c.report(timeoutOutOfRange, c.span(i), { keyword, value: text }); return null; }
  if (r.kind !== 'ok') { c.report(badTime, c.span(i), { keyword, value: text, kind: r.kind, unit, better: betterTime(text, r) }); return null; }
  if (r.trailing >= 0) c.report(own ? timeoutBadSuffix : timeSuffix, c.span(i), { keyword, value: text, read: text.slice(0, r.trailing), better: betterTime(text, r) });
  if ((min !== undefined && r.value < min) || (max !== undefined && r.value > max)) {
    refuse(c, i, keyword, max === undefined ? t('a time of at least {0}', `${min}${unit}`) : min === undefined ? t('a time up to {0}', `${max}${unit}`) : t('a time from {0} to {1}', `${min}${unit}`, `${max}${unit}`));
    return null;
  }
  return r.value;
}

/** From 3.2 on HAProxy asks for a unit behind a bare number below 100, for some settings. */
export function wantUnit(c: Check, i: number, keyword: string): void {
  const text = c.value(i);
  if (!c.unknown(i) && compareVersions(c.version, '3.2') >= 0 && /^\d+$/.test(text) && Number(text) > 0 && Number(text) < 100) c.report(timeoutWithoutUnit, c.span(i), { keyword, value: text, read: '' });
}

const LONG_UNITS: Readonly<Record<string, TimeUnit>> = {
  us: 'us', usec: 'us', micros: 'us', ms: 'ms', msec: 'ms', msecs: 'ms', millis: 'ms', milliseconds: 'ms', s: 's', sec: 's', secs: 's', second: 's', seconds: 's', m: 'm', min: 'm', mins: 'm',
  minute: 'm', minutes: 'm', h: 'h', hr: 'h', hrs: 'h', hour: 'h', hours: 'h', d: 'd', day: 'd', days: 'd',
};

/** `1hour` → `1h`, `10S` → `10s`, `1.5s` → `1500ms`; '' when the intent is not plain. */
function betterTime(text: string, r: DurationResult): string {
  if (r.kind !== 'bad-char' && r.kind !== 'ok') return '';
  const m = /^(\d+)(?:\.(\d{1,3}))?([a-zA-Z]*)$/.exec(text);
  const unit = m ? LONG_UNITS[m[3]!.toLowerCase()] : undefined;
  if (!m || unit === undefined) return '';
  if (m[2] === undefined) return `${m[1]}${unit}`;
  const ms = Number(`${m[1]}.${m[2]}`) * ({ us: 0, ms: 0, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 })[unit];
  return ms > 0 && Number.isInteger(ms) ? `${ms}ms` : '';
}

export interface SizeBounds { readonly min?: number; readonly max?: number; readonly bits?: 32 | 64 }

/** A size with an optional k, m or g. Gives bytes. */
export function wantSize(c: Check, i: number, keyword: string, { min, max, bits = 32 }: SizeBounds = {}): number | null {
  if (c.unknown(i)) return null;
  const r = parseSize(c.value(i), bits);
  if (r.kind === 'ok' && (min === undefined || r.bytes >= min) && (max === undefined || r.bytes <= max)) return r.bytes;
  refuse(c, i, keyword, sizeText(min, max));
  return null;
}

export function sizeText(min = 0, max?: number): string {
  if (max === undefined) return min > 0 ? t('a size of at least {0}: digits and perhaps one of k, m, g', min) : 'a size: digits and perhaps one of k, m, g';
  return min > 0 ? t('a size from {0} to {1}: digits and perhaps one of k, m, g', min, max) : t('a size up to {0}: digits and perhaps one of k, m, g', max);
}

/** `on` or `off`. */
export const wantSwitch = (c: Check, i: number, keyword: string): boolean => wantWord(c, i, keyword, ON_OFF);
const ON_OFF = ['on', 'off'] as const;
