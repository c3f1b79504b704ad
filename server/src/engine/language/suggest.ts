/** "Did you mean": the closest words of a list. */
import { distance } from 'fastest-levenshtein';

/** Closest first, at most `limit`, none that differs in more than a third of its characters (short words: one character). */
export function suggest(word: string, candidates: Iterable<string>, limit = 3): string[] {
  if (unasked) return [];
  if (word.length > LONGEST) return closest(word, candidates, limit);
  const known = latest.get(word);
  if (known?.of === candidates && known.limit === limit) return [...known.found];
  if (latest.size >= MOST_KEPT) latest.clear();
  const found = closest(word, candidates, limit);
  latest.set(ownCopy(word), { of: candidates, limit, found });
  return [...found];
}
/** True while somebody only wants to know whether words fit, not what was meant. */
let unasked = false;
export function withoutSuggestions<T>(ask: () => T): T {
  unasked = true;
  try { return ask(); } finally { unasked = false; }
}

/** Whoever tries words in the place of one asks for the others again and again. */
const latest = new Map<string, { readonly of: Iterable<string>; readonly limit: number; readonly found: readonly string[] }>(), MOST_KEPT = 64, LONGEST = 100;

export function closest(word: string, candidates: Iterable<string>, limit: number): string[] {
  const lower = word.toLowerCase();
  const furthest = Math.max(1, Math.floor(word.length / 3));
  const found: { readonly name: string; readonly far: number }[] = [];
  for (const name of candidates) {
    if (name === word || Math.abs(name.length - word.length) > furthest) continue;
    const far = name.toLowerCase() === lower ? 0 : Math.min(distance(lower, name.toLowerCase()), swapped(lower, name.toLowerCase()) ? 1 : Number.POSITIVE_INFINITY);
    if (far <= furthest) found.push({ name, far });
  }
  return found.sort((a, b) => a.far - b.far || a.name.length - b.name.length || (a.name < b.name ? -1 : 1)).slice(0, limit).map((f) => f.name);
}

/** Two neighbouring letters exchanged count as one slip, not two. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

/** The same text, but not as a piece of a longer one that it would keep in memory: for keys that outlive their file. */
export const ownCopy = (text: string): string => ` ${text}`.slice(1);
