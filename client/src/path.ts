// The command "Show WebSocket path": a panel beside the editor with the picture that the server describes. It follows the cursor and the
// edits; what is shown of the configuration, the page asks for.
import { CancellationTokenSource, commands, Disposable, l10n, languages, Position, Range, Selection, type TextEditor, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { PathModel, PathView } from '../../server/src/lsp/protocol.ts';
import { pageOf, type FromPage, type Rendered, type ToPage } from './pathPage.ts';
import { pathTexts } from './pathTexts.ts';

const SHOW = 'haproxy.showWebSocketPath', EXPORT = 'haproxy.exportWebSocketPath', VIEW = 'haproxy.path', STATE = 'haproxy.pathState';
interface Kept { readonly uri?: string }

export function showsPath(running: () => Promise<BaseLanguageClient | undefined>, extension: Uri): Disposable {
  const dist = Uri.joinPath(extension, 'dist', 'webview');
  let panel: WebviewPanel | undefined, uri: string | undefined, view: Partial<PathView> = {}, asking: CancellationTokenSource | undefined, ready = false, rendered: Rendered | undefined, exported: ((text: string) => void) | undefined;

  const post = (message: ToPage): void => { void panel?.webview.postMessage(message); };
  const cursor = (editor: TextEditor | undefined): PathView['at'] => (editor && editor.document.languageId === 'haproxy' ? { uri: editor.document.uri.toString(), line: editor.selection.active.line } : null);

  /** Asks for the picture; a question that a newer one overtakes is given up. */
  const refresh = async (): Promise<void> => {
    if (!panel?.visible || !ready || uri === undefined) return;
    asking?.cancel();
    const mine = asking = new CancellationTokenSource(), asked = uri, client = await running();
    try {
      const model = client?.isRunning() ? await client.sendRequest<PathModel | null>('haproxy/path', { uri, view }, mine.token) : null;
      if (asking === mine && asked === uri) post({ type: 'model', uri: asked, model });
    } catch (error) {
      // the server gave up for an edit that came in between: ask for the text as it is now
      if (asking === mine && !mine.token.isCancellationRequested && (error as { code?: number }).code === -32802) void refresh();
    } finally { mine.dispose(); }
  };

  const goTo = async ({ uri: address, line }: { uri: string; line: number }, focus: boolean): Promise<void> => {
    const target = Uri.parse(address), shown = window.visibleTextEditors.find((e) => e.document.uri.toString() === target.toString());
    const editor = await window.showTextDocument(target, { viewColumn: shown?.viewColumn ?? ViewColumn.One, preserveFocus: !focus });
    const at = new Position(line, editor.document.lineAt(Math.min(line, editor.document.lineCount - 1)).firstNonWhitespaceCharacterIndex);
    editor.selection = new Selection(at, at);
    editor.revealRange(new Range(at, at), 2 /* InCenterIfOutsideViewport */);
  };
  const mermaid = async (): Promise<string> => {
    const client = await running();
    return (client?.isRunning() && uri !== undefined ? await client.sendRequest<string | null>('haproxy/pathMermaid', { uri, view }) : null) ?? '';
  };
  const showMermaid = async (): Promise<void> => {
    const text = await mermaid();
    if (text) await window.showTextDocument(await workspace.openTextDocument({ language: 'mermaid', content: text }).then(undefined, () => workspace.openTextDocument({ content: text })), { viewColumn: ViewColumn.One });
  };
  /** The picture as the page shows it; empty where it shows none. */
  const picture = async (): Promise<string> => {
    if (!panel?.visible) { rendered = undefined; await show(uri); }
    if (!panel) return '';
    return new Promise((resolve) => { exported?.(''); exported = resolve; if (rendered) post({ type: 'export' }); });
  };
  const choose = (filters: Record<string, string[]>): Thenable<Uri | undefined> => {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    return window.showSaveDialog({ filters, ...(folder ? { defaultUri: Uri.joinPath(folder, 'haproxy-path.svg') } : {}) });
  };
  const write = (target: Uri, text: string): Thenable<void> => workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const save = async (text: string): Promise<void> => { const target = await choose({ SVG: ['svg'] }); if (target) await write(target, text); };
  /** What the panel shows, as a file: its name tells which. `to`: where; else the user is asked. Resolves to the file that was written. */
  const saveAs = async (to?: unknown): Promise<Uri | undefined> => {
    const target = to instanceof Uri ? to : await choose({ SVG: ['svg'], Mermaid: ['mmd', 'mermaid'] });
    if (!target) return undefined;
    if (uri === undefined) await show();
    const text = await (/\.(?:mmd|mermaid)$/i.test(target.path) ? mermaid() : picture());
    if (!text) { void window.showWarningMessage(l10n.t('There is no picture to export.')); return undefined; }
    await write(target, text);
    return target;
  };
  const heard = (message: FromPage): void => {
    switch (message.type) {
      case 'ready': ready = true; post({ type: 'start', texts: pathTexts(l10n), at: cursor(window.activeTextEditor) }); break;
      case 'view': view = message.view; void refresh(); break;
      case 'open': void goTo(message.at, message.focus); break;
      case 'svg':
        if (!message.asked) void save(message.text);
        else if (exported) { exported(message.text); exported = undefined; }
        break;
      case 'mermaid': void showMermaid(); break;
      case 'rendered':
        rendered = message;
        if (exported) post({ type: 'export' });
        break;
    }
  };
  const dress = (made: WebviewPanel): void => {
    panel = made;
    ready = false;
    rendered = undefined;
    made.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    made.webview.html = pageOf({ script: made.webview.asWebviewUri(Uri.joinPath(dist, 'path.js')).toString(), style: made.webview.asWebviewUri(Uri.joinPath(dist, 'path.css')).toString(), source: made.webview.cspSource, title: l10n.t('WebSocket path'), uri: uri ?? '' });
    made.webview.onDidReceiveMessage(heard);
    made.onDidChangeViewState(() => { if (made.visible) void refresh(); });
    made.onDidDispose(() => { if (panel === made) { panel = undefined; asking?.cancel(); exported?.(''); exported = undefined; } });
  };
  const show = async (address?: unknown): Promise<void> => {
    const open = window.activeTextEditor?.document, given = typeof address === 'string' ? address : address instanceof Uri ? address.toString() : undefined;
    const next = given ?? (open?.languageId === 'haproxy' ? open.uri.toString() : uri);
    if (next === undefined) { void window.showInformationMessage(l10n.t('Open a HAProxy configuration first, then ask for the path of its WebSockets.')); return; }
    uri = next;
    if (panel) { panel.reveal(undefined, true); await refresh(); return; }
    dress(window.createWebviewPanel(VIEW, l10n.t('WebSocket path'), { viewColumn: ViewColumn.Beside, preserveFocus: true }));
  };

  /** The panel follows the editor: to its cursor, and to another configuration. */
  const follow = (editor: TextEditor | undefined): void => {
    const at = cursor(editor);
    if (!panel || !at) return;
    post({ type: 'at', at });
    if (at.uri !== uri) { uri = at.uri; void refresh(); }
  };
  return Disposable.from(
    commands.registerCommand(SHOW, show),
    commands.registerCommand(EXPORT, saveAs),
    // for tests: what the page said it shows
    commands.registerCommand(STATE, () => rendered),
    window.registerWebviewPanelSerializer(VIEW, { deserializeWebviewPanel: async (made: WebviewPanel, kept: Kept | undefined) => { uri ??= kept?.uri; dress(made); } }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => { if (textEditor === window.activeTextEditor) follow(textEditor); }),
    window.onDidChangeActiveTextEditor(follow),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (panel && contentChanges.length && document.languageId === 'haproxy') void refresh(); }),
    languages.onDidChangeDiagnostics(({ uris }) => { if (panel && uris.some((u) => u.toString() === uri)) void refresh(); }),
    workspace.onDidChangeConfiguration((e) => { if (e.affectsConfiguration('haproxy')) void refresh(); }),
    { dispose: () => panel?.dispose() },
  );
}
