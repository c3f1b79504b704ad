// A webview beside the editor that runs one script of ours from dist/webview. Its page may load that script and its style sheet, and
// nothing else; data comes by message, and again whenever the page was made anew.
import { type Disposable, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { pageOf } from './page.ts';

export interface Panel<Shown> extends Disposable {
  show(title: string, shown: Shown): void;
  /** New data for a page that is open; it stays where it is. False: none is. */
  update(shown: Shown): boolean;
}

/**
 * @param name of the files in dist/webview, and of the panel's type behind `haproxy.`
 * @param hear a message of the page; `ready` never comes here
 */
export function panelOf<Shown, Said extends { readonly type: string }>(context: ExtensionContext, name: string, hear: (said: Said) => void): Panel<Shown> {
  let panel: WebviewPanel | undefined, last: Shown | undefined;
  const folder = Uri.joinPath(context.extensionUri, 'dist', 'webview');
  return {
    show(title, shown) {
      last = shown;
      if (panel) { panel.title = title; panel.reveal(undefined, true); void panel.webview.postMessage(shown); return; }
      panel = window.createWebviewPanel(`haproxy.${name}`, title, { viewColumn: ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, enableFindWidget: true, localResourceRoots: [folder] });
      const { webview } = panel, file = (end: string): string => webview.asWebviewUri(Uri.joinPath(folder, `${name}.${end}`)).toString(true);
      panel.onDidDispose(() => { panel = undefined; });
      webview.onDidReceiveMessage((said: Said) => { if (said.type === 'ready') void webview.postMessage(last); else hear(said); });
      webview.html = pageOf({ title, source: webview.cspSource, script: file('js'), style: file('css') });
    },
    update(shown) { if (panel) { last = shown; void panel.webview.postMessage(shown); } return panel !== undefined; },
    dispose: () => panel?.dispose(),
  };
}
