// Actions on stick counters, maps and ACL files: `track-sc0`, `sc-inc-gpc0(1)`, `set-map(file) key value`.
import { t } from '../../language/text.ts';
import { badValue } from '../language/bad-value.ts';
import { type ActionArguments, expression, type RuleContext, since, STOP } from './action-context.ts';
import type { Check } from './context.ts';
import { spanIn } from './expression.ts';
import { checkLogFormat } from './logFormat.ts';
import { need } from './values.ts';

/** Before 2.8 the number of stick counters is fixed when HAProxy is built; later `tune.stick-counters` decides, which is not for this pass. */
const counters = (c: Check): number => since(c, '2.8') ? Number.POSITIVE_INFINITY : 3;
const slot = (c: Check): string => t('a stick counter from 0 to {0}', counters(c) - 1);
const tooHigh = (c: Check, number: string): boolean => Number(number) >= counters(c);

function refusePart(c: Check, i: number, start: number, keyword: string, expected: string): number {
  const token = c.words[i]!;
  c.report(badValue, spanIn(c, token, Math.min(start, token.value.length - 1), token.value.length), { keyword, value: token.value, expected, better: '' });
  return STOP;
}

const trackCounter: ActionArguments = (c, i, rule) => {
  const number = c.value(i - 1).slice('track-sc'.length);
  if (c.unknown(i - 1)) return STOP;
  if (!/^\d*$/.test(number)) return refusePart(c, i - 1, 'track-sc'.length, rule.keyword, 'the number of a stick counter behind it, such as track-sc0');
  if (tooHigh(c, number)) return refusePart(c, i - 1, 'track-sc'.length, rule.keyword, slot(c));
  const next = expression(c, i, rule);
  if (next === STOP || c.value(next) !== 'table') return next;
  // behind `table` TCP rules take anything, even nothing
  return rule.ruleset.startsWith('tcp-') || need(c, next + 1, `${rule.keyword} table`, 'the name of a stick-table') ? next + 2 : STOP;
};

/** `name(counter)`; empty or no parentheses: the first counter. HAProxy ignores what is glued behind them. */
function counter(c: Check, i: number, rule: RuleContext): boolean {
  const text = c.value(i).slice(rule.action.length), number = /^\((\d*)\)/.exec(text);
  if (text === '' || (number && !tooHigh(c, number[1]!))) return true;
  refusePart(c, i, rule.action.length, rule.keyword, number ? slot(c) : t('the number of a stick counter in parentheses: {0}', `${rule.action}(0)`));
  return false;
}

/** `name(index,counter)`. */
function indexed(c: Check, i: number, rule: RuleContext): boolean {
  const parts = /^\((\d+),(\d+)\)/.exec(c.value(i).slice(rule.action.length));
  if (parts && !tooHigh(c, parts[2]!)) return true;
  refusePart(c, i, rule.action.length, rule.keyword, parts ? slot(c) : t('an index and the number of a stick counter in parentheses: {0}', `${rule.action}(0,1)`));
  return false;
}

/** A number or an expression; HAProxy reads a missing one as 0. */
const numberOrExpression: ActionArguments = (c, i, rule) => {
  if (c.unknown(i)) return STOP;
  return /^\s*(?:[+-]?\d+)?$/.test(c.value(i)) ? (c.value(i) === '' ? i : i + 1) : expression(c, i, rule);
};

const when = (test: (c: Check, i: number, rule: RuleContext) => boolean, then: ActionArguments): ActionArguments => (c, i, rule) => c.unknown(i - 1) || !test(c, i - 1, rule) ? STOP : then(c, i, rule);
const nothing: ActionArguments = (_c, i) => i;

/** The key of an entry, and its value where there is one: log-format strings. */
const entry = (count: 1 | 2): ActionArguments => (c, i, rule) => {
  if (!need(c, i, rule.keyword, count === 1 ? 'a key' : 'a key and a value') || (count === 2 && !need(c, i + 1, rule.keyword, 'a value'))) return STOP;
  for (let k = i; k < i + count; k++) if (!c.unknown(k)) checkLogFormat(c, c.words[k]!, rule.place, { keyword: rule.keyword });
  return i + count;
};

export const TABLE_ACTIONS: Readonly<Record<string, ActionArguments>> = {
  'track-sc': trackCounter,
  'sc-inc-gpc0': when(counter, nothing), 'sc-inc-gpc1': when(counter, nothing), 'sc-set-gpt0': when(counter, numberOrExpression),
  'sc-inc-gpc': when(indexed, nothing), 'sc-set-gpt': when(indexed, numberOrExpression), 'sc-add-gpc': when(indexed, numberOrExpression),
  'add-acl': entry(1), 'del-acl': entry(1), 'del-map': entry(1), 'set-map': entry(2),
};
