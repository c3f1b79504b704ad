// Wires the engine to a connection. Everything that speaks LSP is in this folder; nothing here knows HAProxy.
import { type CancellationToken, CodeLensRefreshRequest, type Connection, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, FileChangeType, type InitializeResult, ResponseError, TextDocumentSyncKind } from 'vscode-languageserver';
import { setTranslations } from '../engine/language/text.ts';
import { ACTION_KINDS, codeActions } from './actions.ts';
import { atHand, serveCheck } from './check.ts';
import { completionCapabilities, serveCompletion } from './completion.ts';
import { diagnosticProvider, pull, push } from './diagnostics.ts';
import type { Host } from './host.ts';
import { lensCapabilities, serveLens } from './lens.ts';
import { linksCapabilities, serveLinks } from './links.ts';
import { namesCapabilities, serveNames } from './names.ts';
import { servePath } from './path.ts';
import { semanticCapabilities, serveSemantic } from './semantic.ts';
import { serveStructure, structureCapabilities } from './structure.ts';
import type { Checkup, ExplainParams, HandshakesParams, SimulateParams, Status, UpgradeParams } from './protocol.ts';
import { Session } from './session.ts';

export function serve(connection: Connection, host: Host): void {
  const session = new Session(connection, host);
  let registersConfiguration = false, flatSymbols = false, snippets = false, watches = false, pulls = false, refreshes = false, versions = false, links = false, showsReferences = false, triesHandshakes = false, disables = false, lensesAgain = false, tokensAgain = false, hintsAgain = false;
  let pushAgain: ((uri: string) => void) | null = null;

  connection.onInitialize(({ capabilities: c, workspaceFolders, rootUri, locale, initializationOptions }): InitializeResult => {
    const asked = (initializationOptions ?? {}) as { trusted?: unknown; disablesRules?: unknown; showsReferences?: unknown; triesHandshakes?: unknown; translations?: unknown };
    session.trusted = asked.trusted === true;
    disables = asked.disablesRules === true;
    showsReferences = asked.showsReferences === true;
    triesHandshakes = asked.triesHandshakes === true;
    setTranslations(typeof asked.translations === 'object' ? asked.translations as Record<string, string> | null : null, locale);
    session.folders = (workspaceFolders?.map((f) => f.uri) ?? (rootUri ? [rootUri] : [])).map((u) => u.replace(/\/$/, ''));
    watches = c.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    session.asksConfiguration = c.workspace?.configuration === true;
    registersConfiguration = c.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    pulls = c.textDocument?.diagnostic !== undefined;
    refreshes = c.workspace?.diagnostics?.refreshSupport === true;
    versions = c.workspace?.workspaceEdit?.documentChanges === true;
    lensesAgain = c.workspace?.codeLens?.refreshSupport === true;
    tokensAgain = c.workspace?.semanticTokens?.refreshSupport === true;
    hintsAgain = c.workspace?.inlayHint?.refreshSupport === true;
    links = c.textDocument?.definition?.linkSupport === true;
    snippets = c.textDocument?.completion?.completionItem?.snippetSupport === true;
    flatSymbols = c.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport !== true;
    if (pulls) pull(connection, session); else pushAgain = push(connection, session);
    return {
      serverInfo: { name: 'haproxy-ws', version: __VERSION__ },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ACTION_KINDS },
        ...structureCapabilities,
        ...completionCapabilities,
        ...namesCapabilities,
        ...linksCapabilities,
        ...lensCapabilities,
        ...semanticCapabilities,
        ...(pulls ? { diagnosticProvider } : {}),
      },
    };
  });
  connection.onInitialized(() => {
    if (registersConfiguration) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'haproxy' });
    if (watches && session.access) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.cfg' }, { globPattern: '**/*haproxy*.json' }] });
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri, type } of changes) await session.changed(uri, type === FileChangeType.Deleted);
    again();
  });
  connection.onDidChangeConfiguration(() => {
    session.forgetPrograms();
    again();
    if (lensesAgain) void connection.sendRequest(CodeLensRefreshRequest.type);
    if (tokensAgain) connection.languages.semanticTokens.refresh();
    if (hintsAgain) void connection.languages.inlayHint.refresh();
  });
  const again = (): void => {
    check.changed();
    if (pulls && refreshes) void connection.languages.diagnostics.refresh();
    for (const d of session.documents.all()) pushAgain?.(d.uri);
  };

  /** One bad request must not take the server down: log it with its name and answer null. What is meant for the user goes to the user. */
  const safely = <P, R, A extends readonly unknown[] = []>(name: string, handler: (params: P, ...rest: A) => Promise<R | null>) => async (params: P, ...rest: A): Promise<R | null> => {
    try { return await handler(params, ...rest); }
    catch (e) { if (e instanceof ResponseError) throw e; connection.console.error(`${name}: ${String(e instanceof Error ? e.stack : e)}`); return null; }
  };
  connection.onHover(safely('hover', async ({ textDocument: { uri }, position }: { textDocument: { uri: string }; position: { line: number; character: number } }) => {
    const h = (await session.ready(uri)).hover(uri, position);
    return h && { contents: { kind: 'markdown' as const, value: h.markdown }, range: h.range };
  }));
  serveSemantic(connection, session);
  serveCompletion(connection, session, safely, () => snippets);
  serveNames(connection, session, safely, () => ({ links, versions }));
  serveLens(connection, session, safely, () => showsReferences, () => triesHandshakes);
  serveLinks(connection, session, safely);
  serveStructure(connection, session, safely, () => flatSymbols);
  servePath(connection, session);
  connection.onCodeAction(safely('codeAction', (p: Parameters<typeof codeActions>[1]) => codeActions(session, p, { versions, disables })));

  const check = serveCheck(connection, session, safely, again);
  session.later = again;
  connection.onNotification('haproxy/trusted', () => { session.trusted = true; session.forgetPrograms(); again(); });
  connection.onRequest('haproxy/status', safely('status', async ({ uri }: { uri: string }): Promise<Status | null> => {
    if (!session.documents.get(uri)) return null;
    await session.settle(uri);
    const settings = await session.settingsOf(uri), version = session.engine.target(uri);
    return { version, from: !settings.engine.auto ? 'setting' : version !== settings.engine.version ? 'file' : 'default', files: session.engine.companions(uri), trusted: session.trusted, haproxy: atHand(await session.program(settings), settings, version) };
  }));
  connection.onRequest('haproxy/checkup', safely('checkup', async ({ uri }: { uri: string }): Promise<Checkup | null> => {
    if (!session.documents.get(uri)) return null;
    return (await session.ready(uri)).checkup(uri);
  }));
  // what few ask for is loaded when somebody does
  connection.onRequest('haproxy/explain', safely('explain', async (p: ExplainParams, token: CancellationToken) => (await import('./explain.ts')).explainFor(connection, session, p, token)));
  connection.onRequest('haproxy/upgrade', safely('upgrade', async (p: UpgradeParams) => (await import('./upgrade.ts')).upgradeFor(session, p)));
  connection.onRequest('haproxy/simulate', safely('simulate', async (p: SimulateParams) => (await import('./simulate.ts')).simulateFor(session, p)));
  connection.onRequest('haproxy/handshakes', safely('handshakes', async (p: HandshakesParams) => (await import('./simulate.ts')).handshakesFor(session, p)));

  session.documents.listen(connection);
  connection.listen();
}
declare const __VERSION__: string;
