// The command "Check with HAProxy": asks the server to run `haproxy -c` on the text in the editor, and says how it went. What HAProxy
// found comes as diagnostics, whether asked by command or by a save.
import { commands, Disposable, l10n, type LogOutputChannel, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CheckAnswer } from '../../server/src/lsp/protocol.ts';

/** @param runsPrograms false in a browser: there the command says so */
export function checksWithHaproxy(running: () => Promise<BaseLanguageClient | undefined>, output: () => LogOutputChannel, runsPrograms: boolean): Disposable {
  void commands.executeCommand('setContext', 'haproxy.runsPrograms', runsPrograms);

  const offer = async (message: string, does: string, command: string, ...args: readonly unknown[]): Promise<void> => {
    if (await window.showInformationMessage(message, does)) await commands.executeCommand(command, ...args);
  };
  const settings = (message: string, name: string): Promise<void> => offer(message, l10n.t('Open Settings'), 'workbench.action.openSettings', name);

  const say = (answer: CheckAnswer): void => {
    const { haproxy, alerts = 0, warnings = 0, machines = 0 } = answer, name = `HAProxy ${haproxy?.version ?? ''}`.trim();
    if (answer.output) output().info(`${name} -c (${haproxy?.path ?? ''})\n${answer.output.trim()}`);
    const more = machines === 0 ? '' : ` ${l10n.t('What may hold on this machine only: {0}.', machines)}`;
    switch (answer.state) {
      case 'untrusted': void offer(l10n.t('HAProxy is not run in a workspace that is not trusted.'), l10n.t('Manage Workspace Trust'), 'workbench.trust.manage'); break;
      case 'no program': void settings(l10n.t('No HAProxy was found: neither at the path nor the image in the settings, nor on the PATH.'), 'haproxy.path'); break;
      case 'template': void window.showInformationMessage(l10n.t('This file is a template: HAProxy could only check what becomes of it.')); break;
      case 'writes': void window.showWarningMessage(l10n.t("Not checked: for an 'acme' section without 'account-key' HAProxy would write a new key beside your file, even when it only checks.")); break;
      case 'time': void settings(l10n.t('{0} did not end within {1} seconds and was stopped; what it said before is shown. Host names that cannot be resolved take their time.', name, answer.seconds ?? 0), 'haproxy.check.timeLimit'); break;
      case 'output': void window.showWarningMessage(l10n.t('{0} wrote more than a megabyte and was stopped. What it said before is shown.', name)); break;
      case 'crashed': void window.showWarningMessage(l10n.t('{0} crashed while it checked.', name)); break;
      case 'not started': void offer(l10n.t('{0} could not be started.', name), l10n.t('Show output'), 'haproxy.showOutput'); break;
      case 'done':
        if (!answer.accepted) void offer(`${l10n.t('{0} refuses this configuration (alerts: {1}, warnings: {2}).', name, alerts, warnings)}${more}`, l10n.t('Show Problems'), 'workbench.actions.view.problems');
        else if (!answer.listens) void window.showInformationMessage(`${l10n.t('{0} finds no error, but nothing to listen on either (warnings: {1}).', name, warnings + alerts)}${more}`);
        else void window.showInformationMessage(`${warnings + alerts === 0 ? l10n.t('{0} accepts this configuration.', name) : l10n.t('{0} accepts this configuration (warnings: {1}).', name, warnings + alerts)}${more}`);
        break;
      case 'cancelled': break;
    }
  };

  /** Resolves to the server's answer, for whoever calls the command from a program. */
  return Disposable.from(commands.registerCommand('haproxy.checkWithHAProxy', async (address?: string): Promise<CheckAnswer | undefined> => {
    if (!runsPrograms) { void window.showInformationMessage(l10n.t('HAProxy cannot be run in a browser.')); return undefined; }
    const open = window.activeTextEditor?.document, uri = address ?? (open?.languageId === 'haproxy' ? open.uri.toString() : undefined), client = await running();
    const answer = uri && client?.isRunning() ? await client.sendRequest<CheckAnswer | null>('haproxy/check', { uri }) : null;
    if (!answer) { void window.showInformationMessage(l10n.t('Open a HAProxy configuration first.')); return undefined; }
    say(answer);
    return answer;
  }));
}
