// Which configuration wrote a log: the one that is open or was looked at last, else one that lies in the workspace.
import { type Disposable, type TextDocument, type Uri, window, workspace } from 'vscode';

export interface LastConfig extends Disposable {
  /** An open document; undefined when the workspace has none. */
  find(): Promise<TextDocument | undefined>;
}

/** Milliseconds that a search of the workspace may take. */
const PATIENCE = 3000;

export function lastConfig(): LastConfig {
  let last: TextDocument | undefined;
  const seen = (d: TextDocument | undefined): void => { if (d?.languageId === 'haproxy') last = d; };
  seen(window.activeTextEditor?.document);
  // one that is recognised by its content is opened, so to say, a second time
  const watches = [window.onDidChangeActiveTextEditor((e) => seen(e?.document)), workspace.onDidOpenTextDocument((d) => { if (d === window.activeTextEditor?.document) seen(d); })];
  let searching: Promise<readonly Uri[]> | undefined, late = false;
  /** Where nobody can search, as in some web hosts, the editor waits without end for somebody who can. */
  const search = (): Promise<readonly Uri[]> => {
    const mine = searching ??= Promise.resolve(workspace.findFiles('**/haproxy*.cfg', '**/node_modules/**', 1)).catch(() => []).finally(() => { searching = undefined; late = false; });
    return Promise.race([mine, new Promise<readonly Uri[]>((give) => { setTimeout(() => { late = searching === mine; give([]); }, late ? 0 : PATIENCE); })]);
  };
  return {
    async find() {
      const open = last && !last.isClosed && last.languageId === 'haproxy' ? last : workspace.textDocuments.find((d) => d.languageId === 'haproxy' && d.uri.scheme !== 'git');
      if (open) return open;
      const [file] = await search();
      const document = file && await Promise.resolve(workspace.openTextDocument(file)).catch(() => undefined);
      return document?.languageId === 'haproxy' ? document : undefined;
    },
    dispose: () => { for (const w of watches) w.dispose(); },
  };
}
