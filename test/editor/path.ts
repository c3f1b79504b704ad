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
  test('export: what is shown, as SVG and as Mermaid, into the files that are named', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    check(root, 'a workspace folder');
    await scratch(TEXT);
    const written = async (name: string): Promise<string> => {
      const target = vscode.Uri.joinPath(root, name), said = await vscode.commands.executeCommand<vscode.Uri | undefined>('haproxy.exportWebSocketPath', target);
      check(said?.toString() === target.toString(), `${name}, got ${said?.toString()}`);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    };
    const svg = await written('path.svg'); // opens the panel
    await until('its tab', panel);
    check(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>/.test(svg) && svg.endsWith('</svg>'), `a picture of its own, got ${svg.slice(0, 300)}`);
    for (const name of ['www', 'be_ws', 'chat', 's1', 'c1', '127.0.0.1:8081']) check(svg.includes(name), `${name} in the picture`);
    check(/ fill="rgb/.test(svg) && !/var\(--|class=|<script|<foreignObject|href=/.test(svg), `its colours and nothing of the page, got ${/.{60}(?:var\(--|class=|<script|<foreignObject|href=).{60}/.exec(svg)?.[0]}`);
    const open: string[] = [];
    for (const [tag, close, name, alone] of svg.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
      if (close) check(open.pop() === name, `well-formed at ${tag}`);
      else if (!alone) open.push(name!);
    }
    check(open.length === 0, `each tag closed, got ${open}`);
    const mermaid = await written('path.mmd');
    check(/^flowchart LR\n/.test(mermaid) && ['frontend www', 'backend be_ws', 'backend chat'].every((name) => mermaid.includes(name)), `Mermaid text, got ${mermaid}`);
    check(mermaid === await vscode.commands.executeCommand('haproxy.exportWebSocketPath', vscode.Uri.joinPath(root, 'again.mermaid')).then(async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, 'again.mermaid')))), 'the same again');
    // behind another tab the page is gone, and is made anew
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '-' }), { viewColumn: vscode.ViewColumn.Two, preview: false });
    check(await written('behind.svg') === svg, 'the same picture from behind another tab');
  });
});
