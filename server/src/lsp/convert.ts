// From the engine's plain data to LSP.
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type WorkspaceEdit } from 'vscode-languageserver';
import type { Edits, Reported } from '../engine/index.ts';
import { RULE_PAGES } from '../pages.ts';

export const SEVERITY = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint } as const;

/** Diagnostics of findings that stayed the same are the same objects: who serialises them can keep the text. */
const made = new WeakMap<Reported, Diagnostic>();
export function toDiagnostic(r: Reported): Diagnostic {
  let d = made.get(r);
  if (!d) { d = makeDiagnostic(r); made.set(r, d); }
  return d;
}

function makeDiagnostic(r: Reported): Diagnostic {
  const tags = r.finding.rule.tags?.map((x: 'unnecessary' | 'deprecated') => (x === 'unnecessary' ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated));
  return {
    range: r.range, severity: SEVERITY[r.severity], code: r.rule, codeDescription: { href: `${RULE_PAGES}${r.rule}.md` }, source: 'haproxy', message: r.message,
    ...(tags ? { tags } : {}),
    ...(r.related.length ? { relatedInformation: r.related.map((x) => ({ location: { uri: x.uri, range: x.range }, message: x.message })) } : {}),
  };
}

export function toWorkspaceEdit(edits: Edits, versionOf: (uri: string) => number | null, withVersions: boolean): WorkspaceEdit {
  if (!withVersions) return { changes: Object.fromEntries([...edits].map(([uri, list]) => [uri, [...list]])) };
  return { documentChanges: [...edits].map(([uri, list]) => ({ textDocument: { uri, version: versionOf(uri) }, edits: [...list] })) };
}
