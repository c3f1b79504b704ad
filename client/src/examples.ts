// The command "Open an example": a copy of one of our examples as an unsaved document, to try things on.
import { commands, type Disposable, type ExtensionContext, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';

interface Example extends QuickPickItem { readonly file: string }
const examples = (): Example[] => [
  { file: 'article.cfg', label: 'article.cfg', description: l10n.t('ill: the set-up that many guides copy') },
  { file: 'socketio.cfg', label: 'socketio.cfg', description: l10n.t('ill: sockets die before the first ping') },
  { file: 'socketio-healthy.cfg', label: 'socketio-healthy.cfg', description: l10n.t('healthy: the same, cured') },
  { file: 'signalr.cfg', label: 'signalr.cfg', description: l10n.t('healthy: SignalR with negotiation and long polling') },
  { file: 'grafana-live.cfg', label: 'grafana-live.cfg', description: l10n.t('ill: a header rule breaks handshakes') },
  { file: 'novnc.cfg', label: 'novnc.cfg', description: l10n.t('ill: an idle desktop is cut off') },
  { file: 'article-tcp.cfg', label: 'article-tcp.cfg', description: l10n.t('ill: HTTP/2 offered in TCP mode') },
  { file: 'article-stick-table.cfg', label: 'article-stick-table.cfg', description: l10n.t('healthy: limits on sockets and handshakes') },
];

/** With the name of an example it is that one, without the user picks. */
export const opensExamples = (context: ExtensionContext): Disposable => commands.registerCommand('haproxy.openExample', async (name?: unknown) => {
  const all = examples(), example = all.find((e) => e.file === name) ?? await window.showQuickPick(all, { title: l10n.t('Examples of HAProxy with WebSocket') });
  if (!example) return;
  const content = new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'examples', example.file)));
  await window.showTextDocument(await workspace.openTextDocument({ language: 'haproxy', content }), { preview: false });
});
