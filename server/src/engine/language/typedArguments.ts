/** Where a grammar puts arguments of a type: behind which word, or at which place in parentheses. For whoever looks into every line and cannot follow a whole grammar. */
import { parseGrammar, type Sequence } from './grammar.ts';
import type { Entry } from './facts.ts';

/** What stands `distance` words behind a fixed word. `list`: names with commas between them. */
export interface Behind<T> { readonly of: T; readonly distance: number; readonly list: boolean }
export type WordsBefore<T> = Map<string, Behind<T>>;
export type KindOf<T> = (type: string) => T | null;

/** Every signature of every version that mentions one of the types, the keyword's own words in front. */
function* grammarsOf<V>(entry: Entry<V>, mentions: RegExp): Iterable<Sequence> {
  const { raw } = entry.source, history = raw.h as Record<string, { readonly g?: unknown }> | undefined;
  for (const g of [raw.g, ...Object.values(history ?? {}).map((h) => h.g)].flat()) {
    if (typeof g === 'string' && mentions.test(g)) yield parseGrammar(g.startsWith('=') ? g.slice(1) : entry.name + g);
  }
}

/** Adds to `found` what the entry's signatures say. `last` is the word that the entry's own name ends with. */
export function collectWords<T, V>(found: WordsBefore<T>, entry: Entry<V>, mentions: RegExp, kindOf: KindOf<T>): void {
  for (const grammar of grammarsOf(entry, mentions)) walk(grammar, { word: null, distance: 0 }, found, kindOf);
}

interface Place { word: string | null; distance: number }

function walk<T>(of: Sequence, place: Place, found: WordsBefore<T>, kindOf: KindOf<T>, list = false): void {
  for (const node of of) switch (node.kind) {
    case 'word': place.word = node.text; place.distance = 0; break;
    case 'value': {
      const kind = node.type === null ? null : kindOf(node.type);
      if (!node.glued) place.distance++;
      if (kind !== null && place.word !== null) found.set(place.word, { of: kind, distance: Math.max(1, place.distance), list });
      break;
    }
    case 'optional': case 'repeat': {
      const inner = { ...place }, separated = node.kind === 'repeat' && node.separator !== null;
      walk(node.of, inner, found, kindOf, list || separated);
      // `[<backend>/]<server>` is one word, whatever is left out; anything else may shift what follows
      if (!node.of.some((n) => n.kind === 'value') || node.of[0]?.kind === 'word' || separated) place.word = null;
      break;
    }
    case 'oneOf': {
      const words = node.of.every((b) => b.length === 1 && b[0]!.kind === 'word');
      for (const branch of node.of) walk(branch, { ...place }, found, kindOf, list);
      if (words) place.distance++; else place.word = null;
      break;
    }
    default: break;
  }
}

/** Kinds of the arguments in the first parentheses of the entry's signatures; null where there is nothing to tell. */
export function callArguments<T, V>(entry: Entry<V>, mentions: RegExp, kindOf: KindOf<T>): (T | null)[] | null {
  for (const grammar of grammarsOf(entry, mentions)) {
    const parens = grammar.find((n) => n.kind === 'parens');
    if (parens?.kind !== 'parens') continue;
    const out: (T | null)[] = [null];
    (function arg(of: Sequence): void {
      for (const n of of) {
        if (n.kind === 'separator') out.push(null);
        else if (n.kind === 'value' && n.type !== null) out[out.length - 1] = kindOf(n.type);
        else if (n.kind === 'optional') arg(n.of);
      }
    })(parens.of);
    if (out.some((k) => k !== null)) return out;
  }
  return null;
}
