// Completion with lazily resolved documentation, and signature help.
import { type CompletionItem, CompletionItemKind, CompletionItemTag, type CompletionList, type Connection, InsertTextFormat, type ServerCapabilities, type SignatureHelp } from 'vscode-languageserver';
import type { CompletionEntry } from '../engine/index.ts';
import { resolve } from './files.ts';
import type { Session } from './session.ts';

export const completionCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: [' ', '(', ',', '%', '[', '{', '!', '/'], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: [' ', '(', ','], retriggerCharacters: [' ', ','] },
};

const KIND: Record<CompletionEntry['kind'], CompletionItemKind> = {
  section: CompletionItemKind.Module, keyword: CompletionItemKind.Keyword, option: CompletionItemKind.Property, value: CompletionItemKind.EnumMember, action: CompletionItemKind.Method,
  fetch: CompletionItemKind.Function, converter: CompletionItemKind.Function, acl: CompletionItemKind.Variable, name: CompletionItemKind.Reference, operator: CompletionItemKind.Operator,
  alias: CompletionItemKind.Constant, path: CompletionItemKind.File, snippet: CompletionItemKind.Snippet, header: CompletionItemKind.Field, variable: CompletionItemKind.Variable,
};

/** Files and folders where a file's name may stand; nothing is looked at in a workspace that is not trusted. */
async function files({ trusted, access }: Session, uri: string, { label, start, end }: CompletionEntry, line: number): Promise<CompletionItem[]> {
  if (!trusted || !access || !uri.startsWith('file:')) return [];
  const folder = label.slice(0, label.lastIndexOf('/') + 1), found = await access.list(resolve(folder === '/' ? '/' : folder.replace(/\/$/, ''), uri.replace(/\/[^/]*$/, '')));
  return (found ?? []).filter((f) => !f.name.startsWith('.')).slice(0, MOST_FILES).map((f) => ({
    label: f.name + (f.folder ? '/' : ''), kind: f.folder ? CompletionItemKind.Folder : CompletionItemKind.File, filterText: folder + f.name, sortText: `0005${f.name}`,
    textEdit: { range: { start: { line, character: start }, end: { line, character: end } }, newText: (folder + f.name).replace(/[\\ #"']/g, '\\$&') + (f.folder ? '/' : '') },
  }));
}
const MOST_FILES = 1000;

type Safely = <P, R>(name: string, handler: (params: P) => Promise<R | null>) => (params: P) => Promise<R | null>;
interface At { readonly textDocument: { readonly uri: string }; readonly position: { readonly line: number; readonly character: number } }

export function serveCompletion(connection: Connection, session: Session, safely: Safely, snippets: () => boolean): void {
  connection.onCompletion(safely('completion', async ({ textDocument: { uri }, position }: At): Promise<CompletionList> => {
    const engine = await session.ready(uri), { expanded, MANY_NAMES } = await import('../engine/index.ts');
    const found = engine.completions(uri, position);
    const items = found.items.map((i): CompletionItem => {
      const plain = i.snippet && !snippets() ? expanded(i) : i.insert;
      return {
        label: i.label, kind: KIND[i.kind], sortText: String(i.rank).padStart(4, '0') + i.label,
        textEdit: { range: { start: { line: position.line, character: i.start }, end: { line: position.line, character: Math.max(i.end, position.character) } }, newText: plain },
        ...(i.snippet && snippets() ? { insertTextFormat: InsertTextFormat.Snippet } : {}), ...(i.detail ? { detail: i.detail } : {}),
        ...(i.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}), ...(i.prose ? { data: i.prose } : {}),
      };
    });
    if (found.path) items.push(...await files(session, uri, found.path, position.line));
    return { isIncomplete: items.filter((i) => i.kind === CompletionItemKind.Reference).length >= MANY_NAMES, items };
  }));
  connection.onCompletionResolve(async (item) => {
    const text = typeof item.data === 'string' ? (await session.all()).prose(item.data) : null;
    return text ? { ...item, documentation: { kind: 'markdown', value: text } } : item;
  });
  connection.onSignatureHelp(safely('signatureHelp', async ({ textDocument: { uri }, position }: At): Promise<SignatureHelp | null> => {
    const engine = await session.ready(uri);
    const s = engine.signatures(uri, position);
    return s && {
      activeSignature: s.active, activeParameter: s.list[s.active]?.active ?? 0,
      signatures: s.list.map((x) => ({ label: x.label, activeParameter: x.active, parameters: x.parameters.map(([a, b]) => ({ label: [a, b] as [number, number] })), ...(x.documentation ? { documentation: { kind: 'markdown' as const, value: x.documentation } } : {}) })),
    };
  }));
}
