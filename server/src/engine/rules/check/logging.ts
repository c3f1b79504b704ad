// What is logged and captured: log-format and its kin, unique IDs, captures (manual 4.2 and 8.2.6).
import { keywordIgnoredHere } from '../language/keyword-ignored-here.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { nameOf } from '../write.ts';
import type { Check, Checker } from './context.ts';
import { checkLogFormat } from './logFormat.ts';
import { type Place, placeOf } from './place.ts';
import { need, noMore, refuse, wantInteger } from './values.ts';

/** One word, and that a log-format string. `readInBackend`: HAProxy reads it in a backend too, though it ignores it there. */
function format(keyword: string, place: (c: Check) => Place, readInBackend: boolean): Checker {
  return (c) => {
    if (c.kind === 'backend' && keyword !== 'unique-id-format') {
      c.report(keywordIgnoredHere, c.span(0), { word: keyword, section: nameOf(c.section), allowed: 'defaults, frontend, listen' });
      if (!readInBackend) return;
    }
    if (!need(c, 1, keyword, 'a log-format string') || c.unknown(1)) return;
    if (c.has(2) && !c.unknown(2)) { c.report(unexpectedArgument, c.span(2), { keyword, word: c.value(2), expected: 'one word: put the string in quotes, or a backslash in front of each blank' }); return; }
    checkLogFormat(c, c.words[1]!, place(c), { keyword, logged: keyword !== 'unique-id-format' });
  };
}

const atLog = (): Place => placeOf('frontend', 'log');
/** In a listen or defaults section HAProxy reads it for the frontend. */
const atRequest = (c: Check): Place => placeOf(c.kind === 'backend' ? 'backend' : 'frontend', 'http-req');

function captureHeader(direction: 'request' | 'response'): Checker {
  const keyword = `capture ${direction} header`;
  return (c) => {
    if (!need(c, 3, keyword, 'the name of a header') || !need(c, 4, keyword, "'len' and a length") || c.unknown(4)) return;
    if (c.value(4) !== 'len') { refuse(c, 4, keyword, "'len' and a length"); return; }
    if (need(c, 5, keyword, 'a length')) noMore(c, 6, keyword);
  };
}

function captureCookie(c: Check): void {
  if (need(c, 2, 'capture cookie', 'the name of a cookie')) need(c, 4, 'capture cookie', "'len' and a length");
}

function declareCapture(c: Check): void {
  const keyword = 'declare capture', direction = c.value(2);
  if (!need(c, 2, keyword, "'request' or 'response'") || c.unknown(2)) return;
  if (direction !== 'request' && direction !== 'response') { refuse(c, 2, keyword, "'request' or 'response'"); return; }
  if (!need(c, 3, keyword, "'len' and a length") || c.unknown(3)) return;
  if (c.value(3) !== 'len') { refuse(c, 3, keyword, "'len' and a length"); return; }
  if (need(c, 4, keyword, 'a length')) wantInteger(c, 4, keyword, { min: 1 });
}

function uniqueIdHeader(c: Check): void {
  if (!c.has(1)) c.report(missingArgument, c.whole(), { keyword: 'unique-id-header', expected: 'the name of a header' });
}

export const LOGGING: Readonly<Record<string, Checker>> = {
  'proxy log-format': format('log-format', atLog, false),
  'proxy log-format-sd': format('log-format-sd', atLog, false),
  'proxy error-log-format': format('error-log-format', atLog, true),
  'proxy unique-id-format': format('unique-id-format', atRequest, true),
  'proxy unique-id-header': uniqueIdHeader,
  'proxy capture request header': captureHeader('request'),
  'proxy capture response header': captureHeader('response'),
  'proxy capture cookie': captureCookie,
  'proxy declare capture': declareCapture,
};
