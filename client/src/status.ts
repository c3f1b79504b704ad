// The language status items: which HAProxy version and which files the open document is checked for, which haproxy is at hand, and
// what changes each.
import { commands, ConfigurationTarget, type Disposable, languages, l10n, type TextDocument, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Status } from '../../server/src/lsp/protocol.ts';
import { VERSIONS } from './versions.ts';

export function showStatus(running: () => Promise<BaseLanguageClient | undefined>, runsPrograms: boolean): Disposable[] {
  const version = languages.createLanguageStatusItem('haproxy.version', { language: 'haproxy' });
  version.name = 'HAProxy';
  version.text = 'HAProxy';
  version.command = { command: 'haproxy.selectVersion', title: l10n.t('Change') };
  const files = languages.createLanguageStatusItem('haproxy.files', { language: 'haproxy' });
  files.name = l10n.t('Files of the configuration');
  files.command = { command: 'workbench.action.openSettings', title: l10n.t('Change'), arguments: ['haproxy.files'] };
  const program = languages.createLanguageStatusItem('haproxy.program', { language: 'haproxy' });
  program.name = l10n.t('HAProxy program');

  /** What the item of the program shows. */
  const showProgram = ({ haproxy, trusted, version: target }: Status): void => {
    if (haproxy) {
      program.text = haproxy.image ? l10n.t('haproxy {0} in Docker', haproxy.version) : `haproxy ${haproxy.version}`;
      program.detail = haproxy.onSave && haproxy.other ? l10n.t('not asked on save: this file is for HAProxy {0}', target) : haproxy.path;
      program.command = { command: 'haproxy.checkWithHAProxy', title: l10n.t('Check now') };
      return;
    }
    program.text = l10n.t('No haproxy');
    program.detail = !runsPrograms ? l10n.t('a browser runs no programs') : trusted ? l10n.t('none found on the PATH or in the settings') : l10n.t('the workspace is not trusted');
    if (runsPrograms) program.command = trusted ? { command: 'workbench.action.openSettings', title: l10n.t('Set path'), arguments: ['haproxy.path'] } : { command: 'workbench.trust.manage', title: l10n.t('Trust') };
  };

  let asked = 0;
  const update = async (document: TextDocument | undefined): Promise<void> => {
    if (document?.languageId !== 'haproxy') return;
    const turn = ++asked, client = await running();
    const status = client?.isRunning() ? await client.sendRequest<Status | null>('haproxy/status', { uri: document.uri.toString() }).catch(() => null) : null;
    if (turn !== asked || !status) return;
    showProgram(status);
    version.text = `HAProxy ${status.version}`;
    version.detail = status.from === 'setting' ? l10n.t('from the settings') : status.from === 'file' ? l10n.t('from a comment in the file') : status.haproxy?.version.startsWith(status.version) ? l10n.t('that of the haproxy at hand') : l10n.t('assumed');
    files.text = status.files.length > 1 ? l10n.t('{0} files read together', status.files.length) : l10n.t('One file');
    files.detail = status.files.length > 1 ? status.files.map((f) => workspace.asRelativePath(Uri.parse(f))).join(', ') : '';
  };
  return [
    version, files, program,
    window.onDidChangeActiveTextEditor((e) => void update(e?.document)),
    languages.onDidChangeDiagnostics(({ uris }) => { const d = window.activeTextEditor?.document; if (d && uris.some((u) => u.toString() === d.uri.toString())) void update(d); }),
    workspace.onDidChangeConfiguration((e) => { if (e.affectsConfiguration('haproxy')) void update(window.activeTextEditor?.document); }),
    commands.registerCommand('haproxy.selectVersion', async () => {
      const document = window.activeTextEditor?.document, settings = workspace.getConfiguration('haproxy', document);
      const picked = await window.showQuickPick(['auto', ...VERSIONS], { title: l10n.t('HAProxy version that this configuration is for') });
      if (picked === undefined) return;
      const folder = document && workspace.getWorkspaceFolder(document.uri);
      await settings.update('version', picked === 'auto' ? undefined : picked, folder ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Global);
    }),
  ];
}
