// What an ACL tests: `expression [flags] [patterns]`, in `acl NAME …` and between the braces of a condition (manual 7.1).
import type { Token } from '../../syntax/lexer.ts';
import type { Check } from './context.ts';
import { checkSample } from './expression.ts';
import type { Place } from './place.ts';

/** Checks the words of one test; the first is the expression. */
export function checkAcl(c: Check, words: readonly Token[], place: Place): void {
  const first = words[0];
  if (first) checkSample(c, first, 0, place, { keyword: 'acl', acl: true });
}
