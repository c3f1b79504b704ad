// Conditions: `if` or `unless`, then names and tests in braces (manual 7.2), as parse_acl_cond() reads them.
import { missingArgument } from '../language/missing-argument.ts';
import { badCondition } from '../language/bad-condition.ts';
import { checkAcl } from './acl.ts';
import type { Check } from './context.ts';
import type { Place } from './place.ts';

/**
 * Checks the condition that may start at word `from`, up to the end of the statement. Nothing there is fine; a word that is
 * neither `if` nor `unless` is not.
 */
export function checkCondition(c: Check, from: number, place: Place): void {
  if (!c.has(from) || c.unknown(from)) return;
  const word = c.value(from);
  if (word !== 'if' && word !== 'unless') { c.report(badCondition, c.span(from), { kind: 'word', word }); return; }
  if (!c.has(from + 1)) { c.report(missingArgument, c.span(from), { keyword: word, expected: 'a condition' }); return; }
  for (let i = from + 1; i < c.words.length; i++) {
    if (c.unknown(i)) return;
    const term = c.value(i).replace(/^!+/, '');
    if (term !== '{') continue;
    const open = i;
    while (i < c.words.length && c.value(i) !== '}') i++;
    if (i >= c.words.length) { c.report(badCondition, c.span(open), { kind: 'brace', word: '' }); return; }
    checkAcl(c, c.words.slice(open + 1, i), place);
  }
}
