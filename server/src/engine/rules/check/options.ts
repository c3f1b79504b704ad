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

/** Checks the words of an option; `i` is the first behind its name. A number: how many words it consumed instead. */
export type OptionReader = (c: Check, i: number, name: string) => number | void;
export interface OptionKind<Option extends BindOption | ServerOption, A extends Args> {
  readonly table: () => Table<Option>;
  readonly readers: Readonly<Record<string, OptionReader>>;
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
      if (!kind.mayEnd?.(c, entry.name)) c.report(missingArgument, c.span(i), { keyword: name, expected: valueOf(option) });
      return;
    }
    const reader = kind.readers[entry.name];
    const consumed = reader ? reader(c, i + 1, name) : arity > 0 ? value(c, i + 1, name, option) : undefined;
    i += 1 + (typeof consumed === 'number' ? consumed : arity);
  }
}

/** By its type in the grammar. */
function value(c: Check, i: number, name: string, option: BindOption | ServerOption): void {
  const node = firstValue(option.grammar[0], 1);
  if (node === null) return;
  if ('kind' in node) wantTyped(c, i, name, node.type, option.limits);
  else wantWord(c, i, name, node);
}

/** `<path>`, as the signature names the option's value. */
function valueOf(option: BindOption | ServerOption): string {
  return /<[^>]+>/.exec(option.signatures[0] ?? '')?.[0] ?? '';
}
