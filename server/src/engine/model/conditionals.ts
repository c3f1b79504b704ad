// `.if` … `.endif` (manual 2.4). Both branches stay alive; a line inside one is "perhaps".
import { CONDITIONAL, type Line } from '../text/lineTree.ts';
import { lex } from '../syntax/lexer.ts';
import type { Document } from './document.ts';

/** Depth of nesting behind each conditional line, in order. */
function depths(document: Document): readonly number[] {
  if (document.conditionalDepths) return document.conditionalDepths;
  const out: number[] = [];
  let depth = 0;
  for (const line of document.tree.conditionals()) {
    const word = lex(line.text).tokens[0]?.value;
    if (word === '.if') depth++;
    else if (word === '.endif' && depth > 0) depth--;
    out.push(depth);
  }
  document.conditionalDepths = out;
  return out;
}

/** The line stands in a conditional block, so whether it counts is not known. */
export function isConditional(document: Document, line: Line): boolean {
  if (document.tree.conditionalCount === 0 || line.flags & CONDITIONAL) return false;
  const above = document.tree.conditionalsAbove(line);
  return above > 0 && (depths(document)[above - 1] ?? 0) > 0;
}
