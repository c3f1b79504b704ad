// A word that is a regular expression.
import { regexProblem } from '../../language/regex.ts';
import { badRegex } from '../language/bad-regex.ts';
import type { Check } from './context.ts';

/** False after a report. */
export function checkRegex(c: Check, i: number, keyword: string): boolean {
  if (c.unknown(i)) return true;
  const kind = regexProblem(c.value(i));
  if (kind === null) return true;
  c.report(badRegex, c.span(i), { keyword, regex: c.value(i), kind });
  return false;
}
