// Which configuration wrote a log: the one that is open or was looked at last, else one that lies in the workspace.
import { type Disposable, type TextDocument, window, workspace } from 'vscode';

export interface LastConfig extends Disposable {
  /** An open document; undefined when the workspace has none. */
  find(): Promise<TextDocument | undefined>;
}

export function lastConfig(): LastConfig {
  let last: TextDocument | undefined;
  const seen = (d: TextDocument | undefined): void => { if (d?.languageId === 'haproxy') last = d; };
  seen(window.activeTextEditor?.document);
  const watch = window.onDidChangeActiveTextEditor((e) => seen(e?.document));
  return {
    async find() {
      const open = last && !last.isClosed && last.languageId === 'haproxy' ? last : workspace.textDocuments.find((d) => d.languageId === 'haproxy' && d.uri.scheme !== 'git');
      if (open) return open;
      const [file] = await workspace.findFiles('**/haproxy*.cfg', '**/node_modules/**', 1);
      const document = file && await Promise.resolve(workspace.openTextDocument(file)).catch(() => undefined);
      return document?.languageId === 'haproxy' ? document : undefined;
    },
    dispose: () => { watch.dispose(); },
  };
}
