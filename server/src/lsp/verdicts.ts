// What haproxy said of the open configurations, as diagnostics beside ours. Each hangs on a line and its text: gone when the line is
// edited, moved when others come and go. Costs nothing where haproxy was never asked.
import type { Diagnostic } from 'vscode-languageserver';
import type { Core } from '../engine/core.ts';
import type { Echo, Held, Placed } from '../engine/features/verdict/verdict.ts';
import type { Block } from '../engine/rules/findings.ts';
import { CHECK_PAGE } from '../pages.ts';
import { SEVERITY } from './convert.ts';

interface Kept { readonly source: string; readonly placed: readonly Placed[]; readonly echoes: readonly Echo[]; shown: string; revision: number; diagnostics: Diagnostic[]; blocks: WeakMap<Block, Block> }

export class Verdicts {
  private readonly engine: Core;
  private readonly kept = new Map<string, Kept>();
  private revisions = 0;
  constructor(engine: Core) { this.engine = engine; }

  /** Takes the place of what was said of the document before. */
  set(uri: string, source: string, placed: readonly Placed[], echoes: readonly Echo[]): void {
    if (placed.length + echoes.length === 0 && !this.kept.has(uri)) return;
    this.kept.set(uri, { source, placed, echoes, shown: '-', revision: 0, diagnostics: [], blocks: new WeakMap() });
  }
  clear(): void { for (const [uri, k] of this.kept) this.set(uri, k.source, [], []); }
  get uris(): Iterable<string> { return this.kept.keys(); }
  /** The document is gone: nothing of it is kept but that something was said. */
  closed(uri: string): void { this.set(uri, '', [], []); }

  /** Changes when `diagnostics` may answer something else. */
  revision(uri: string): number { return this.current(uri)?.revision ?? 0; }
  diagnostics(uri: string): readonly Diagnostic[] { return this.current(uri)?.diagnostics ?? []; }

  /** Our findings, and with each what HAProxy says in its own words. Blocks that it says nothing of stay the same arrays. */
  beside(uri: string, blocks: readonly Block[]): readonly Block[] {
    const k = this.current(uri);
    if (!k || k.echoes.length === 0) return blocks;
    return blocks.map((b) => { let d = k.blocks.get(b); if (!d) { d = this.echoed(k, b); k.blocks.set(b, d); } return d; });
  }
  private echoed(k: Kept, block: Block): Block {
    let out: Block[number][] | null = null;
    for (const { of, message, ...held } of k.echoes) {
      const i = block.findIndex((f) => f.finding.line === of.line && f.rule === of.rule), line = i < 0 ? -1 : this.numberOf(held), f = block[i];
      if (line < 0 || !f) continue;
      out ??= [...block];
      out[i] = { ...out[i]!, related: [...out[i]!.related, { uri: held.document.uri, range: { start: { line, character: 0 }, end: { line, character: held.text.length } }, message: `${k.source}: ${message}` }] };
    }
    return out ?? block;
  }

  private current(uri: string): Kept | null {
    const k = this.kept.get(uri);
    if (!k) return null;
    const lines = k.placed.map((p) => this.numberOf(p)), shown = `${lines.join()};${k.placed.flatMap((p) => p.related.map((r) => this.numberOf(r))).join()};${k.echoes.map((e) => this.numberOf(e)).join()}`;
    if (shown === k.shown) return k;
    k.shown = shown;
    k.blocks = new WeakMap();
    k.revision = this.revisions += 1;
    k.diagnostics = k.placed.flatMap((p, i) => (lines[i]! < 0 ? [] : [this.toDiagnostic(k.source, p, lines[i]!)]));
    return k;
  }

  /** -1 when the line has left its document, or reads otherwise. */
  private numberOf({ document, line, text }: Held): number { return line.text === text && line.leaf && document.tree.holds(line) && this.engine.holds(document) ? document.tree.numberOf(line) : -1; }

  private toDiagnostic(source: string, p: Placed, line: number): Diagnostic {
    const related = p.related.flatMap((r) => { const n = this.numberOf(r); return n < 0 ? [] : [{ location: { uri: r.document.uri, range: { start: { line: n, character: 0 }, end: { line: n, character: r.text.length } } }, message: r.message }]; });
    return { range: { start: { line, character: p.start }, end: { line, character: p.end } }, severity: SEVERITY[p.severity], code: p.code, codeDescription: { href: CHECK_PAGE }, source, message: p.message, ...(related.length ? { relatedInformation: related } : {}) };
  }
}
