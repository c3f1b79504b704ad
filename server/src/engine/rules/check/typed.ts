// A value by what the facts say of it: its type in the grammar, and the numbers that HAProxy was seen to take.
import { enumWords } from '../../language/load.ts';
import type { Limits } from '../../language/facts.ts';
import { addressUse } from '../../language/addressUse.ts';
import type { GrammarNode, Sequence } from '../../language/grammar.ts';
import { readNumber } from '../../language/ints.ts';
import { parseSize } from '../../language/size.ts';
import { wantAddress } from './address.ts';
import type { Check } from './context.ts';
import { numberText, refuse, sizeText, wantInteger, wantTime, wantWord } from './values.ts';

export type ValueNode = Extract<GrammarNode, { kind: 'value' }>;

/** The first value behind the fixed words of a grammar, or the words of which one is expected. Null: something else. */
export function firstValue(sequence: Sequence | undefined, words: number): ValueNode | readonly string[] | null {
  const node = sequence?.[words], next = sequence?.[words + 1];
  if (!node || next?.glued) return null;
  if (node.kind === 'value') return node;
  return node.kind === 'oneOf' ? fixedWords(node) : null;
}

/** Words of which one is expected: `{on|off}`. Null when a branch is more than a word. */
export function fixedWords(node: Extract<GrammarNode, { kind: 'oneOf' }>): readonly string[] | null {
  const words: string[] = [];
  for (const branch of node.of) {
    const [only] = branch;
    if (branch.length !== 1 || only?.kind !== 'word') return null;
    words.push(only.text);
  }
  return words;
}

/** Checks word `i` where its type says how HAProxy reads it; other types are left alone. */
export function wantTyped(c: Check, i: number, keyword: string, type: string | null, limits: Limits | null): void {
  if (type === null || c.unknown(i)) return;
  if (type === 'time' || type === 'time(s)') {
    const { min, max } = limits ?? { min: null, max: null };
    wantTime(c, i, keyword, { unit: type === 'time' ? 'ms' : 's', ...(min !== null && min > 0 ? { min } : {}), ...(max !== null && max < 2 ** 31 - 1 ? { max } : {}) });
  } else if (type.startsWith('integer') || type === 'number' || type === 'port') {
    if (limits) number(c, i, keyword, limits); else if (type === 'port') wantInteger(c, i, keyword, { min: 0, max: 65535, lenient: true });
  } else if (type === 'size') {
    if (limits) size(c, i, keyword, limits);
  } else if (type.startsWith('enum:')) wantWord(c, i, keyword, enumWords(type.slice(5), c.version));
  else { const use = addressUse(type); if (use) wantAddress(c, i, keyword, use); }
}

function number(c: Check, i: number, keyword: string, limits: Limits): void {
  if (readNumber(c.value(i), limits).kind !== 'ok') refuse(c, i, keyword, numberText(limits.min ?? undefined, limits.max ?? undefined));
}

/** `lax`: an older version reads a plain number here. */
function size(c: Check, i: number, keyword: string, limits: Limits): void {
  if (limits.lax !== 'no') { number(c, i, keyword, limits); return; }
  const r = parseSize(c.value(i), 64), { min, max } = limits;
  if (r.kind === 'ok' && (min === null || r.bytes >= min) && (max === null || r.bytes <= max)) return;
  refuse(c, i, keyword, sizeText(min ?? undefined, min !== null && min > 0 && max !== null && max >= 2 ** 31 - 1 ? undefined : max ?? undefined));
}
