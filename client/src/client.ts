// What both extension hosts share: when the server starts, what it is told, and the commands.
// Knows no transport and no HAProxy; the entries pass the transport in.
import { commands, type ExtensionContext, l10n, type TextDocument, window, workspace } from 'vscode';
import {
  type BaseLanguageClient, type LanguageClientOptions, RevealOutputChannelOn, vsdiag,
} from 'vscode-languageclient';
import { watchForHaproxy } from './language.ts';

export type MakeClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** What `activate` returns: other extensions and our own tests can wait for the server. */
export interface Client {
  /** The running server's name and version, or undefined while no document needed it yet. */
  server(): Promise<{ name: string; version?: string } | undefined>;
  stop(): Promise<void>;
}

/** Activation is cheap: the server starts when the first HAProxy document is there, not before. */
export function startClient(context: ExtensionContext, make: MakeClient): Client {
  const client = make('haproxy', 'HAProxy', options());
  let starting: Promise<void> | undefined;
  const start = (): Promise<void> => (starting ??= client.start());
  const startFor = (document: TextDocument): void => {
    if (document.languageId === 'haproxy') start().catch((e) => client.error(String(e), e, 'force'));
  };

  context.subscriptions.push(
    commands.registerCommand('haproxy.restartServer', async () => {
      if (starting) {
        // A first start that failed must not make every restart fail.
        await starting.catch(() => {});
        if (client.isRunning()) await client.stop();
        starting = client.start();
        await starting;
      } else await start();
      window.setStatusBarMessage(l10n.t('HAProxy language server restarted.'), 4000);
    }),
    commands.registerCommand('haproxy.showOutput', () => client.outputChannel.show(true)),
    workspace.onDidOpenTextDocument(startFor),
    watchForHaproxy(),
  );
  workspace.textDocuments.forEach(startFor);

  return {
    async server() {
      await starting;
      const info = client.initializeResult?.serverInfo;
      return info && { name: info.name, ...(info.version ? { version: info.version } : {}) };
    },
    async stop() {
      if (starting) await starting.then(() => client.stop(), () => {});
    },
  };
}

/** No scheme: local, remote, virtual and unsaved documents are all served. */
const options = (): LanguageClientOptions => ({
  documentSelector: [{ language: 'haproxy' }],
  synchronize: { configurationSection: 'haproxy' },
  revealOutputChannelOn: RevealOutputChannelOn.Never,
  middleware: {
    provideDiagnostics(document, previous, token, next) {
      // The left side of a diff is the past: findings there would fill the Problems list twice.
      const uri = 'uri' in document ? document.uri : document;
      if (uri.scheme === 'git') return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
      return next(document, previous, token);
    },
  },
});
