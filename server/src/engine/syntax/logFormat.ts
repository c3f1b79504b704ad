// Splits a log-format string into text, %aliases and %[expressions] (manual 8.2.6). Offsets count in the string.
import { parseSample, type Sample } from './sample.ts';

export type LogPart =
  | { readonly kind: 'alias'; readonly start: number; readonly end: number; readonly flags: string; readonly arg: string; readonly name: string; readonly typed: string }
  | { readonly kind: 'expression'; readonly start: number; readonly end: number; readonly flags: string; readonly at: number; readonly sample: Sample; readonly closed: boolean; readonly typed: string };

const isAlias = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);

/** Every `%…` of the string, `%%` left out. Unfinished parts reach to the end of the string. */
export function parseLogFormat(text: string): LogPart[] {
  const parts: LogPart[] = [];
  let i = text.indexOf('%');
  while (i >= 0 && i < text.length) {
    const start = i++;
    if (text.charCodeAt(i) === 37) { i = text.indexOf('%', i + 1); continue; }
    let flags = '', arg = '', typed = '';
    if (text.charCodeAt(i) === 40) { const e = text.indexOf(')', i); typed = text.slice(i + 1, e < 0 ? text.length : e); i = e < 0 ? text.length : e + 1; }
    if (text.charCodeAt(i) === 123) { const e = text.indexOf('}', i); flags = text.slice(i + 1, e < 0 ? text.length : e); i = e < 0 ? text.length : e + 1; }
    if (text.charCodeAt(i) === 40 && typed === '') { const e = text.indexOf(')', i); arg = text.slice(i + 1, e < 0 ? text.length : e); i = e < 0 ? text.length : e + 1; }
    if (text.charCodeAt(i) === 91) {
      let at = i + 1;
      while (text.charCodeAt(at) === 32) at++;
      const sample = parseSample(text, at);
      let e = sample.end;
      while (text.charCodeAt(e) === 32) e++;
      const closed = text.charCodeAt(e) === 93;
      if (!closed) { const k = text.indexOf(']', e); e = k < 0 ? text.length - 1 : k; }
      parts.push({ kind: 'expression', start, end: e + 1, flags, at, sample, closed, typed });
      i = e + 1;
    } else {
      const at = i;
      while (i < text.length && isAlias(text.charCodeAt(i))) i++;
      parts.push({ kind: 'alias', start, end: i, flags, arg, name: text.slice(at, i), typed });
    }
    i = text.indexOf('%', i);
  }
  return parts;
}
