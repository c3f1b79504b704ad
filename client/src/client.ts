// When the language server starts and stops, and the commands for it. Knows no transport and no HAProxy.
import { commands, type ExtensionContext, l10n, type LogOutputChannel, type TextDocument, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { checksWithHaproxy } from './check.ts';
import { showsCheckup } from './checkup.ts';
import { opensExamples } from './examples.ts';
import { reportsIssues } from './issue.ts';
import { explainsLogs } from './log/command.ts';
import { watchForHaproxy } from './language.ts';
import { showsPath } from './path.ts';
import { showsReferences } from './references.ts';
import { goesToLines } from './report.ts';
import { disablesRules } from './rules.ts';
import { simulatesRequests } from './simulate/command.ts';
import { showStatus } from './status.ts';
import { triesHandshakes } from './simulate/handshake.ts';
import { reportsUpgrades } from './upgrade.ts';

/** A module that brings the language client with its transport. */
export interface Transport { makeClient(context: ExtensionContext, output: LogOutputChannel): BaseLanguageClient }

/** What `activate` returns: other extensions and our own tests can wait for the server. */
export interface Client {
  /** The running server's name and version; undefined while no document needed it yet. */
  server(): Promise<{ name: string; version?: string } | undefined>;
  stop(): Promise<void>;
}

/** @param runsPrograms the host can start programs */
export function startClient(context: ExtensionContext, load: () => Promise<Transport>, runsPrograms: boolean): Client {
  let made: Promise<BaseLanguageClient> | undefined;
  let started: Promise<void> | undefined;
  let channel: LogOutputChannel | undefined;
  // Ours, not the language client's: it would throw the channel away, and what stands in it, at each restart.
  const output = (): LogOutputChannel => {
    channel ??= window.createOutputChannel('HAProxy', { log: true });
    return channel;
  };
  const make = (): Promise<BaseLanguageClient> => {
    made ??= load().then((transport) => transport.makeClient(context, output()));
    return made;
  };
  const start = (): Promise<void> => {
    started ??= make().then((client) => client.start());
    return started;
  };
  const complain = (error: unknown): void => {
    void window.showErrorMessage(l10n.t('The HAProxy language server did not start: {0}', String(error)));
  };
  const startFor = (document: TextDocument): void => {
    if (document.languageId === 'haproxy' && !started) start().catch(complain);
  };
  const restart = async (): Promise<void> => {
    // A start that failed must not make every restart fail.
    await started?.catch(() => {});
    const client = await make();
    if (client.isRunning()) await client.stop();
    started = client.start();
    await started;
    window.setStatusBarMessage(l10n.t('HAProxy language server restarted.'), 4000);
  };

  const running = async (): Promise<BaseLanguageClient | undefined> => { await started?.catch(() => {}); return made; };
  /** For what is asked for without a HAProxy document. */
  const needed = async (): Promise<BaseLanguageClient | undefined> => { await start().catch(complain); return made; };

  context.subscriptions.push(
    commands.registerCommand('haproxy.restartServer', () => restart().catch(complain)),
    commands.registerCommand('haproxy.showOutput', () => output().show(true)),
    { dispose: () => channel?.dispose() },
    workspace.onDidOpenTextDocument(startFor),
    watchForHaproxy(),
    showsReferences(),
    disablesRules(),
    ...showStatus(running, runsPrograms),
    goesToLines(),
    showsCheckup(running),
    reportsUpgrades(running),
    explainsLogs(context, running, needed),
    checksWithHaproxy(running, output, runsPrograms),
    opensExamples(context),
    reportsIssues(context, running),
    showsPath(running, context.extensionUri),
    simulatesRequests(context, running),
    triesHandshakes(running, runsPrograms),
    workspace.onDidGrantWorkspaceTrust(() => { void made?.then((client) => (client.isRunning() ? client.sendNotification('haproxy/trusted') : undefined)); }),
  );
  workspace.textDocuments.forEach(startFor);

  return {
    async server() {
      await started;
      const info = (await made)?.initializeResult?.serverInfo;
      return info && { name: info.name, ...(info.version ? { version: info.version } : {}) };
    },
    async stop() {
      await started?.catch(() => {});
      const client = await made;
      if (client?.isRunning()) await client.stop();
    },
  };
}
