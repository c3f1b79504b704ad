// Arguments of actions that both TCP and HTTP rules have.
import { parseDuration } from '../../language/duration.ts';
import { parseSize } from '../../language/size.ts';
import { unknownService } from '../language/unknown-service.ts';
import { type ActionArguments, expression, notHere, oneWord, since, STOP } from './action-context.ts';
import { need, refuse, wantInteger, wantWord } from './values.ts';

/** The value of strtoul() in base 0: decimal, 0x… or octal behind a 0; the whole word. */
export const isUnsigned = (text: string): boolean => /^\s*[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(text);

/** A number or an expression that gives one. */
const numberOr = (isNumber: (text: string) => boolean): ActionArguments => (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'a number or a sample expression') || c.unknown(i)) return STOP;
  return isNumber(c.value(i)) ? i + 1 : expression(c, i, rule);
};

/** From 3.0 on an expression may stand for the number. */
const markOrTos: ActionArguments = (c, i, rule) => {
  if (since(c, '3.0')) return numberOr(isUnsigned)(c, i, rule);
  if (!need(c, i, rule.keyword, 'a number') || c.unknown(i)) return STOP;
  if (isUnsigned(c.value(i))) return i + 1;
  refuse(c, i, rule.keyword, 'a number, decimal or behind 0x');
  return STOP;
};

const LOG_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'silent'];

const setRetries: ActionArguments = (c, i, rule) => {
  if (!rule.backend || c.kind === 'defaults') return notHere(c, i - 1, rule.keyword, 'backend, listen');
  if (!need(c, i, rule.keyword, 'a number or a sample expression') || c.unknown(i)) return STOP;
  if (!/^\s*[+-]?\d+$/.test(c.value(i))) return expression(c, i, rule);
  return wantInteger(c, i, rule.keyword, { min: 0, max: 100 }) === null ? STOP : i + 1;
};

const silentDrop: ActionArguments = (c, i, rule) => {
  if (c.value(i) !== 'rst-ttl' || !since(c, '2.7')) return i;
  if (!need(c, i + 1, 'silent-drop rst-ttl', 'a number from 1 to 255')) return STOP;
  return wantInteger(c, i + 1, `${rule.keyword} rst-ttl`, { min: 1, max: 255 }) === null && !c.unknown(i + 1) ? STOP : i + 2;
};

const useService: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'the name of a service') || c.unknown(i)) return STOP;
  const name = c.value(i), http = rule.ruleset === 'http-request';
  if (name.startsWith('lua.') || (name === 'prometheus-exporter' && http && c.version !== '2.4')) return i + 1;
  c.report(unknownService, c.span(i), { word: name, known: http && name !== 'prometheus-exporter' ? 'prometheus-exporter' : '', built: name === 'prometheus-exporter' && http });
  return STOP;
};

const sendSpoeGroup: ActionArguments = (c, i, rule) => need(c, i, rule.keyword, 'the name of a SPOE engine') && need(c, i + 1, rule.keyword, 'the name of a group of that engine') ? i + 2 : STOP;

const bandwidthLimit: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'the name of a bwlim filter')) return STOP;
  for (i++; c.value(i) === 'limit' || c.value(i) === 'period';) {
    const what = c.value(i++);
    if (!need(c, i, `${rule.keyword} ${what}`, what === 'limit' ? 'a size or a sample expression' : 'a time or a sample expression') || c.unknown(i)) return STOP;
    const plain = what === 'limit' ? parseSize(c.value(i)).kind === 'ok' : parseDuration(c.value(i)).kind === 'ok';
    if (plain) { i++; continue; }
    i = expression(c, i, rule);
    if (i === STOP) return STOP;
  }
  return i;
};

const doLog: ActionArguments = (c, i, rule) => {
  if (c.value(i) !== 'profile' || !since(c, '3.4')) return i;
  return need(c, i + 1, `${rule.keyword} profile`, 'the name of a log-profile') ? i + 2 : STOP;
};

/** `do-resolve(var,resolvers[,ipv4|ipv6])`: only the last part is judged at once. */
const doResolve: ActionArguments = (c, i, rule) => {
  if (c.unknown(i - 1)) return STOP;
  const form = /^do-resolve\(([^,)]*),([^,)]*)(?:,([^,)]*))?\)$/.exec(c.value(i - 1));
  if (!form || !(form[3] === undefined || form[3] === '' || form[3] === 'ipv4' || form[3] === 'ipv6')) {
    refuse(c, i - 1, rule.ruleset, 'do-resolve(variable,resolvers) or do-resolve(variable,resolvers,ipv4|ipv6)');
    return STOP;
  }
  return expression(c, i, rule);
};

export const COMMON_ACTIONS: Readonly<Record<string, ActionArguments>> = {
  'set-src': expression, 'set-dst': expression, 'set-src-port': expression, 'set-dst-port': expression, 'set-priority-class': expression, 'set-priority-offset': expression,
  'set-mark': markOrTos, 'set-tos': markOrTos,
  'set-fc-mark': markOrTos, 'set-bc-mark': markOrTos, 'set-fc-tos': markOrTos, 'set-bc-tos': markOrTos,
  'set-log-level': (c, i, rule) => need(c, i, rule.keyword, 'a log level or silent') && wantWord(c, i, rule.keyword, LOG_LEVELS) ? i + 1 : STOP,
  'set-nice': oneWord('a number from -1024 to 1024'),
  'set-retries': setRetries,
  'silent-drop': silentDrop,
  'use-service': useService,
  'send-spoe-group': sendSpoeGroup,
  'set-bandwidth-limit': bandwidthLimit,
  'do-log': doLog,
  'do-resolve': doResolve,
};
