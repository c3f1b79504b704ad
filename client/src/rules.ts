// The command behind the code action that switches a rule off: in the settings of the workspace, or the user's where there is none.
import { commands, ConfigurationTarget, type Disposable, Uri, workspace } from 'vscode';

export const disablesRules = (): Disposable => commands.registerCommand('haproxy.disableRule', async (rule: string, uri: string) => {
  const settings = workspace.getConfiguration('haproxy', Uri.parse(uri)), inWorkspace = (workspace.workspaceFolders?.length ?? 0) > 0;
  const known = settings.inspect<Record<string, string>>('rules'), kept = inWorkspace ? known?.workspaceValue : known?.globalValue;
  await settings.update('rules', { ...kept, [rule]: 'off' }, inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
});
