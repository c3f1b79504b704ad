// The command "WebSocket checkup": the server's report, drawn by VS Code's own Markdown renderer. A panel of ours shows it, not the
// Markdown preview: there a link can lead to a line only if the file lies in the workspace folder.
import { commands, Disposable, l10n, Range, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Checkup } from '../../server/src/lsp/protocol.ts';

const LINE = 'haproxy.checkupLine', TEXT = 'haproxy.checkupText', AGAIN = 'haproxy.webSocketCheckup';
const STYLE = `body{padding:0 1.5em 2em;line-height:1.5;max-width:70em}h1{font-size:1.5em;font-weight:600}h1 code,h3 code{font-weight:inherit}a{white-space:nowrap}h2{font-size:1.3em;border-bottom:1px solid var(--vscode-widget-border,#8884);padding-bottom:.2em;margin-top:1.6em}h3{font-size:1.05em;margin:1.4em 0 .4em}
table{border-collapse:collapse}thead{display:none}td{border:1px solid var(--vscode-widget-border,#8884);padding:.35em .7em;vertical-align:top}td:first-child{white-space:nowrap;opacity:.8}p,ul{margin:.4em 0}ul{padding-left:1.5em}code{font-family:var(--vscode-editor-font-family);font-size:.95em}.tools{float:right;margin:1.6em 0 0 1em}`;

const command = (name: string, ...args: readonly unknown[]): string => `command:${name}?${encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (c) => (c === '(' ? '%28' : '%29'))}`;

export function showsCheckup(running: () => Promise<BaseLanguageClient | undefined>): Disposable {
  let panel: WebviewPanel | undefined, markdown = '';

  /** Resolves to the report, for whoever calls the command from a program. */
  const show = async (address?: string): Promise<string | undefined> => {
    const open = window.activeTextEditor?.document, uri = address ?? (open?.languageId === 'haproxy' ? open.uri.toString() : undefined), client = await running();
    const answer = uri && client?.isRunning() ? await client.sendRequest<Checkup | null>('haproxy/checkup', { uri }) : null;
    if (!uri || !answer) { void window.showInformationMessage(l10n.t('Open a HAProxy configuration first, then ask for its checkup.')); return undefined; }
    markdown = answer.markdown;
    // without the renderer the text itself has to do
    const html = await Promise.resolve(commands.executeCommand<string>('markdown.api.render', linked(markdown))).catch(() => undefined);
    if (html === undefined) { await text(); return markdown; }
    if (!panel) {
      panel = window.createWebviewPanel('haproxy.checkup', l10n.t('WebSocket checkup'), ViewColumn.Beside, { enableCommandUris: [LINE, TEXT, AGAIN], enableFindWidget: true, localResourceRoots: [] });
      panel.onDidDispose(() => { panel = undefined; });
    } else panel.reveal();
    panel.webview.html = `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${STYLE}</style></head><body><div class="tools"><a href="${command(AGAIN, uri)}">${l10n.t('Check again')}</a> · <a href="${command(TEXT)}">${l10n.t('As text')}</a></div>${html}</body></html>`;
    return markdown;
  };
  const text = async (): Promise<void> => { await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content: markdown })); };
  const goTo = (address: string, line: number): Thenable<unknown> => {
    const uri = Uri.parse(address), shown = window.visibleTextEditors.find((e) => e.document.uri.toString() === uri.toString());
    return window.showTextDocument(uri, { viewColumn: shown?.viewColumn ?? ViewColumn.One, selection: new Range(line, 0, line, 0) });
  };
  return Disposable.from(commands.registerCommand(AGAIN, show), commands.registerCommand(TEXT, text), commands.registerCommand(LINE, goTo), { dispose: () => panel?.dispose() });
}

/** The report's links, `address#L12`, as commands that the panel may run. */
const linked = (markdown: string): string => markdown.replace(/\]\(([^()\s]+)#L(\d+)\)/g, (_all, uri: string, line: string) => `](${command(LINE, uri.replace(/%28/g, '(').replace(/%29/g, ')'), Number(line) - 1)})`);
