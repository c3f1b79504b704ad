// Requests about names: definition, references, highlights, rename, linked editing.
import { type Connection, type DocumentHighlight, DocumentHighlightKind, type LinkedEditingRanges, type Location, type LocationLink, LSPErrorCodes, type Range, ResponseError, type ServerCapabilities, type WorkspaceEdit } from 'vscode-languageserver';
import { toWorkspaceEdit } from './convert.ts';
import type { Session } from './session.ts';

export const namesCapabilities: ServerCapabilities = {
  definitionProvider: true, referencesProvider: true, documentHighlightProvider: true, renameProvider: { prepareProvider: true }, linkedEditingRangeProvider: true,
};

type Safely = <P, R>(name: string, handler: (params: P) => Promise<R | null>) => (params: P) => Promise<R | null>;
interface At { readonly textDocument: { readonly uri: string }; readonly position: { readonly line: number; readonly character: number } }
/** What the client understands. */
export interface NamesAbilities { readonly links: boolean; readonly versions: boolean }

/** Shown to the user by the editor, as it is. */
const refuse = (problem: string): never => { throw new ResponseError(LSPErrorCodes.RequestFailed, problem); };

export function serveNames(connection: Connection, session: Session, safely: Safely, can: () => NamesAbilities): void {
  connection.onDefinition(safely('definition', async ({ textDocument: { uri }, position }: At): Promise<LocationLink[] | Location[] | null> => {
    const engine = await session.ready(uri);
    const d = engine.definition(uri, position);
    if (!d) return null;
    return can().links
      ? d.targets.map((x) => ({ originSelectionRange: d.origin, targetUri: x.uri, targetRange: x.range, targetSelectionRange: x.selection }))
      : d.targets.map((x) => ({ uri: x.uri, range: x.selection }));
  }));
  connection.onReferences(safely('references', async ({ textDocument: { uri }, position, context }: At & { context: { includeDeclaration: boolean } }): Promise<Location[]> => {
    const engine = await session.ready(uri);
    return engine.references(uri, position, context.includeDeclaration).map((r) => ({ uri: r.uri, range: r.range }));
  }));
  connection.onDocumentHighlight(safely('documentHighlight', async ({ textDocument: { uri }, position }: At): Promise<DocumentHighlight[]> => {
    const engine = await session.ready(uri);
    return engine.highlights(uri, position).map((h) => ({ range: h.range, kind: h.write ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }));
  }));
  connection.onPrepareRename(safely('prepareRename', async ({ textDocument: { uri }, position }: At): Promise<{ range: Range; placeholder: string } | null> => {
    const engine = await session.ready(uri);
    const r = engine.prepareRename(uri, position);
    return r && 'problem' in r ? refuse(r.problem) : r;
  }));
  connection.onRenameRequest(safely('rename', async ({ textDocument: { uri }, position, newName }: At & { newName: string }): Promise<WorkspaceEdit | null> => {
    const engine = await session.ready(uri);
    const r = engine.rename(uri, position, newName);
    if (!r) return null;
    return 'problem' in r ? refuse(r.problem) : toWorkspaceEdit(r.edits, (u) => (session.documents.get(u) ? engine.version(u) : null), can().versions);
  }));
  connection.languages.onLinkedEditingRange(safely('linkedEditingRange', async ({ textDocument: { uri }, position }: At): Promise<LinkedEditingRanges | null> => {
    const engine = await session.ready(uri);
    const l = engine.linked(uri, position);
    return l && { ranges: [...l.ranges], wordPattern: l.pattern };
  }));
}
