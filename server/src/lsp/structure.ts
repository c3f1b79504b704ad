// Requests about the shape of a document: outline, symbols, folding, selections, formatting.
import { type Connection, type DocumentSymbol, type FoldingRange, FoldingRangeKind, type FormattingOptions, type SelectionRange, type ServerCapabilities, type SymbolInformation, SymbolKind, type TextEdit } from 'vscode-languageserver';
import type { FormatOptions, OutlineItem } from '../engine/index.ts';
import type { Session } from './session.ts';

export const structureCapabilities: ServerCapabilities = {
  documentSymbolProvider: true, workspaceSymbolProvider: true, foldingRangeProvider: true, selectionRangeProvider: true,
  documentFormattingProvider: true, documentRangeFormattingProvider: true, documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
};

const KIND: Record<OutlineItem['kind'], SymbolKind> = {
  section: SymbolKind.Module, global: SymbolKind.Module, defaults: SymbolKind.Struct, frontend: SymbolKind.Interface, backend: SymbolKind.Class, acl: SymbolKind.Boolean,
  server: SymbolKind.Field, bind: SymbolKind.Event, rule: SymbolKind.Function, route: SymbolKind.Method, table: SymbolKind.Array, name: SymbolKind.Property,
};
const MOST_SYMBOLS = 1000;

type Safely = <P, R>(name: string, handler: (params: P) => Promise<R | null>) => (params: P) => Promise<R | null>;
interface In { readonly textDocument: { readonly uri: string } }

export function serveStructure(connection: Connection, session: Session, safely: Safely, flat: () => boolean): void {
  connection.onDocumentSymbol(safely('documentSymbol', async ({ textDocument: { uri } }: In): Promise<DocumentSymbol[] | SymbolInformation[]> => {
    const engine = await session.ready(uri);
    const items = engine.outline(uri);
    return flat() ? items.flatMap((i) => [i, ...i.children].map((x) => ({ name: x.name, kind: KIND[x.kind], location: { uri, range: x.range }, ...(x === i ? {} : { containerName: i.name }) }))) : items.map(symbol);
  }));
  connection.onWorkspaceSymbol(safely('workspaceSymbol', async ({ query }: { query: string }): Promise<SymbolInformation[]> =>
    (await session.all()).findSections(query, MOST_SYMBOLS).map(({ uri, item }) => ({ name: item.name, kind: KIND[item.kind], location: { uri, range: item.range }, containerName: item.detail }))));
  connection.onFoldingRanges(safely('foldingRange', async ({ textDocument: { uri } }: In): Promise<FoldingRange[]> => {
    const engine = await session.ready(uri);
    return engine.folds(uri).map((f) => ({ startLine: f.startLine, endLine: f.endLine, ...(f.kind === 'comment' ? { kind: FoldingRangeKind.Comment } : f.kind === 'section' ? {} : { kind: FoldingRangeKind.Region }) }));
  }));
  connection.onSelectionRanges(safely('selectionRange', async ({ textDocument: { uri }, positions }: In & { positions: { line: number; character: number }[] }): Promise<SelectionRange[]> => {
    const engine = await session.ready(uri);
    return positions.map((p) => {
      const ranges = engine.selections(uri, p);
      let out: SelectionRange | undefined;
      for (const range of ranges.reverse()) out = out ? { range, parent: out } : { range };
      return out ?? { range: { start: p, end: p } };
    });
  }));

  const edits = async (uri: string, options: FormattingOptions, from?: number, to?: number): Promise<TextEdit[]> => {
    const engine = await session.ready(uri);
    return engine.format(uri, await formatOptions(session, uri, options, from === undefined), from, to);
  };
  connection.onDocumentFormatting(safely('formatting', ({ textDocument: { uri }, options }: In & { options: FormattingOptions }) => edits(uri, options)));
  connection.onDocumentRangeFormatting(safely('rangeFormatting', ({ textDocument: { uri }, options, range }: In & { options: FormattingOptions; range: { start: { line: number }; end: { line: number; character: number } } }) =>
    edits(uri, options, range.start.line, range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line)));
  // only the line that was left: the new one has no words yet, and its indentation is the editor's
  connection.onDocumentOnTypeFormatting(safely('onTypeFormatting', ({ textDocument: { uri }, options, position }: In & { options: FormattingOptions; position: { line: number } }) =>
    position.line > 0 ? edits(uri, options, position.line - 1, position.line - 1) : Promise.resolve([])));
}

async function formatOptions(session: Session, uri: string, given: FormattingOptions, whole: boolean): Promise<FormatOptions> {
  const { columns } = await session.settingsOf(uri), [{ DEFAULT_FORMAT }, { editorConfig, indentOf }] = await Promise.all([import('../engine/features/format.ts'), import('./editorconfig.ts')]), config = session.access ? await editorConfig(uri, session.access) : new Map<string, string>();
  return { ...DEFAULT_FORMAT, columns, indent: indentOf(config, given), finalNewline: whole && config.get('insert_final_newline') !== 'false' };
}

const symbol = (item: OutlineItem): DocumentSymbol => ({ name: item.name || '?', detail: item.detail, kind: KIND[item.kind], range: item.range, selectionRange: item.selection, children: item.children.map(symbol) });
