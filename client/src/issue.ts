// The command "Report an issue": the project's page for a new one, with the versions filled in.
import { commands, type Disposable, env, type ExtensionContext, UIKind, Uri, version, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Status } from '../../server/src/lsp/protocol.ts';
import { issueAddress } from './issueAddress.ts';

export const reportsIssues = (context: ExtensionContext, running: () => Promise<BaseLanguageClient | undefined>): Disposable => commands.registerCommand('haproxy.reportIssue', async () => {
  const open = window.activeTextEditor?.document, client = await running();
  const status = open?.languageId === 'haproxy' && client?.isRunning() ? await client.sendRequest<Status | null>('haproxy/status', { uri: open.uri.toString() }).catch(() => null) : null;
  const { version: extension, repository } = context.extension.packageJSON as { version: string; repository: { url: string } };
  const { platform, arch } = (globalThis as { process?: { platform?: string; arch?: string } }).process ?? {};
  const address = issueAddress(repository.url, {
    extension, editor: version, host: env.remoteName ?? (env.uiKind === UIKind.Web ? 'web' : 'desktop'), system: platform ? `${platform} ${arch}` : 'browser',
    haproxy: status?.haproxy ? `${status.haproxy.version}${status.haproxy.image ? ' (Docker)' : ''}` : null, target: status?.version ?? null,
  });
  await env.openExternal(Uri.parse(address));
});
