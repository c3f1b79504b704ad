// The pass over one statement: would HAProxy's parser of the selected version take it? Reports for every StatementRule.
import { CONDITIONAL, HEADER } from '../../text/lineTree.ts';
import { badQuoting } from '../language/bad-quoting.ts';
import type { StatementCheck } from '../rule.ts';
import { checkConditional } from './conditional.ts';
import { Check } from './context.ts';
import { checkDirective } from './directive.ts';
import { checkHeader } from './header.ts';

const NOTHING: readonly never[] = [];

export const STATEMENTS: StatementCheck = {
  check(unit, view) {
    const { tokens, error } = unit.statement;
    if (tokens.length === 0) return NOTHING;
    const c = new Check(unit, view);
    if (error) {
      const at = error.kind === 'quote' ? { start: error.at, end: tokens[tokens.length - 1]!.end } : { start: error.at, end: error.at + 2 };
      c.report(badQuoting, at, { kind: error.kind });
      return c.found;
    }
    if (unit.line.flags & HEADER) checkHeader(c);
    else if (unit.line.flags & CONDITIONAL || c.value(0).startsWith('.')) checkConditional(c);
    else checkDirective(c);
    return c.found;
  },
};
