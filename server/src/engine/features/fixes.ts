// Fixes of findings, and the one that applies all safe ones.
import { lex } from '../syntax/lexer.ts';
import type { Project } from '../model/project.ts';
import type { Document } from '../model/document.ts';
import { type Reported, report } from '../rules/findings.ts';
import type { Edit, Fix } from '../rules/rule.ts';
import { type Edits, toTextEdits } from './edits.ts';

export interface OfferedFix { readonly title: string; readonly safe: boolean; readonly edits: Edits }

function rawFixesOf(project: Project, reported: Reported): readonly Fix[] {
  const f = reported.finding;
  if (!f.line.leaf || !f.rule.repair) return [];
  return f.rule.repair(f, { project }).filter((fix) => !fix.edits.some(isSwallowed));
}

export const fixesOf = (project: Project, reported: Reported): OfferedFix[] =>
  rawFixesOf(project, reported).map((x) => ({ title: x.title, safe: x.safe, edits: toTextEdits(x.edits) }));

/** The first safe fix of every finding of the document, without those that touch what an earlier one touches. */
export function allSafeFixes(project: Project, document: Document): Edits {
  const out: Edit[] = [], taken = new Map<object, [number, number][]>(), inserted = new Set<string>();
  for (const r of report(project, document)) {
    const fix = rawFixesOf(project, r).find((x) => x.safe);
    if (!fix) continue;
    const clashes = fix.edits.some((e) => {
      const spans = taken.get(e.line) ?? [];
      if (e.kind === 'insert') return spans.some(([a]) => a < 0) ;
      const [a, b] = e.kind === 'delete' ? [-1, Number.MAX_SAFE_INTEGER] : [e.start, e.end];
      return spans.some(([x, y]) => a <= y && x <= b);
    });
    if (clashes) continue;
    for (const e of fix.edits) {
      const key = e.kind === 'insert' ? `${e.document.uri} ${e.document.tree.numberOf(e.line)} ${e.where} ${e.lines.join('\n')}` : '';
      if (key && inserted.has(key)) continue; // two findings that ask for the same line
      if (key) inserted.add(key);
      out.push(e);
      const spans = taken.get(e.line) ?? [];
      if (e.kind !== 'insert') spans.push(e.kind === 'delete' ? [-1, Number.MAX_SAFE_INTEGER] : [e.start, e.end]);
      taken.set(e.line, spans);
    }
  }
  return toTextEdits(out);
}

export type { Edits };

/** Words written behind a quote that nothing closes become part of what it quotes. */
function isSwallowed(edit: Edit): boolean {
  if (edit.kind !== 'replace') return false;
  const { error } = lex(edit.line.text);
  return error?.kind === 'quote' && edit.start > error.at;
}
