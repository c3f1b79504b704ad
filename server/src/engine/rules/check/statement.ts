// The pass over one statement: would HAProxy's parser of the selected version take it? Reports for every StatementRule.
import { compareVersions } from '../../language/version.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { CONDITIONAL, HEADER } from '../../text/lineTree.ts';
import { badQuoting } from '../language/bad-quoting.ts';
import { missingFinalNewline } from '../language/missing-final-newline.ts';
import { unknownSection } from '../language/unknown-section.ts';
import { SECTION_WORDS } from '../../model/keyword.ts';
import { emptyArgument } from '../language/empty-argument.ts';
import type { LineUnit, StatementCheck, View } from '../rule.ts';
import { checkConditional } from './conditional.ts';
import { Check } from './context.ts';
import { checkDirective } from './directive.ts';
import { checkHeader } from './header.ts';

const NOTHING: readonly never[] = [];

export const STATEMENTS: StatementCheck = {
  check(unit, view) {
    const { tokens } = unit.statement;
    const truncated = unit.line.eol === '' && unit.line.text !== '' && !unit.document.template;
    if (tokens.length === 0 && !truncated) return NOTHING;
    return check(unit, view, truncated).found;
  },
};

function check(unit: LineUnit, view: View, truncated: boolean): Check {
  const { tokens, error } = unit.statement;
  const empty = error ? -1 : emptyWord(tokens);
  const c = new Check(empty > 0 ? { ...unit, statement: { ...unit.statement, tokens: tokens.slice(0, empty) } } : unit, view);
  if (truncated) c.report(missingFinalNewline, { start: Math.max(0, c.text.length - 1), end: c.text.length }, {});
  if (tokens.length === 0) return c;
  if (error) {
    const at = error.kind === 'quote' ? { start: error.at, end: tokens[tokens.length - 1]!.end } : { start: error.at, end: error.at + 2 };
    c.report(badQuoting, at, { kind: error.kind });
    return c;
  }
  if (empty > 0 && compareVersions(c.version, '3.2') >= 0) {
    c.report(emptyArgument, tokens[empty]!, { rest: tokens.slice(empty + 1).map((w) => w.value).join(' ') }, compareVersions(c.version, '3.3') < 0 ? 'warning' : 'error');
    if (compareVersions(c.version, '3.3') >= 0) return c;
  }
  const fallback = c.version === '2.4' ? unit.statement.env.find((e) => e.hasDefault) : undefined;
  if (fallback) { c.report(badQuoting, fallback, { kind: 'default' }); return c; }
  if (unit.line.flags & HEADER) {
    if (SECTION_WORDS.has(c.value(0))) checkHeader(c);
    else c.report(unknownSection, c.span(0), { word: c.value(0), meant: c.kind });
  }
  else if (unit.line.flags & CONDITIONAL || c.value(0).startsWith('.')) checkConditional(c);
  else checkDirective(c);
  return c;
}

/** The first word that is empty: it ends the statement for HAProxy, whatever follows. -1 without one. */
function emptyWord(tokens: readonly Token[]): number {
  for (let i = 1; i < tokens.length; i++) if (tokens[i]!.value === '' && !(tokens[i]!.flags & ENV)) return i;
  return -1;
}
