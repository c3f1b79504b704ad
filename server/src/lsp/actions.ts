// Code actions: the fixes of findings under the cursor, what silences them, refactorings, and "fix all".
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { Edits, Reported } from '../engine/index.ts';
import { t } from '../engine/language/text.ts';
import { toDiagnostic, toWorkspaceEdit } from './convert.ts';
import type { Session } from './session.ts';

const FIX_ALL = 'source.fixAll.haproxy-ws';
export const ACTION_KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, CodeActionKind.RefactorInline, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll, FIX_ALL];
const KIND = { extract: CodeActionKind.RefactorExtract, inline: CodeActionKind.RefactorInline, rewrite: CodeActionKind.RefactorRewrite } as const;

/** `versions`: the client takes edits of versioned documents. `disables`: it has the command `haproxy.disableRule`. */
export interface ActionOptions { readonly versions: boolean; readonly disables: boolean }

export async function codeActions(session: Session, { textDocument: { uri }, range, context }: CodeActionParams, { versions, disables }: ActionOptions): Promise<CodeAction[]> {
  const engine = await session.ready(uri), out: CodeAction[] = [];
  const wants = (kind: string): boolean => !context.only || context.only.some((k) => kind === k || kind.startsWith(`${k}.`));
  const edit = (edits: Edits): NonNullable<CodeAction['edit']> => toWorkspaceEdit(edits, (u) => (engine.has(u) ? engine.version(u) : null), versions);
  if (wants(CodeActionKind.QuickFix)) {
    const here = engine.findings(uri).filter((r) => r.range.start.line <= range.end.line && r.range.end.line >= range.start.line), silence: CodeAction[] = [];
    for (const r of here) {
      const diagnostics = [toDiagnostic(r)];
      [...engine.fixes(uri, r), ...engine.creations(uri, r)].forEach((f, i) => { out.push({ title: f.title, kind: CodeActionKind.QuickFix, diagnostics, edit: edit(f.edits), ...(i === 0 ? { isPreferred: true } : {}) }); });
      for (const f of engine.ignores(uri, r)) silence.push({ title: f.title, kind: CodeActionKind.QuickFix, diagnostics, edit: edit(f.edits) });
      if (disables) silence.push({ title: t("Switch '{0}' off in the settings", r.rule), kind: CodeActionKind.QuickFix, diagnostics, command: disableRule(r, uri) });
    }
    // repairs first, whatever finding they are of
    out.push(...silence.filter((a, i) => silence.findIndex((b) => b.title === a.title) === i));
  }
  for (const f of wants(CodeActionKind.Refactor) || context.only?.some((k) => k.startsWith('refactor')) ? engine.refactorings(uri, range) : []) {
    // what a fix offers already would stand in the menu twice
    if (wants(KIND[f.kind]) && !out.some((a) => a.title === f.title)) out.push({ title: f.title, kind: KIND[f.kind], edit: edit(f.edits) });
  }
  if (context.only?.some((k) => FIX_ALL === k || FIX_ALL.startsWith(`${k}.`))) {
    const all = engine.fixAll(uri);
    if (all.size) out.push({ title: t('Fix all HAProxy problems that have a safe fix'), kind: FIX_ALL, edit: edit(all) });
  }
  return out;
}

const disableRule = (r: Reported, uri: string): NonNullable<CodeAction['command']> => ({ title: t("Switch '{0}' off in the settings", r.rule), command: 'haproxy.disableRule', arguments: [r.rule, uri] });
