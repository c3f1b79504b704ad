// Converters that need nothing but their input (manual 7.3.1). The others are named unknown.
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { code } from '../hover/place.ts';
import { compile, fill } from './regex.ts';
import { bool, number, parseIp, text, toNumber, type Unknown, type Value } from './value.ts';

/** Null: the sample is lost, as HAProxy does when a converter cannot do its work. */
type Converted = Value | null | Unknown;
type Convert = (v: Value, args: readonly string[], variable: (name: string) => Value | null | Unknown, version: Version) => Converted;
const unknown = (why: string): Unknown => ({ unknown: why });
const notCovered = (): Unknown => unknown(t('its arguments are not covered'));

/** Operations on numbers; the argument is a number or a variable. */
const arithmetic = (of: (a: number, b: number) => number): Convert => (v, [arg = ''], variable) => {
  const a = toNumber(v);
  if (a === null) return null;
  let b = /^[+-]?\d+$/.test(arg) ? Number(arg) : null;
  if (b === null) { const x = variable(arg); if (x === null || 'unknown' in x) return x; b = toNumber(x); }
  const result = b === null ? null : of(a, b);
  return result === null ? null : Number.isSafeInteger(result) ? number(result) : unknown(t('the number is too large'));
};
const logic = (of: (a: boolean) => boolean): Convert => (v) => { const n = toNumber(v); return n === null ? null : bool(of(n !== 0)); };
const strings = (of: (s: string) => string | null): Convert => (v) => { const s = of(v.text); return s === null ? null : text(s); };

/** `field` counts every delimiter, `word` takes several in a row for one; negative numbers count from the end. */
const piece = (words: boolean): Convert => (v, [index = '', delimiters = '', most = ''], _variable, version) => {
  const n = Number(index);
  if (!Number.isSafeInteger(n) || n === 0 || delimiters === '' || most !== '') return notCovered();
  const parts: string[] = [''];
  for (const c of v.text) if (delimiters.includes(c)) parts.push(''); else parts[parts.length - 1] += c;
  const all = words ? parts.filter((p) => p !== '') : parts, found = n > 0 ? all[n - 1] : all[all.length + n];
  // measured: up to 2.6 a word that is not there is an empty text, from 3.0 on it is nothing, as a field always was
  return found !== undefined ? text(found) : words && compareVersions(version, '3.0') < 0 ? text('') : null;
};

function regsub(v: Value, [pattern = '', template = '', flags = '']: readonly string[]): Converted {
  const regex = compile(pattern, flags.includes('i')), notKnown = unknown(t('the regular expression {0} is not covered', code(pattern)));
  if (!regex) return notKnown;
  let out = '', rest = v.text;
  for (let first = true; ; first = false) {
    const m = regex.exec(rest, 0, !first);
    if (m === 'unknown') return notKnown;
    if (!m) return text(out + rest);
    const put = fill(template, m);
    if (put === null) return null;
    out += rest.slice(0, m.index) + put;
    rest = rest.slice(m.end);
    if (!flags.includes('g')) return text(out + rest);
    if (m.end === m.index) { if (rest === '') return text(out); out += rest[0]!; rest = rest.slice(1); }
    if (rest === '') return text(out);
  }
}

const CONVERTERS: Readonly<Record<string, Convert>> = {
  lower: strings((s) => s.replace(/[A-Z]/g, (c) => c.toLowerCase())), upper: strings((s) => s.replace(/[a-z]/g, (c) => c.toUpperCase())),
  ltrim: (v, [set = '']) => { let i = 0; while (i < v.text.length && set.includes(v.text[i]!)) i++; return text(v.text.slice(i)); },
  rtrim: (v, [set = '']) => { let i = v.text.length; while (i > 0 && set.includes(v.text[i - 1]!)) i--; return text(v.text.slice(0, i)); },
  length: (v) => (isPlain(v.text) ? number(v.text.length) : notCovered()),
  field: piece(false), word: piece(true), regsub,
  bytes: (v, [from = '', length = ''], _variable, version) => {
    const a = Number(from), n = length === '' ? v.text.length : Number(length);
    if (!isPlain(v.text) || !Number.isSafeInteger(a) || !Number.isSafeInteger(n) || a < 0 || n < 0) return notCovered();
    // measured: where fewer are left, 3.0 gives the whole text; 2.9 and 3.1 were not asked
    if (length !== '' && a < v.text.length && a + n > v.text.length && compareVersions(version, '2.9') >= 0 && compareVersions(version, '3.1') <= 0) return unknown(t('what {0} gives for a text that is too short depends on the release', code('bytes')));
    return a >= v.text.length ? text('') : text(v.text.slice(a, a + n));
  },
  concat: (v, [before = '', name = '', after = ''], variable) => {
    if (name === '') return text(v.text + before + after);
    const x = variable(name);
    return x === null ? text(v.text + before + after) : 'unknown' in x ? x : text(v.text + before + x.text + after);
  },
  iif: (v, [yes = '', no = '']) => { const n = toNumber(v); return n === null ? null : text(n !== 0 ? yes : no); },
  strcmp: (v, [name = ''], variable) => { const x = variable(name); return x === null || 'unknown' in x ? x : isPlain(v.text + x.text) ? number(compared(v.text, x.text)) : notCovered(); },
  host_only: strings((s) => s.replace(/:\d*$/, (p) => (s.includes('[') || s.indexOf(':') === s.lastIndexOf(':') ? '' : p))),
  url_dec: (v, args) => (args.length ? notCovered() : /%(?![0-9a-fA-F]{2})/.test(v.text) ? null : text(v.text.replace(/\?.*/s, (q) => q.replace(/\+/g, ' ')).replace(/%([0-9a-fA-F]{2})/g, (_a, h: string) => String.fromCharCode(Number.parseInt(h, 16))))),
  add: arithmetic((a, b) => a + b), sub: arithmetic((a, b) => a - b), mul: arithmetic((a, b) => a * b), div: arithmetic((a, b) => (b === 0 ? Number.NaN : Math.trunc(a / b))), mod: arithmetic((a, b) => (b === 0 ? Number.NaN : a % b)),
  neg: (v) => { const n = toNumber(v); return n === null ? null : number(-n); },
  bool: logic((a) => a), not: logic((a) => !a), even: (v) => { const n = toNumber(v); return n === null ? null : bool(n % 2 === 0); }, odd: (v) => { const n = toNumber(v); return n === null ? null : bool(n % 2 !== 0); },
  ipmask: (v, [mask = '', more = '']) => {
    const ip = parseIp(v.text), n = Number(mask);
    if (ip?.bits !== 32 || more !== '' || !/^\d{1,2}$/.test(mask) || n > 32) return notCovered();
    const kept = (ip.value >> BigInt(32 - n)) << BigInt(32 - n);
    return text([24n, 16n, 8n, 0n].map((s) => String((kept >> s) & 255n)).join('.'), 'ip');
  },
};
/** Measured: the difference of the first two characters that are not the same; where one text begins the other, which is longer. */
function compared(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i < a.length && i < b.length ? a.charCodeAt(i) - b.charCodeAt(i) : Math.sign(a.length - b.length);
}
const isPlain = (s: string): boolean => !/[^\0-\x7f]/.test(s);

export function convert(v: Value, name: string, args: readonly string[], variable: (name: string) => Value | null | Unknown, version: Version): Converted {
  const of = Object.hasOwn(CONVERTERS, name) ? CONVERTERS[name] : undefined;
  return of ? of(v, args, variable, version) : unknown(/^map(?:_|$)/.test(name) ? t('the map of {0} is not read', code(name)) : t('the converter {0} is not covered', code(name)));
}
