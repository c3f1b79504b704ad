// `.if` … `.endif` (manual 2.4). Branches that the selected version certainly leaves out are dead; where the condition is
// not known both branches stay alive and their lines are "perhaps".
import { evaluate, type Answer } from '../language/predicate.ts';
import type { Version } from '../language/version.ts';
import { ENV, lex } from '../syntax/lexer.ts';
import { CONDITIONAL, type Line } from '../text/lineTree.ts';
import type { Document } from './document.ts';

export type Liveness = 'live' | 'perhaps' | 'dead';

/** Where a conditional line stands. */
export interface ConditionalPlace {
  /** `alone`: no block is open; `after-else`; `open`: this `.if` is never ended; `deep`: too many blocks in each other. */
  readonly problem: 'alone' | 'after-else' | 'open' | 'deep' | null;
  /** Whether HAProxy reads the condition of this `.if` or `.elif`: not in a dead block, not behind a branch that was taken. */
  readonly reads: Liveness;
}
export interface ConditionalState { readonly version: Version; readonly after: readonly Liveness[]; readonly places: readonly ConditionalPlace[] }

interface Block { readonly outer: Liveness; readonly index: number; taken: Answer; now: Liveness; ended: boolean }

/** HAProxy refuses the hundredth block inside the others. */
const DEEPEST = 99;
const STANDS_WELL: ConditionalPlace = { problem: null, reads: 'live' };

/** State behind each conditional line, in order. */
function states(document: Document, version: Version): ConditionalState {
  if (document.conditionals?.version === version) return document.conditionals;
  const after: Liveness[] = [], places: ConditionalPlace[] = [], stack: Block[] = [];
  const enter = (b: Block, answer: Answer): void => {
    b.now = b.outer === 'dead' || b.taken === true || answer === false ? 'dead' : answer === true && b.taken === false ? b.outer : 'perhaps';
    b.taken = b.taken === true || answer === true ? true : b.taken === null || answer === null ? null : false;
  };
  const stands = (problem: ConditionalPlace['problem'], reads: Liveness = 'live'): void => { places.push(problem || reads !== 'live' ? { problem, reads } : STANDS_WELL); };
  for (const line of document.tree.conditionals()) {
    const { tokens } = lex(line.text), word = tokens[0]?.value, rest = tokens.slice(1);
    const answer = (): Answer => rest.some((t) => t.flags & ENV) ? null : evaluate(rest.map((t) => t.value).join(' '), version);
    const top = stack[stack.length - 1];
    if (word === '.if') {
      const outer = top?.now ?? 'live', b: Block = { outer, index: places.length, taken: false, now: 'live', ended: false };
      stands(stack.length >= DEEPEST ? 'deep' : null, outer);
      stack.push(b);
      enter(b, answer());
    } else if (!top) stands('alone');
    else if (word === '.endif') { stands(null); stack.pop(); } else {
      stands(top.ended ? 'after-else' : null, top.outer === 'dead' || top.taken === true ? 'dead' : top.taken === null ? 'perhaps' : top.outer);
      enter(top, word === '.else' ? true : answer());
      top.ended ||= word === '.else';
    }
    after.push(stack[stack.length - 1]?.now ?? 'live');
  }
  for (const b of stack) places[b.index] = { ...places[b.index]!, problem: 'open' };
  document.conditionals = { version, after, places };
  return document.conditionals;
}

/** For a line with the CONDITIONAL flag. */
export function placeOfConditional(document: Document, line: Line): ConditionalPlace {
  return states(document, document.target).places[document.tree.conditionalsAbove(line)] ?? STANDS_WELL;
}

export function livenessOf(document: Document, line: Line): Liveness {
  if (document.tree.conditionalCount === 0 || line.flags & CONDITIONAL) return 'live';
  const above = document.tree.conditionalsAbove(line);
  return above > 0 ? states(document, document.target).after[above - 1] ?? 'live' : 'live';
}

/** A conditional block leaves open whether the line counts. */
export const isConditional = (document: Document, line: Line): boolean => livenessOf(document, line) !== 'live';
/** HAProxy of the selected version skips the line. */
export const isDead = (document: Document, line: Line): boolean => livenessOf(document, line) === 'dead';
