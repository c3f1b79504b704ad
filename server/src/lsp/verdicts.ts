// What haproxy said of the open configurations, as diagnostics beside ours. Each hangs on a line and its text: gone when the line is
// edited, moved when others come and go. Costs nothing where haproxy was never asked.
import type { Diagnostic } from 'vscode-languageserver';
import type { Core } from '../engine/core.ts';
import type { Held, Placed } from '../engine/features/verdict/verdict.ts';
import { CHECK_PAGE } from '../pages.ts';
import { SEVERITY } from './convert.ts';

interface Kept { readonly source: string; readonly placed: readonly Placed[]; shown: string; revision: number; diagnostics: Diagnostic[] }

export class Verdicts {
  private readonly engine: Core;
  private readonly kept = new Map<string, Kept>();
  private revisions = 0;
  constructor(engine: Core) { this.engine = engine; }

  /** Takes the place of what was said of the document before. */
  set(uri: string, source: string, placed: readonly Placed[]): void {
    if (placed.length === 0 && !this.kept.has(uri)) return;
    this.kept.set(uri, { source, placed, shown: '-', revision: 0, diagnostics: [] });
  }
  clear(): void { for (const [uri, k] of this.kept) this.set(uri, k.source, []); }
  get uris(): Iterable<string> { return this.kept.keys(); }
  /** The document is gone: nothing of it is kept but that something was said. */
  closed(uri: string): void { this.set(uri, '', []); }

  /** Changes when `diagnostics` may answer something else. */
  revision(uri: string): number { return this.current(uri)?.revision ?? 0; }
  diagnostics(uri: string): readonly Diagnostic[] { return this.current(uri)?.diagnostics ?? []; }

  private current(uri: string): Kept | null {
    const k = this.kept.get(uri);
    if (!k) return null;
    const lines = k.placed.map((p) => this.numberOf(p)), shown = `${lines.join()};${k.placed.flatMap((p) => p.related.map((r) => this.numberOf(r))).join()}`;
    if (shown === k.shown) return k;
    k.shown = shown;
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
