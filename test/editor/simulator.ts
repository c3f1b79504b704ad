// The request simulator and the handshake in the editor's window.
import * as vscode from 'vscode';
import type { Handshake, Simulated } from '../../server/src/lsp/protocol.ts';
import { check, closeAll, scratch, until } from './window.ts';

const CONFIG = 'defaults\n    mode http\n    timeout client 30s\n    timeout server 30s\n    timeout connect 5s\nfrontend www\n    bind :80\n    acl up hdr(Upgrade) -i websocket\n    use_backend chat if up { path_beg /chat }\n    default_backend pages\nbackend chat\n    server s 127.0.0.1:1\nbackend pages\n    server p 127.0.0.1:2\n';
const REQUEST = { method: 'GET', target: '/chat', headers: [{ name: 'Host', value: 'a' }], http2: false, tls: false, sni: '', source: '127.0.0.1' };
const tab = (): boolean => vscode.window.tabGroups.all.some((g) => g.tabs.some((x) => x.input instanceof vscode.TabInputWebview && x.input.viewType.endsWith('haproxy.simulate')));

suite('simulator', () => {
  teardown(closeAll);
  test('Simulate a request: the handshake that fits the file, beside it', async () => {
    const document = await scratch(CONFIG), answer = await until('an answer', async () => vscode.commands.executeCommand<Simulated | undefined>('haproxy.simulateRequest'));
    check(answer.request.target === '/chat' && answer.outcomes[0]?.backend === 'chat' && answer.outcomes[0].socket === true, `the way to chat, got ${JSON.stringify(answer.outcomes)}`);
    check(answer.steps.some((s) => s.verdict === 'yes' && document.lineAt(s.at.line).text.includes('use_backend chat')), 'the rule that decided');
    await until('its tab', tab);
    check(vscode.window.activeTextEditor?.document === document, 'the file keeps the focus');
  });
  test('Simulate a request: one of a program, after an edit', async () => {
    const document = await scratch(CONFIG), uri = document.uri.toString();
    const ask = async (): Promise<string | null | undefined> => (await vscode.commands.executeCommand<Simulated | undefined>('haproxy.simulateRequest', uri, REQUEST))?.outcomes[0]?.backend;
    await until('pages', async () => (await ask()) === 'pages');
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await editor.edit((e) => e.replace(document.lineAt(9).range, '    default_backend chat'));
    await until('chat', async () => (await ask()) === 'chat');
  });
  test('Try the handshake: command lines, and a lens on the frontend', async () => {
    const document = await scratch(CONFIG), uri = document.uri.toString();
    const all = await until('handshakes', async () => vscode.commands.executeCommand<readonly Handshake[] | undefined>('haproxy.tryHandshake', uri, 5, true));
    check(all.length === 1 && all[0]!.arrives === true && /^curl --http1\.1 .* http:\/\/localhost\/chat$/.test(all[0]!.commands[0]!.line), `a curl line, got ${JSON.stringify(all)}`);
    const lens = await until('the lens', async () => (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri)).find((l) => l.command?.command === 'haproxy.tryHandshake'));
    check(lens.range.start.line === 5 && lens.command?.arguments?.[1] === 5, `on the header, got ${JSON.stringify(lens)}`);
  });
  test('Try the handshake: the line goes to the clipboard, and nothing runs', async () => {
    await scratch(CONFIG);
    const terminals = vscode.window.terminals.length, chosen = vscode.commands.executeCommand('haproxy.tryHandshake');
    await new Promise((r) => setTimeout(r, 1500));
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((r) => setTimeout(r, 700));
    // where there are terminals, the second choice is the clipboard
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await chosen;
    check(vscode.window.terminals.length === terminals, 'no terminal');
    const copied = await vscode.env.clipboard.readText().then((x) => x, () => '');
    check(copied === '' || copied.startsWith('curl --http1.1 '), `the line, got ${copied}`);
  });
});
