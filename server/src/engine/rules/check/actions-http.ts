// Arguments of actions that only HTTP rules have.
import { table } from '../../language/table.ts';
import { enumValues, fetch, usable } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { knownIn } from '../../language/version.ts';
import { badHeaderName } from '../language/bad-header-name.ts';
import { keywordVersion } from '../language/keyword-version.ts';
import { setTimeoutWrongPlace } from '../timeouts/set-timeout-wrong-place.ts';
import { type ActionArguments, expression, notHere, oneWord, since, STOP, words } from './action-context.ts';
import { tcpCapture } from './actions-tcp.ts';
import { isCondition } from './condition.ts';
import type { Check } from './context.ts';
import { checkSample } from './expression.ts';
import { checkRegex } from './regex.ts';
import { checkLogFormat } from './logFormat.ts';
import { ANYWHERE, placeOf } from './place.ts';
import { checkRedirect } from './redirect.ts';
import { checkReply } from './reply.ts';
import { need, noMore, refuse, wantInteger, wantSize, wantTime, wantWord } from './values.ts';

const format = (c: Check, i: number, rule: Parameters<ActionArguments>[2]): void => { if (!c.unknown(i)) checkLogFormat(c, c.words[i]!, rule.place, { keyword: rule.keyword }); };

const deny: ActionArguments = (c, i, rule) => checkReply(c, i, rule.keyword, rule.action === 'tarpit' ? 500 : rule.ruleset === 'http-request' ? 403 : 502, rule.place, true).next;

const auth: ActionArguments = (c, i, rule) => c.value(i) !== 'realm' ? i : need(c, i + 1, `${rule.keyword} realm`, 'a realm') ? i + 2 : STOP;

const FORBIDDEN = /[^A-Za-z0-9!#$%&'*+\-.^_`|~]/;

/** Name and value. HAProxy looks at the characters of the name from 2.8 on and only warns. */
const header: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'a header name') || !need(c, i + 1, rule.keyword, 'a value')) return STOP;
  const bad = since(c, '2.8') && !c.unknown(i) ? FORBIDDEN.exec(c.value(i)) : null;
  if (bad) c.report(badHeaderName, c.span(i), { name: c.value(i), character: bad[0] });
  format(c, i + 1, rule);
  return i + 2;
};

const METHODS = words('del-header-match');

/** `-m METHOD` behind what it applies to. */
function matching(c: Check, i: number, keyword: string): number {
  if (c.value(i) !== '-m') return i;
  return need(c, i + 1, `${keyword} -m`, 'a match method') && wantWord(c, i + 1, `${keyword} -m`, METHODS(c)) ? i + 2 : STOP;
}

const delHeader: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'a header name')) return STOP;
  const next = matching(c, i + 1, rule.keyword);
  if (next !== STOP && next > i + 1 && c.value(i + 2) === 'reg' && !checkRegex(c, i, rule.keyword)) return STOP;
  return next;
};

const replaceHeader: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'a header name') || !need(c, i + 1, rule.keyword, 'a regular expression') || !need(c, i + 2, rule.keyword, 'a replacement') || !checkRegex(c, i + 1, rule.keyword)) return STOP;
  format(c, i + 2, rule);
  return i + 3;
};

/** Exactly `count` words in front of a condition; the last is a log-format string. */
const exactly = (count: 1 | 2, what: readonly string[]): ActionArguments => (c, i, rule) => {
  for (let k = 0; k < count; k++) if (!need(c, i + k, rule.keyword, what[k]!)) return STOP;
  if (!isCondition(c.value(i + count)) && !noMore(c, i + count, rule.keyword, "a condition, or quotes around a text with blanks")) return STOP;
  if (count === 2 && !checkRegex(c, i, rule.keyword)) return STOP;
  format(c, i + count - 1, rule);
  return i + count;
};
const requestLine = exactly(1, ['a log-format string']), replaceLine = exactly(2, ['a regular expression', 'a replacement']);

const setStatus: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'a status code') || (wantInteger(c, i, rule.keyword, { min: 100, max: 999 }) === null && !c.unknown(i))) return STOP;
  return c.value(i + 1) === 'reason' && c.value(i + 2) !== '' && !isCondition(c.value(i + 2)) ? i + 3 : i + 1;
};

const strictMode: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'on or off')) return STOP;
  return /^(?:on|off)$/i.test(c.value(i)) || wantWord(c, i, rule.keyword, ['on', 'off']) ? i + 1 : STOP;
};

/** Timeouts, and the side whose sections may set them. */
const TIMEOUTS = table<'frontend' | 'backend' | 'both'>({ client: 'frontend', connect: 'backend', queue: 'backend', server: 'backend', tarpit: 'both', tunnel: 'backend' });
const TIMEOUT_NAMES = words('set-timeout-name');

const setTimeout: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'the name of a timeout') || !need(c, i + 1, rule.keyword, 'a time or a sample expression') || c.unknown(i)) return STOP;
  const name = c.value(i), side = TIMEOUTS[name], keyword = `${rule.keyword} ${name}`;
  if (!TIMEOUT_NAMES(c).includes(name)) {
    const later = enumValues('set-timeout-name').find((v) => v.value === name && !knownIn(v.known, c.version));
    if (later) c.report(keywordVersion, c.span(i), { word: keyword, version: c.version, since: name === 'client' ? '2.9' : '3.4', until: '', replacement: '' });
    else wantWord(c, i, rule.keyword, TIMEOUT_NAMES(c));
    return STOP;
  }
  if ((side === 'backend' && !rule.backend) || (side === 'frontend' && !rule.frontend)) {
    c.report(setTimeoutWrongPlace, c.span(i - 1, i), { timeout: name, side });
    return STOP;
  }
  return timeOrExpression(c, i + 1, keyword, 1) ? i + 2 : STOP;
};

/** HAProxy tries an expression first; where that fails, the word has to be a time. */
function timeOrExpression(c: Check, i: number, keyword: string, min?: number): boolean {
  if (c.unknown(i)) return false;
  const entry = fetch(/^[\w.-]*/.exec(c.value(i))![0]);
  if (entry && usable(entry, c.version)) return checkSample(c, c.words[i]!, 0, ANYWHERE, { keyword }).type !== null;
  return wantTime(c, i, keyword, min === undefined ? {} : { min }) !== null;
}

const pause: ActionArguments = (c, i, rule) => need(c, i, rule.keyword, 'a time or a sample expression') && timeOrExpression(c, i, rule.keyword) ? i + 1 : STOP;

const waitForBody: ActionArguments = (c, i, rule) => {
  let timed = false;
  for (;;) {
    const word = c.value(i);
    if (word === 'time') {
      if (!need(c, i + 1, `${rule.keyword} time`, 'a time') || (wantTime(c, i + 1, `${rule.keyword} time`) === null && !c.unknown(i + 1))) return STOP;
      timed = true; i += 2;
    } else if (word === 'at-least') {
      if (!need(c, i + 1, `${rule.keyword} at-least`, 'a size') || (wantSize(c, i + 1, `${rule.keyword} at-least`) === null && !c.unknown(i + 1))) return STOP;
      i += 2;
    } else if (word === 'use-large-buffer' && since(c, '3.4')) i++;
    else break;
  }
  if (timed || c.unknown(i)) return i;
  if (c.value(i) !== '' && !isCondition(c.value(i))) refuse(c, i, rule.keyword, "'time' and a time"); else need(c, c.words.length, rule.keyword, "'time' and a time");
  return STOP;
};

/** `capture EXPRESSION len N` or `id N`; responses take only `id`. */
const capture: ActionArguments = (c, i, rule) => {
  if (rule.ruleset === 'tcp-request content') return tcpCapture(c, i, rule);
  const request = rule.ruleset === 'http-request', expected = request ? "'len' and a length, or 'id' and the number of a slot" : "'id' and the number of a slot";
  for (let k = i; k < i + 3; k++) {
    if (c.unknown(k)) return STOP;
    if (c.value(k) === '' || isCondition(c.value(k))) { need(c, c.words.length, rule.keyword, k === i ? t('a sample expression, then {0}', t(expected)) : expected); return STOP; }
  }
  const next = expression(c, i, { ...rule, place: placeOf('frontend', request ? 'http-req' : 'http-res') });
  if (next === STOP) return STOP;
  const word = c.value(next), keyword = `${rule.keyword} ${word}`;
  if (!need(c, next, rule.keyword, expected) || c.unknown(next)) return STOP;
  if (word === 'len' && request) {
    if (!rule.frontend) return notHere(c, next, keyword, 'frontend, listen');
    return need(c, next + 1, keyword, 'a length') && (wantInteger(c, next + 1, keyword, { min: 1, lenient: true }) !== null || c.unknown(next + 1)) ? next + 2 : STOP;
  }
  if (word !== 'id') { refuse(c, next, rule.keyword, expected); return STOP; }
  return c.value(next + 1) === '' || wantInteger(c, next + 1, keyword, {}) !== null || c.unknown(next + 1) ? next + 2 : STOP;
};

const NORMALIZERS = words('uri-normalizer');
/** Words that a normalizer may have behind it. */
const NORMALIZER_MODES: Readonly<Record<string, string>> = { 'path-strip-dotdot': 'full', 'percent-to-uppercase': 'strict', 'percent-decode-unreserved': 'strict' };

const normalizeUri: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'a normalizer') || !wantWord(c, i, rule.keyword, NORMALIZERS(c))) return STOP;
  return c.value(i + 1) !== '' && c.value(i + 1) === NORMALIZER_MODES[c.value(i)] ? i + 2 : i + 1;
};

/** An expression, then perhaps `prefix TEXT` or `-m METHOD`. */
const headersBin = (option: 'prefix' | '-m'): ActionArguments => (c, i, rule) => {
  const next = expression(c, i, rule);
  if (next === STOP || c.value(next) !== option) return next;
  return option === '-m' ? matching(c, next, rule.keyword) : need(c, next + 1, `${rule.keyword} prefix`, 'a text') ? next + 2 : STOP;
};

const redirect: ActionArguments = (c, i, rule) => checkRedirect(c, i, rule.keyword, rule.place, { action: true, response: rule.ruleset !== 'http-request' });

export const HTTP_ACTIONS: Readonly<Record<string, ActionArguments>> = {
  return: (c, i, rule) => checkReply(c, i, rule.keyword, 200, rule.place).next,
  deny, tarpit: deny, auth, redirect, capture, pause,
  'set-header': header, 'add-header': header, 'early-hint': header, 'del-header': delHeader, 'replace-header': replaceHeader, 'replace-value': replaceHeader,
  'set-method': requestLine, 'set-path': requestLine, 'set-pathq': requestLine, 'set-query': requestLine, 'set-uri': requestLine,
  'replace-path': replaceLine, 'replace-pathq': replaceLine, 'replace-uri': replaceLine,
  'set-status': setStatus, 'strict-mode': strictMode, 'set-timeout': setTimeout, 'wait-for-body': waitForBody, 'normalize-uri': normalizeUri,
  'cache-use': oneWord('the name of a cache'), 'cache-store': oneWord('the name of a cache'),
  'add-headers-bin': headersBin('prefix'), 'set-headers-bin': headersBin('prefix'), 'del-headers-bin': headersBin('-m'),
};
