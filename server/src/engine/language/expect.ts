/**
 * What may follow the words already written, by a keyword's grammar. Used where the manual's notation is good enough to
 * propose; whether HAProxy takes a line is decided elsewhere.
 */
import type { GrammarNode, Sequence } from './grammar.ts';

/** A place in a grammar: what is still to come, as a linked list so that alternatives share their tails. */
interface Rest { readonly node: GrammarNode; readonly next: Rest | null }

const MOST_STATES = 256;
/** Words at the end of a statement among which an option of several words may have begun. */
const MOST_BEHIND = 32;
const chain = (of: Sequence, next: Rest | null, from = 0): Rest | null => { let rest = next; for (let i = of.length - 1; i >= from; i--) rest = { node: of[i]!, next: rest }; return rest; };

/** Opens options, alternatives and repetitions until each state begins with a word or a value (or is at its end). */
function open(states: readonly (Rest | null)[]): (Rest | null)[] {
  const out: (Rest | null)[] = [], todo = [...states], seen = new Map<Rest | null, Set<GrammarNode>>(); // a node is opened once in front of each rest
  while (todo.length && out.length < MOST_STATES) {
    const s = todo.pop()!;
    if (s === null) { if (!out.includes(null)) out.push(null); continue; }
    const { node, next } = s, opened = seen.get(next);
    if (opened?.has(node)) continue;
    if (opened) opened.add(node); else seen.set(next, new Set([node]));
    switch (node.kind) {
      case 'optional': todo.push(next, chain(node.of, next)); break;
      case 'oneOf': for (const a of node.of) todo.push(chain(a, next)); break;
      case 'repeat': todo.push(chain(node.of, node.separator === null ? { node: onceMore(node), next } : next)); break;
      default: out.push(s);
    }
  }
  return out;
}
const again = new WeakMap<GrammarNode, GrammarNode>();
/** The repetition, which may be left out now. */
function onceMore(node: GrammarNode): GrammarNode {
  let made = again.get(node);
  if (!made) { made = { kind: 'optional', of: [node], glued: false }; again.set(node, made); }
  return made;
}

/** Behind a node: nodes glued to it are part of the same word. */
function behind(s: Rest): Rest | null {
  let rest = s.next;
  while (rest?.node.glued) rest = rest.next;
  return rest;
}

function takes(s: Rest, word: string): boolean {
  if (s.node.kind === 'word') return s.next?.node.glued ? word.startsWith(s.node.text) : word === s.node.text;
  return s.node.kind === 'value' || s.node.kind === 'parens';
}

/** One way on: a word, value or parentheses, and what comes behind it. */
export interface Next { readonly node: GrammarNode; readonly rest: Rest | null }
export type { Rest };

/** Every way on behind `words`; `mayEnd`: the statement may also end here. */
export function nextAfter(grammar: readonly Sequence[], words: readonly string[]): { readonly next: readonly Next[]; readonly mayEnd: boolean } {
  const states = walk(grammar, words);
  return { next: states.filter((s) => s !== null).map((s) => ({ node: s.node, rest: s.next })), mayEnd: states.includes(null) };
}

function walk(grammar: readonly Sequence[], words: readonly string[]): (Rest | null)[] {
  let states: (Rest | null)[] = open(grammar.map((g) => chain(g, null)));
  for (const word of words) {
    const fixed = states.filter((s): s is Rest => s?.node.kind === 'word' && takes(s, word));
    // a word that the grammar names is that word, not a value that happens to look like it
    const next = fixed.length ? fixed : states.filter((s): s is Rest => s !== null && takes(s, word));
    states = open(next.map(behind));
    if (states.length === 0) break;
  }
  return states;
}

/** The nodes that finish a statement with as little as it needs: no options, the first of each choice, repetitions once. */
export function shortest(rest: Rest | null): GrammarNode[] {
  const out: GrammarNode[] = [];
  // `apart`: a node in front was left out, so that what was glued to it stands alone
  const put = (of: Sequence, glued: boolean | null): void => {
    let apart = false;
    of.forEach((node, i) => {
      const joined = i === 0 && glued !== null ? glued : node.glued && !apart;
      if (node.kind === 'optional') { apart ||= !joined; return; }
      apart = false;
      if (node.kind === 'oneOf') { if (node.of[0]) put(node.of[0], joined); } else if (node.kind === 'repeat') put(node.of, joined);
      else out.push({ ...node, glued: joined });
    });
  };
  const all: GrammarNode[] = [];
  for (let r = rest; r; r = r.next) all.push(r.node);
  put(all, null);
  return out;
}

/** Index of the node that comes behind `words`, or that the last of them belongs to; for signature help. */
export function activeNode(of: Sequence, words: readonly string[]): number {
  for (let i = 1; i < of.length; i++) if (walk([of.slice(0, i)], words).includes(null)) return i;
  // inside a repetition or an option of several words
  for (let i = of.length - 1; i > 0; i--) for (let k = words.length - 1; k > Math.max(0, words.length - MOST_BEHIND); k--) if (walk([of.slice(0, i)], words.slice(0, k)).includes(null) && walk([of.slice(i)], words.slice(k)).length > 0) return i;
  return 0;
}
