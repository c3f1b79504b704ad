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
  test('Show output opens the channel', async () => {
    await vscode.commands.executeCommand('haproxy.showOutput');
    await until('the output', () => vscode.window.visibleTextEditors.some((e) => e.document.uri.scheme === 'output') || vscode.workspace.textDocuments.some((d) => d.uri.scheme === 'output'));
  });
});
