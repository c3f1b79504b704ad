// Options of `bind` and `server` lines: one word after the other, each with as many words as it consumes.
import { at, type Table, usable } from '../../language/load.ts';
import type { BindOption, Entry, ServerOption } from '../../language/facts.ts';
import { suggest } from '../../language/suggest.ts';
import type { Args, StatementRule } from '../rule.ts';
import { keywordDeprecated } from '../language/keyword-deprecated.ts';
import { missingArgument } from '../language/missing-argument.ts';
import type { Check } from './context.ts';
import { reportVersion } from './known.ts';
import { firstValue, wantTyped } from './typed.ts';
import { wantWord } from './values.ts';

/** Checks the words of an option; `i` is the first behind its name. */
export type OptionReader = (c: Check, i: number, name: string) => void;
/** The same for an option of variable length: gives how many words it consumed. */
export type LongReader = (c: Check, i: number, name: string) => number;
export interface OptionKind<Option extends BindOption | ServerOption, A extends Args> {
  readonly table: () => Table<Option>;
  readonly readers: Readonly<Record<string, OptionReader>>;
  readonly long?: Readonly<Record<string, LongReader>>;
  /** Options that HAProxy takes without the word they stand for. */
  mayEnd?(c: Check, option: string): boolean;
  readonly unknown: StatementRule<A>;
  unknownArgs(word: string, similar: string): A;
  /** The entry behind a word that is no plain name. */
  special?(word: string): Entry<Option> | undefined;
  /** False: the option has no place here, and that was reported. */
  accepts?(c: Check, i: number, option: Option): boolean;
}

/** Options from word `from` on. HAProxy stops at the first one it refuses; so does this where the words behind it may mean anything. */
export function walkOptions<Option extends BindOption | ServerOption, A extends Args>(c: Check, from: number, kind: OptionKind<Option, A>): void {
  let i = from;
  while (c.has(i)) {
    if (c.unknown(i)) return;
    const name = c.value(i), entry = kind.table().get(name) ?? kind.special?.(name);
    if (!entry) {
      const names = kind.table().entries.filter((e) => usable(e, c.version)).map((e) => e.name);
      c.report(kind.unknown, c.span(i), kind.unknownArgs(name, suggest(name, names).join(' ')));
      return;
    }
    const option = at(entry, c.version), arity = option.arity ?? 1;
    if (kind.accepts && !kind.accepts(c, i, option)) { i += 1 + arity; continue; }
    if (!usable(entry, c.version)) { if (!option.notInBinary) reportVersion(c, entry, name, c.span(i)); i += 1 + arity; continue; }
    if (option.deprecated) c.report(keywordDeprecated, c.span(i), { word: name, version: c.version, replacement: option.replacement ?? '' });
    if (arity > 0 && !c.has(i + arity)) {
      if (!kind.mayEnd?.(c, entry.name)) c.report(missingArgument, c.span(i), { keyword: name, expected: placeholder(option) });
      return;
    }
    const long = kind.long?.[entry.name], reader = kind.readers[entry.name];
    if (long) { i += 1 + long(c, i + 1, name); continue; }
    if (reader) reader(c, i + 1, name); else if (arity > 0) checkValue(c, i + 1, name, option);
    i += 1 + arity;
  }
}

/** By its type in the grammar. */
function checkValue(c: Check, i: number, name: string, option: BindOption | ServerOption): void {
  const node = firstValue(option.grammar[0], 1);
  if (node === null) return;
  if ('kind' in node) wantTyped(c, i, name, node.type, option.limits);
  else wantWord(c, i, name, node);
}

/** `<path>`, as the signature names the option's value. */
function placeholder(option: BindOption | ServerOption): string {
  return /<[^>]+>/.exec(option.signatures[0] ?? '')?.[0] ?? '';
}
