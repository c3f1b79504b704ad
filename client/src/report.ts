// A report in Markdown, drawn by VS Code's own renderer in a panel of ours. Not the Markdown preview: there a link can lead to a line only
// if the file lies in the workspace folder. The page runs no script; its links are commands that it may run.
import { commands, type Disposable, env, Range, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';

const LINE = 'haproxy.checkupLine';
const STYLE = `body{background:var(--vscode-editor-background);padding:0 1.5em 2em;line-height:1.5;max-width:70em}h1{font-size:1.5em;font-weight:600}h1 code,h3 code{font-weight:inherit}a{white-space:nowrap}h2{font-size:1.3em;border-bottom:1px solid var(--vscode-widget-border,#8884);padding-bottom:.2em;margin-top:1.6em}h3{font-size:1.05em;margin:1.4em 0 .4em}
table{border-collapse:collapse}thead{display:none}td{border:1px solid var(--vscode-widget-border,#8884);padding:.35em .7em;vertical-align:top}td:first-child{white-space:nowrap;opacity:.8}p,ul{margin:.4em 0}ul{padding-left:1.5em}code{font-family:var(--vscode-editor-font-family);font-size:.95em}.tools{float:right;margin:1.6em 0 0 1em}`;

export const commandLink = (name: string, ...args: readonly unknown[]): string => `command:${name}?${encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (c) => (c === '(' ? '%28' : '%29'))}`;

export interface Report extends Disposable {
  /**
   * Links of the form `address#L12` go to the line. Without the renderer the text itself has to do.
   * @param tools label and command link of each, for the corner
   */
  show(markdown: string, tools: readonly (readonly [label: string, link: string])[]): Promise<void>;
}

/** @param may the commands that its links run, beside going to a line */
export function reportOf(type: string, title: string, may: readonly string[]): Report {
  let panel: WebviewPanel | undefined;
  return {
    async show(markdown, tools) {
      const html = await Promise.resolve(commands.executeCommand<string>('markdown.api.render', linked(markdown))).catch(() => undefined);
      if (html === undefined) { await asText(markdown); return; }
      if (!panel) {
        panel = window.createWebviewPanel(type, title, ViewColumn.Beside, { enableCommandUris: [LINE, ...may], enableFindWidget: true, localResourceRoots: [] });
        panel.onDidDispose(() => { panel = undefined; });
      } else panel.reveal();
      const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16)).join('');
      panel.webview.html = `<!DOCTYPE html><html lang="${env.language}"><head><meta charset="UTF-8"><title>${title}</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'"><style nonce="${nonce}">${STYLE}</style></head><body><main><div class="tools">${tools.map(([label, link]) => `<a href="${link}">${label}</a>`).join(' · ')}</div>${html}</main></body></html>`;
    },
    dispose: () => panel?.dispose(),
  };
}

export async function asText(markdown: string): Promise<void> { await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content: markdown })); }

export const goesToLines = (): Disposable => commands.registerCommand(LINE, (address: string, line: number) => {
  const uri = Uri.parse(address), shown = window.visibleTextEditors.find((e) => e.document.uri.toString() === uri.toString());
  return window.showTextDocument(uri, { viewColumn: shown?.viewColumn ?? ViewColumn.One, selection: new Range(line, 0, line, 0) });
});

/** The report's links, `address#L12`, as commands that the panel may run. */
const linked = (markdown: string): string => markdown.replace(/\]\(([^()\s]+)#L(\d+)\)/g, (_all, uri: string, line: string) => `](${commandLink(LINE, uri.replace(/%28/g, '(').replace(/%29/g, ')'), Number(line) - 1)})`);
