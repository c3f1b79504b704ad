// `.if` … `.endif` (manual 2.4). Branches that the selected version certainly leaves out are dead; where the condition is
// not known both branches stay alive and their lines are "perhaps".
import { evaluate, type Answer } from '../language/predicate.ts';
import type { Version } from '../language/version.ts';
import { ENV, lex } from '../syntax/lexer.ts';
import { CONDITIONAL, type Line } from '../text/lineTree.ts';
import type { Document } from './document.ts';

export type Liveness = 'live' | 'perhaps' | 'dead';
export interface ConditionalState { readonly version: Version; readonly after: readonly Liveness[] }

interface Block { readonly outer: Liveness; taken: Answer; now: Liveness }

/** State behind each conditional line, in order. */
function states(document: Document, version: Version): readonly Liveness[] {
  if (document.conditionals?.version === version) return document.conditionals.after;
  const after: Liveness[] = [], stack: Block[] = [];
  const enter = (b: Block, answer: Answer): void => {
    b.now = b.outer === 'dead' || b.taken === true || answer === false ? 'dead' : answer === true && b.taken === false ? b.outer : 'perhaps';
    b.taken = b.taken === true || answer === true ? true : b.taken === null || answer === null ? null : false;
  };
  for (const line of document.tree.conditionals()) {
    const { tokens } = lex(line.text), word = tokens[0]?.value, rest = tokens.slice(1);
    const answer = (): Answer => rest.some((t) => t.flags & ENV) ? null : evaluate(rest.map((t) => t.value).join(' '), version);
    const top = stack[stack.length - 1];
    if (word === '.if') { const b: Block = { outer: top?.now ?? 'live', taken: false, now: 'live' }; stack.push(b); enter(b, answer()); }
    else if (top && word === '.elif') enter(top, answer());
    else if (top && word === '.else') enter(top, true);
    else if (word === '.endif') stack.pop();
    after.push(stack[stack.length - 1]?.now ?? 'live');
  }
  document.conditionals = { version, after };
  return after;
}

export function livenessOf(document: Document, line: Line): Liveness {
  if (document.tree.conditionalCount === 0 || line.flags & CONDITIONAL) return 'live';
  const above = document.tree.conditionalsAbove(line);
  return above > 0 ? states(document, document.target)[above - 1] ?? 'live' : 'live';
}

/** A conditional block leaves open whether the line counts. */
export const isConditional = (document: Document, line: Line): boolean => livenessOf(document, line) !== 'live';
/** HAProxy of the selected version skips the line. */
export const isDead = (document: Document, line: Line): boolean => livenessOf(document, line) === 'dead';
