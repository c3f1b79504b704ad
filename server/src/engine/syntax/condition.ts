// Reads the condition behind `if`/`unless` (manual 7.2): a disjunction of conjunctions of possibly negated
// terms, each an ACL name or an anonymous `{ fetch … }`.
import type { Token } from './lexer.ts';

export interface Term {
  readonly negated: boolean;
  /** ACL name, or null for an anonymous test. */
  readonly name: string | null;
  /** Index of the term's first and last token (for a name both are the same). */
  readonly first: number;
  readonly last: number;
  /** Words inside the braces of an anonymous test: the expression, flags, patterns. */
  readonly words: readonly Token[];
  readonly closed: boolean;
}
export interface Condition {
  readonly unless: boolean;
  /** Index of the `if`/`unless` token. */
  readonly at: number;
  /** Any of these groups, all terms of a group. */
  readonly groups: readonly (readonly Term[])[];
}

/** Index of the word that starts the condition: the last plain `if` or `unless` behind `from` that is not inside a test's braces; -1 without one. */
export function conditionAt(tokens: readonly Token[], from = 1): number {
  let at = -1, inside = false;
  for (let i = from; i < tokens.length; i++) {
    const v = tokens[i]!.value;
    if (inside) inside = v !== '}';
    else if (v === 'if' || v === 'unless') at = i;
    else if (at >= 0 && v.endsWith('{') && isOpening(v)) inside = true;
  }
  return at;
}
/** `{` with any number of `!` in front. */
const isOpening = (word: string): boolean => { for (let i = word.length - 2; i >= 0; i--) if (word.charCodeAt(i) !== 33) return false; return true; };

export function parseCondition(tokens: readonly Token[], at: number): Condition {
  const groups: Term[][] = [];
  let group: Term[] = [];
  for (let i = at + 1; i < tokens.length; i++) {
    const first = i;
    let word = tokens[i]!.value, negated = false;
    if (word === 'or' || word === '||' || word === 'OR' || word === 'Or' || word === 'oR') { groups.push(group); group = []; continue; }
    while (word.startsWith('!')) {
      negated = !negated;
      word = word.slice(1);
      if (word === '') { if (i + 1 >= tokens.length) break; word = tokens[++i]!.value; }
    }
    if (word === '{') {
      let k = i + 1;
      while (k < tokens.length && tokens[k]!.value !== '}') k++;
      group.push({ negated, name: null, first, last: Math.min(k, tokens.length - 1), words: tokens.slice(i + 1, k), closed: k < tokens.length });
      i = k;
    } else group.push({ negated, name: word, first, last: i, words: [], closed: true });
  }
  groups.push(group);
  return { unless: tokens[at]!.value === 'unless', at, groups };
}

export interface AclTest {
  /** Index in `words` where the sample expression stands. */
  readonly expression: Token;
  readonly flags: readonly { readonly flag: string; readonly value: Token | null }[];
  /** `-m` method, or null. */
  readonly method: string | null;
  readonly ignoreCase: boolean;
  readonly patterns: readonly Token[];
  /** `-f` or `-M`: patterns come from a file. */
  readonly fromFile: boolean;
}

/** Reads `expression [flags] [patterns]`, as in `acl NAME …` and in `{ … }`. Null without an expression. */
export function parseAclTest(words: readonly Token[]): AclTest | null {
  const expression = words[0];
  if (!expression) return null;
  const flags: { flag: string; value: Token | null }[] = [];
  let method: string | null = null, ignoreCase = false, fromFile = false, i = 1;
  for (; i < words.length; i++) {
    const w = words[i]!.value;
    if (w === '--') { i++; break; }
    if (!w.startsWith('-') || !/^-[a-zA-Z]$/.test(w)) break;
    if (w === '-m' || w === '-f' || w === '-M' || w === '-u') {
      const value = words[i + 1] ?? null;
      if (w === '-m') method = value?.value ?? null;
      if (w === '-f' || w === '-M') fromFile = true;
      flags.push({ flag: w, value });
      if (w !== '-M') i++; // -M is a flag; the file comes with -f
    } else { if (w === '-i') ignoreCase = true; flags.push({ flag: w, value: null }); }
  }
  return { expression, flags, method, ignoreCase, patterns: words.slice(i), fromFile };
}
