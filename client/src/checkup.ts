// The command "WebSocket checkup": the server's report on the open configuration.
import { commands, Disposable, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Checkup } from '../../server/src/lsp/protocol.ts';
import { asText, commandLink, reportOf } from './report.ts';

const TEXT = 'haproxy.checkupText', AGAIN = 'haproxy.webSocketCheckup';

export function showsCheckup(running: () => Promise<BaseLanguageClient | undefined>): Disposable {
  const report = reportOf('haproxy.checkup', l10n.t('WebSocket checkup'), [TEXT, AGAIN]);
  let markdown = '';

  /** Resolves to the report, for whoever calls the command from a program. */
  const show = async (address?: string): Promise<string | undefined> => {
    const open = window.activeTextEditor?.document, uri = address ?? (open?.languageId === 'haproxy' ? open.uri.toString() : undefined), client = await running();
    const answer = uri && client?.isRunning() ? await client.sendRequest<Checkup | null>('haproxy/checkup', { uri }) : null;
    if (!uri || !answer) { void window.showInformationMessage(l10n.t('Open a HAProxy configuration first, then ask for its checkup.')); return undefined; }
    markdown = answer.markdown;
    await report.show(markdown, [[l10n.t('Check again'), commandLink(AGAIN, uri)], [l10n.t('As text'), commandLink(TEXT)]]);
    return markdown;
  };
  return Disposable.from(report, commands.registerCommand(AGAIN, show), commands.registerCommand(TEXT, () => asText(markdown)));
}
