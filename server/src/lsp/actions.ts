// Code actions: the fixes of findings under the cursor, refactorings, and "fix all".
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { Edits } from '../engine/index.ts';
import { toDiagnostic, toWorkspaceEdit } from './convert.ts';
import type { Session } from './session.ts';

export const FIX_ALL = 'source.fixAll.haproxy-ws';
export const ACTION_KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll, FIX_ALL];

export async function codeActions(session: Session, { textDocument: { uri }, range, context }: CodeActionParams, versions: boolean): Promise<CodeAction[]> {
  await session.settle(uri);
  const { engine } = session, out: CodeAction[] = [];
  const wants = (kind: string): boolean => !context.only || context.only.some((k) => kind === k || kind.startsWith(`${k}.`));
  const edit = (edits: Edits): CodeAction['edit'] => toWorkspaceEdit(edits, (u) => (engine.has(u) ? engine.version(u) : null), versions);
  if (wants(CodeActionKind.QuickFix)) for (const r of engine.findings(uri)) {
    if (r.range.start.line > range.end.line || r.range.end.line < range.start.line) continue;
    engine.fixes(uri, r).forEach((f, i) => {
      out.push({ title: f.title, kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(r)], edit: edit(f.edits)!, ...(i === 0 ? { isPreferred: true } : {}) });
    });
  }
  if (wants(CodeActionKind.RefactorRewrite)) for (const f of engine.refactorings(uri, range)) out.push({ title: f.title, kind: CodeActionKind.RefactorRewrite, edit: edit(f.edits)! });
  if (context.only?.some((k) => FIX_ALL === k || FIX_ALL.startsWith(`${k}.`))) {
    const all = engine.fixAll(uri);
    if (all.size) out.push({ title: 'Fix all HAProxy problems that have a safe fix', kind: FIX_ALL, edit: edit(all)! });
  }
  return out;
}
