// The only door to the engine: plain data in and out. What the editor asks for only now and then is here, the rest in core.ts,
// so that a server can load it when somebody asks.
import { setTranslations, t } from './language/text.ts';
import { allSafeFixes, type Edits, fixesOf, type OfferedFix } from './features/fixes.ts';
import { complete, type Completions, type Item as CompletionEntry } from './features/completion/completion.ts';
import { expanded } from './features/completion/item.ts';
import { MANY as MANY_NAMES } from './features/completion/names.ts';
import { type Checkup, checkup } from './features/checkup/checkup.ts';
import type { TextEdit } from './features/edits.ts';
import { proseOf, webSocketProseOf } from './features/prose.ts';
import { drawAll, drawChanges, drawLines, type TokenEdit } from './features/semantic/semantic.ts';
import { signatures } from './features/signature.ts';
import { type Call, type CallItem, incomingCalls, outgoingCalls, prepareCalls } from './features/calls.ts';
import { type Definition, definition } from './features/definition.ts';
import { type Fold, folds } from './features/folding.ts';
import { DEFAULT_FORMAT, format, type FormatOptions } from './features/format.ts';
import { type Hint, type HintOptions, type HintPart, hintParts, hints } from './features/inlay.ts';
import { type Lens, lenses, type LensOptions, type LensText, lensText } from './features/lens.ts';
import { type Link, links } from './features/links.ts';
import { type Linked, linked } from './features/linked.ts';
import { type Highlight, highlights, type Location, references } from './features/references.ts';
import { prepareRename, rename, type Renaming } from './features/rename.ts';
import { findSections, outline, type OutlineItem } from './features/outline.ts';
import { selections } from './features/selection.ts';
import { type Hover, hover } from './features/hover/hover.ts';
import { creationsFor, ignoresFor, type OfferedRefactoring, refactorings } from './features/refactor/refactor.ts';
import type { Block, Reported } from './rules/findings.ts';
import { RULES } from './rules/registry.ts';
import type { TextChange } from './text/edit.ts';
import type { Position, Range } from './text/lineTree.ts';
import { Core } from './core.ts';
import type { Meter } from './model/project.ts';
import { DEFAULT_SETTINGS, type Settings } from './model/settings.ts';

export type { Block, CallItem, Checkup, CompletionEntry, Edits, Fold, FormatOptions, Hint, HintOptions, LensOptions, Meter, OutlineItem, OfferedFix, Position, Range, Reported, Settings, TextChange };
export { expanded, MANY_NAMES, DEFAULT_FORMAT, DEFAULT_SETTINGS, RULES, setTranslations };
export { SEMANTIC_MODIFIERS, SEMANTIC_TYPES } from './features/semantic/semantic.ts';

export class Engine extends Core {
  private drawings = 0;

  fixes(uri: string, reported: Reported): OfferedFix[] {
    const o = this.settled(uri);
    return o ? fixesOf(o.configuration.project, reported) : [];
  }
  fixAll(uri: string): Edits {
    const o = this.settled(uri);
    return o ? allSafeFixes(o.configuration.project, o.document) : new Map();
  }

  hover(uri: string, position: Position): Hover | null {
    const o = this.settled(uri);
    return o ? hover(o.configuration.project, o.document, position) : null;
  }
  /** Declarations of the name that a finding misses, and comments that silence its rule. */
  creations(uri: string, reported: Reported): OfferedFix[] { const o = this.settled(uri); return o ? creationsFor(o.configuration.project, reported) : []; }
  ignores(uri: string, reported: Reported): OfferedFix[] { const o = this.settled(uri); return o ? ignoresFor(o.configuration.project, reported) : []; }
  /** Rewrites offered where the cursor stands, whether or not anything is wrong. */
  refactorings(uri: string, range: Range): OfferedRefactoring[] {
    const o = this.settled(uri);
    return o ? refactorings(o.configuration.project, o.document, range) : [];
  }

  /** Every path that WebSockets take, and eight questions answered from the file. */
  checkup(uri: string): Checkup | null { const o = this.settled(uri); return o ? checkup(o.configuration.project) : null; }

  completions(uri: string, position: Position): Completions { const o = this.settled(uri); return o ? complete(o.configuration.project, o.document, position) : { items: [], path: null }; }
  complete(uri: string, position: Position): CompletionEntry[] { return [...this.completions(uri, position).items]; }
  signatures(uri: string, position: Position): ReturnType<typeof signatures> { const o = this.settled(uri); return o && position.line < o.document.tree.lineCount ? signatures(o.configuration.project, o.document, position) : null; }
  /** The hover text behind a completion's `prose` key. */
  prose(key: string): string | null { const text = proseOf(key), ws = webSocketProseOf(key)?.text; return text && (ws ? `${t(text)}\n\n*${t('For a WebSocket')}:* ${t(ws)}` : t(text)); }
  /** Where the name under the cursor is declared. */
  definition(uri: string, position: Position): Definition | null { return this.ask(uri, null, (p, d) => definition(p, d, position)); }
  references(uri: string, position: Position, declarations: boolean): Location[] { return this.ask<Location[]>(uri, [], (p, d) => references(p, d, position, declarations)); }
  highlights(uri: string, position: Position): Highlight[] { return this.ask<Highlight[]>(uri, [], (p, d) => highlights(p, d, position)); }
  linked(uri: string, position: Position): Linked | null { return this.ask(uri, null, (p, d) => linked(p, d, position)); }
  /** Proxies and servers under the cursor, for the call hierarchy; `position` of the other two: where an item's selection begins. */
  prepareCalls(uri: string, position: Position): CallItem[] { return this.ask<CallItem[]>(uri, [], (p, d) => prepareCalls(p, d, position)); }
  incomingCalls(uri: string, position: Position): Call[] { return this.ask<Call[]>(uri, [], (p, d) => incomingCalls(p, d, position)); }
  outgoingCalls(uri: string, position: Position): Call[] { return this.ask<Call[]>(uri, [], (p, d) => outgoingCalls(p, d, position)); }
  lenses(uri: string, want: LensOptions): Lens[] { return this.ask<Lens[]>(uri, [], (p, d) => lenses(p, d, want)); }
  /** What the lens on the header in this line says. */
  lensText(uri: string, line: number, want: LensOptions): LensText | null { return this.ask(uri, null, (p, d) => lensText(p, d, line, want)); }
  /** Hints in lines `from` to `to`, both included. */
  hints(uri: string, from: number, to: number, want: HintOptions): Hint[] { return this.ask<Hint[]>(uri, [], (p, d) => hints(p, d, from, to, want)); }
  hintParts(uri: string, position: Position, kind: Hint['kind']): HintPart[] | null { return this.ask(uri, null, (p, d) => hintParts(p, d, position, kind)); }
  /** Files and pages that the document names. */
  links(uri: string): Link[] { return this.ask<Link[]>(uri, [], links); }
  prepareRename(uri: string, position: Position): Renaming<{ readonly range: Range; readonly placeholder: string }> | null { return this.ask(uri, null, (p, d) => prepareRename(p, d, position)); }
  rename(uri: string, position: Position, to: string): Renaming<{ readonly edits: Edits }> | null { return this.ask(uri, null, (p, d) => rename(p, d, position, to)); }

  /** Semantic tokens in LSP's numbers, in pieces; the text must not change until it is done. Null when the document is not open. */
  tokens(uri: string): Generator<void, { readonly id: number; readonly data: number[] }, void> | null {
    const o = this.settled(uri), id = (this.drawings += 1);
    return o ? (function* () { return { id, data: yield* drawAll(o.configuration.project, o.document, id) }; })() : null;
  }
  /** What changed in them since the answer with this id; null: ask for all. */
  tokenChanges(uri: string, since: number): { readonly id: number; readonly edits: TokenEdit[] } | null {
    const o = this.settled(uri), id = (this.drawings += 1), edits = o ? drawChanges(o.configuration.project, o.document, since, id) : null;
    return edits && { id, edits };
  }
  tokensOf(uri: string, from: number, to: number): number[] { const o = this.settled(uri); return o ? drawLines(o.configuration.project, o.document, from, to) : []; }
  folds(uri: string): Fold[] { const o = this.settled(uri); return o ? folds(o.document) : []; }
  outline(uri: string): OutlineItem[] { const o = this.settled(uri); return o ? outline(o.configuration.project, o.document) : []; }
  /** Sections of every document, by letters of their name; at most `most` of a document. */
  findSections(query: string, most: number): { readonly uri: string; readonly item: OutlineItem }[] {
    return [...this.uris].flatMap((uri) => {
      const o = this.settled(uri);
      return o ? findSections(o.configuration.project, o.document, query, most).map((item) => ({ uri, item })) : [];
    }).slice(0, most);
  }
  selections(uri: string, position: Position): Range[] { const o = this.settled(uri); return o ? selections(o.configuration.project, o.document, position) : []; }
  format(uri: string, options: FormatOptions, from?: number, to?: number): TextEdit[] { const o = this.settled(uri); return o ? format(o.document, options, from, to) : []; }
}
