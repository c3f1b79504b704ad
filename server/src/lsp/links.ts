// Document links and the call hierarchy over routes.
import { type CallHierarchyIncomingCall, type CallHierarchyItem, type CallHierarchyOutgoingCall, type Connection, type DocumentLink, type ServerCapabilities, SymbolKind } from 'vscode-languageserver';
import type { CallItem } from '../engine/index.ts';
import type { Session } from './session.ts';

export const linksCapabilities: ServerCapabilities = { documentLinkProvider: { resolveProvider: false }, callHierarchyProvider: true };

type Safely = <P, R>(name: string, handler: (params: P) => Promise<R | null>) => (params: P) => Promise<R | null>;
interface At { readonly textDocument: { readonly uri: string }; readonly position: { readonly line: number; readonly character: number } }

const KIND: Record<CallItem['kind'], SymbolKind> = { frontend: SymbolKind.Interface, backend: SymbolKind.Class, server: SymbolKind.Field };
const toItem = (i: CallItem): CallHierarchyItem => ({ name: i.name, kind: KIND[i.kind], detail: i.detail, uri: i.uri, range: i.range, selectionRange: i.selection });

export function serveLinks(connection: Connection, session: Session, safely: Safely): void {
  connection.onDocumentLinks(safely('documentLink', async ({ textDocument: { uri } }: Pick<At, 'textDocument'>): Promise<DocumentLink[]> => {
    const engine = await session.ready(uri);
    return engine.links(uri).map((l) => ({ range: l.range, target: l.target, tooltip: l.tooltip }));
  }));
  connection.languages.callHierarchy.onPrepare(safely('prepareCallHierarchy', async ({ textDocument: { uri }, position }: At): Promise<CallHierarchyItem[]> => {
    const engine = await session.ready(uri);
    return engine.prepareCalls(uri, position).map(toItem);
  }));
  connection.languages.callHierarchy.onIncomingCalls(safely('incomingCalls', async ({ item }: { item: CallHierarchyItem }): Promise<CallHierarchyIncomingCall[]> => {
    const engine = await session.ready(item.uri);
    return engine.incomingCalls(item.uri, item.selectionRange.start).map((c) => ({ from: toItem(c.item), fromRanges: [...c.ranges] }));
  }));
  connection.languages.callHierarchy.onOutgoingCalls(safely('outgoingCalls', async ({ item }: { item: CallHierarchyItem }): Promise<CallHierarchyOutgoingCall[]> => {
    const engine = await session.ready(item.uri);
    return engine.outgoingCalls(item.uri, item.selectionRange.start).map((c) => ({ to: toItem(c.item), fromRanges: [...c.ranges] }));
  }));
}
