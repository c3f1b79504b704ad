// `set-var(name[,condition…]) expression`, `set-var-fmt(…) format`, `unset-var(name)`: the parentheses belong to the action's word.
import { variableProblem } from '../../language/samples.ts';
import { badVariable } from '../language/bad-variable.ts';
import { type ActionArguments, expression, since, STOP, words } from './action-context.ts';
import type { Check } from './context.ts';
import { spanIn } from './expression.ts';
import { checkLogFormat } from './logFormat.ts';

const CONDITIONS = words('set-var-condition');

/** Checks `name(variable[,condition…])` in word `i`. Nothing may stand behind the closing parenthesis. */
export function checkVariableWord(c: Check, i: number, action: string): boolean {
  const token = c.words[i]!, text = token.value, open = action.length;
  if (c.unknown(i)) return false;
  const report = (start: number, end: number, name: string, kind: string): boolean => { c.report(badVariable, spanIn(c, token, start, Math.max(end, start + 1)), { name, kind, keyword: action }); return false; };
  if (text[open] !== '(' || text.length === open + 1 || !text.endsWith(')')) return report(0, text.length, text, 'form');
  const parts = text.slice(open + 1, -1).split(','), conditional = action !== 'unset-var' && since(c, '2.6');
  const name = conditional ? parts[0]! : parts.join(',');
  const problem = variableProblem(name);
  if (problem) return report(open + 1, open + 1 + name.length, name, problem);
  if (!conditional) return true;
  let at = open + 1 + name.length + 1;
  for (const condition of parts.slice(1)) {
    if (condition !== '' && !CONDITIONS(c).includes(condition)) return report(at, at + condition.length, condition, 'condition');
    at += condition.length + 1;
  }
  return true;
}

export const VARIABLE_ACTIONS: Readonly<Record<string, ActionArguments>> = {
  'set-var': (c, i, rule) => checkVariableWord(c, i - 1, 'set-var') ? expression(c, i, rule) : STOP,
  'set-var-fmt': (c, i, rule) => {
    if (!checkVariableWord(c, i - 1, 'set-var-fmt')) return STOP;
    if (c.value(i) === '') return i;
    checkLogFormat(c, c.words[i]!, rule.place, { keyword: rule.keyword });
    return i + 1;
  },
  'unset-var': (c, i) => checkVariableWord(c, i - 1, 'unset-var') ? i : STOP,
};
