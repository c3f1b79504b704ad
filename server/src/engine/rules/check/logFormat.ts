// log-format strings: text, %aliases and %[expressions] (manual 8.2.6), in the order of HAProxy's reader. The first problem counts.
import { logAliases, usable } from '../../language/load.ts';
import { suggest } from '../../language/suggest.ts';
import { compareVersions } from '../../language/version.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { badExpression } from '../language/bad-expression.ts';
import { badLogFormat } from '../language/bad-log-format.ts';
import { rawSampleInHttpFormat } from '../language/raw-sample-in-http-format.ts';
import { unknownLogAlias } from '../language/unknown-log-alias.ts';
import type { Check } from './context.ts';
import { checkSample, spanIn } from './expression.ts';
import { reportVersion } from './known.ts';
import type { Place } from './place.ts';

export interface LogFormatOptions {
  /** The directive or action, for messages. */
  readonly keyword: string;
  /** It is written when the log line is: log-format-fetch-too-late speaks of what is gone by then. */
  readonly logged?: boolean;
}

/** Formats whose text becomes part of HTTP. */
const HTTP_TEXT = /^(?:http-(?:request|response|after-response) (?:set|add|replace)-(?:header|value|path|pathq|uri|query|method)|http-request redirect|unique-id-format)$/;

const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const PERCENT = 37, BRACE = 123, BRACKET = 91, PAREN = 40;

/** Checks one word as a log-format string. False when HAProxy refuses it. */
export function checkLogFormat(c: Check, token: Token, place: Place, options: LogFormatOptions): boolean {
  if (token.flags & ENV) return true;
  const text = token.value;
  for (let i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i)) {
    i = field(c, token, i, place, options);
    if (i < 0) return false;
  }
  return true;
}

/** What the percent sign at `start` begins. Gives the offset behind it, -1 after a report. */
function field(c: Check, token: Token, start: number, place: Place, options: LogFormatOptions): number {
  const text = token.value;
  const refuse = (kind: string, from: number, to: number, word = ''): -1 => { c.report(badLogFormat, spanIn(c, token, from, Math.max(to, from + 1)), { kind, word }); return -1; };
  let i = start + 1;
  if (text.charCodeAt(i) === PAREN) {
    if (compareVersions(c.version, '3.0') < 0) return i;
    const end = fieldName(text, i + 1);
    if (end < 0) return refuse('name', -end - 1, -end, text[-end - 1] ?? '');
    if (end >= text.length) return refuse('end', start, text.length);
    const colon = text.indexOf(':', i);
    if (colon > 0 && colon < end && !/^(?:str|sint|bool)$/.test(text.slice(colon + 1, end))) return refuse('type', colon + 1, end, text.slice(colon + 1, end));
    i = end + 1;
    if (i >= text.length) return refuse('end', start, text.length);
  }
  const code = text.charCodeAt(i);
  if (code === BRACE) {
    const close = text.indexOf('}', i);
    if (close < 0) return refuse('brace', start, text.length);
    const next = text.charCodeAt(close + 1);
    if (next === BRACKET) return expression(c, token, close + 2, place, options);
    return isLetter(next) || isDigit(next) ? alias(c, token, close + 1) : refuse('alias', start, close + 1, text.slice(i + 1, close));
  }
  if (code === BRACKET) return expression(c, token, i + 1, place, options);
  if (isLetter(code)) return alias(c, token, i);
  if (code === PERCENT) return i + 1;
  if (i >= text.length || isDigit(code) || code === 32 || code === 9) return refuse('end', start, start + 1);
  return i;
}

/** Offset of the `)` behind a field's name; the text's length without one; -1 - offset of a character that cannot be there. */
function fieldName(text: string, from: number): number {
  let typed = false;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 41) return i;
    if (c === 58 && !typed) { typed = true; continue; }
    if (!isLetter(c) && !isDigit(c) && c !== 95 && c !== 45) return -i - 1;
  }
  return text.length;
}

function alias(c: Check, token: Token, from: number): number {
  const text = token.value;
  let end = from;
  while (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end))) end++;
  const name = text.slice(from, end), entry = logAliases().get(name);
  if (entry && usable(entry, c.version)) return end;
  const span = spanIn(c, token, from, end);
  if (entry) reportVersion(c, entry, `%${name}`, span);
  else {
    // one letter for another means nothing in names of one or two
    const known = logAliases().entries.filter((e) => usable(e, c.version)).map((e) => e.name), similar = suggest(name, known).filter((s) => name.length > 2 || s.toLowerCase() === name.toLowerCase());
    c.report(unknownLogAlias, span, { word: name, similar: similar.join(' ') });
  }
  return -1;
}

function expression(c: Check, token: Token, from: number, place: Place, options: LogFormatOptions): number {
  const before = c.found.length, read = checkSample(c, token, from, place, { ...options, brackets: true });
  if (c.found.length > before) return -1;
  if (read.fetch?.uses.some((u) => u === 'L6REQ' || u === 'L6RES') && HTTP_TEXT.test(options.keyword)) c.report(rawSampleInHttpFormat, spanIn(c, token, from, Math.max(read.end, from + 1)), { fetch: read.name, where: options.keyword });
  const text = token.value;
  if (read.type === null) { const close = text.indexOf(']', from); return close < 0 ? text.length : close + 1; } // Lua: its arguments are not known
  if (text.charCodeAt(read.end) === 93) return read.end + 1;
  c.report(badExpression, spanIn(c, token, from, Math.max(read.end, from + 1)), { kind: 'bracket', name: text.slice(from, read.end), found: text[read.end] ?? '' });
  return -1;
}
