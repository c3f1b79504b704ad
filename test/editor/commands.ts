// The commands of the palette.
import * as vscode from 'vscode';
import type { Client } from '../../client/src/client.ts';
import { check, closeAll, findings, ID, scratch, until } from './window.ts';

suite('commands', () => {
  teardown(closeAll);
  test('Restart language server: it answers again', async () => {
    const document = await scratch('frontend www\n    bind :80\n    timeout server 1m\n');
    await until('the finding', () => findings(document).length);
    await vscode.commands.executeCommand('haproxy.restartServer');
    const client = vscode.extensions.getExtension<Client>(ID)?.exports;
    check((await client?.server())?.name === 'haproxy-ws', 'a running server');
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((e) => e.delete(document.lineAt(2).range));
    await until('no finding once its line is gone', () => findings(document).length === 0);
  });
  test('WebSocket checkup: a report beside the file, with links to its lines, and as text', async () => {
    const document = await scratch('frontend www\n    mode http\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n\nbackend be_ws\n    mode http\n    server s1 127.0.0.1:1\n');
    const uri = document.uri.toString(true);
    const report = await until('a report', async () => vscode.commands.executeCommand<string | undefined>('haproxy.webSocketCheckup', document.uri.toString()));
    check(report.includes('`frontend www`') && report.includes(`[line 3](${uri}#L3)`), `the path and a link, got: ${report}`);
    await until('its tab', () => vscode.window.tabGroups.all.some((g) => g.tabs.some((x) => x.input instanceof vscode.TabInputWebview && x.input.viewType.endsWith('haproxy.checkup'))));
    await vscode.commands.executeCommand('haproxy.checkupLine', document.uri.toString(), 3);
    await until('the cursor on line 4', () => vscode.window.activeTextEditor?.document === document && vscode.window.activeTextEditor.selection.active.line === 3);
    await vscode.commands.executeCommand('haproxy.checkupText');
    await until('the report as text', () => vscode.window.activeTextEditor?.document.languageId === 'markdown' && vscode.window.activeTextEditor.document.getText() === report);
  });
  test('Show output opens the channel', async () => {
    await vscode.commands.executeCommand('haproxy.showOutput');
    await until('the output', () => vscode.window.visibleTextEditors.some((e) => e.document.uri.scheme === 'output') || vscode.workspace.textDocuments.some((d) => d.uri.scheme === 'output'));
  });
});
