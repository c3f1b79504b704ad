/**
 * What may follow the words already written, by a keyword's grammar. Used where the manual's notation is good enough to
 * propose; whether HAProxy takes a line is decided elsewhere.
 */
import type { GrammarNode, Sequence } from './grammar.ts';

/** A place in a grammar: what is still to come, as a linked list so that alternatives share their tails. */
interface Rest { readonly node: GrammarNode; readonly next: Rest | null }

/** What one word may be: a fixed word, or a value of a type. `optional`: the statement may also end here. */
export interface Expected {
  readonly words: readonly string[];
  readonly values: readonly { readonly name: string; readonly type: string | null }[];
  readonly mayEnd: boolean;
}

const MOST_STATES = 256;
const chain = (of: Sequence, next: Rest | null, from = 0): Rest | null => { let rest = next; for (let i = of.length - 1; i >= from; i--) rest = { node: of[i]!, next: rest }; return rest; };

/** Opens options, alternatives and repetitions until each state begins with a word or a value (or is at its end). */
function open(states: readonly (Rest | null)[]): (Rest | null)[] {
  const out: (Rest | null)[] = [], todo = [...states], seen = new Set<Rest | null>();
  while (todo.length && out.length < MOST_STATES) {
    const s = todo.pop()!;
    if (seen.has(s)) continue;
    seen.add(s);
    if (s === null) { out.push(null); continue; }
    const { node, next } = s;
    switch (node.kind) {
      case 'optional': todo.push(next, chain(node.of, next)); break;
      case 'oneOf': for (const a of node.of) todo.push(chain(a, next)); break;
      case 'repeat': {
        const again: Rest = { node: { kind: 'optional', of: [node], glued: false }, next };
        todo.push(chain(node.of, node.separator === null ? again : next));
        break;
      }
      default: out.push(s);
    }
  }
  return out;
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

/** What may stand behind `words` (the keyword's own words included), over all signatures. */
export function expectedAfter(grammar: readonly Sequence[], words: readonly string[]): Expected {
  let states: (Rest | null)[] = open(grammar.map((g) => chain(g, null)));
  for (const word of words) {
    const fixed = states.filter((s): s is Rest => s?.node.kind === 'word' && takes(s, word));
    // a word that the grammar names is that word, not a value that happens to look like it
    const next = fixed.length ? fixed : states.filter((s): s is Rest => s !== null && takes(s, word));
    states = open(next.map(behind));
    if (states.length === 0) break;
  }
  const fixed = new Set<string>(), values = new Map<string, { name: string; type: string | null }>();
  for (const s of states) {
    if (s?.node.kind === 'word') fixed.add(s.node.text + glued(s));
    else if (s?.node.kind === 'value') values.set(`${s.node.name} ${s.node.type}`, { name: s.node.name, type: s.node.type });
  }
  return { words: [...fixed], values: [...values.values()], mayEnd: states.includes(null) };
}

/** The fixed text glued behind a word, up to the first thing that is not fixed: `set-var(`. */
function glued(s: Rest): string {
  let text = '';
  for (let rest = s.next; rest?.node.glued; rest = rest.next) {
    if (rest.node.kind === 'parens') return `${text}(`;
    if (rest.node.kind !== 'word' && rest.node.kind !== 'separator') return text;
    text += rest.node.text;
  }
  return text;
}

/** Which signature fits the words best and which of its top-level nodes the last word belongs to; for signature help. */
export function activeNode(of: Sequence, words: readonly string[]): number {
  let best = 0;
  // the furthest node whose beginning the words can reach
  for (let i = 1; i < of.length; i++) {
    const head = of.slice(0, i);
    let states: (Rest | null)[] = open([chain(head, null)]);
    for (let k = 0; k < words.length - 1; k++) {
      const fixed = states.filter((s): s is Rest => s?.node.kind === 'word' && takes(s, words[k]!));
      states = open((fixed.length ? fixed : states.filter((s): s is Rest => s !== null && takes(s, words[k]!))).map(behind));
    }
    if (states.includes(null)) best = i;
  }
  return best;
}
