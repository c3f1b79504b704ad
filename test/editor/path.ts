// The panel "WebSocket path": it opens beside the file, shows what the server describes, and follows cursor and edits.
import * as vscode from 'vscode';
import type { Rendered } from '../../client/src/pathPage.ts';
import { check, closeAll, scratch, until } from './window.ts';

const TEXT = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\n\nfrontend www\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n    use_backend chat if { hdr(Upgrade) -i websocket }\n\nbackend be_ws\n    server s1 127.0.0.1:8080\n\nbackend chat\n    timeout tunnel 1h\n    server c1 127.0.0.1:8081\n';
const state = (): Thenable<Rendered | undefined> => vscode.commands.executeCommand<Rendered | undefined>('haproxy.pathState');
const panel = (): boolean => vscode.window.tabGroups.all.some((g) => g.tabs.some((x) => x.input instanceof vscode.TabInputWebview && x.input.viewType.endsWith('haproxy.path')));

suite('WebSocket path', () => {
  teardown(closeAll);
  test('the panel: the picture, the cursor, an edit, no breach of the content policy', async () => {
    const document = await scratch(TEXT), uri = document.uri.toString();
    let now: Rendered | undefined;
    const shows = (what: string, test: (r: Rendered) => boolean): Promise<unknown> => until(() => `${what}, got ${JSON.stringify(now)}`, async () => { now = await state(); return now?.uri === uri && test(now); });
    await vscode.commands.executeCommand('haproxy.showWebSocketPath');
    await until('its tab', panel);
    await shows('the boxes', (r) => ['frontend www', 'frontend www bind 1', 'frontend www rule 1', 'frontend www rule 2', 'backend be_ws', 'backend be_ws server 1', 'backend chat', 'backend chat server 1'].every((id) => r.nodes.includes(id)));
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const to = (line: number): void => { editor.selection = new vscode.Selection(line, 4, line, 4); };
    to(15);
    await shows('the backend at the cursor', (r) => r.here === 'backend chat' && r.selected === 'frontend www > backend chat' && r.verdict.includes('1h'));
    to(12);
    await shows('the server at the cursor', (r) => r.here === 'backend be_ws server 1' && r.selected === 'frontend www > backend be_ws' && r.verdict.includes('30s'));
    await editor.edit((e) => e.insert(new vscode.Position(12, 0), '    timeout tunnel 10m\n    server s2 127.0.0.1:8082\n'));
    await shows('the edit', (r) => r.nodes.includes('backend be_ws server 2') && r.verdict.includes('10m'));
    check(now?.breaches.length === 0, `no breach, got ${now?.breaches}`);
  });
});
