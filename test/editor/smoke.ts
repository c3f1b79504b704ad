// One request per feature through the editor's own commands. A new feature adds a row to CASES.
import * as vscode from 'vscode';
import { check, closeAll, findings, scratch, until } from './window.ts';

interface Case {
  name: string;
  /** An editor command that takes a document's address and a position; `|` in the text is that position. */
  command: string;
  text: string;
  /** What the command takes behind the address; a position if left out. */
  rest?: (at: vscode.Position) => readonly unknown[];
  /** All of these stand in the answer (as JSON). */
  says: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'hover',
    command: 'vscode.executeHoverProvider',
    text: 'backend app\n    timeout ser|ver 1m\n    server a 127.0.0.1:8080\n',
    says: ['timeout server', '101'],
  },
  { name: 'definition', command: 'vscode.executeDefinitionProvider', text: 'frontend f\n    default_backend a|pp\nbackend app\n', says: ['targetSelectionRange', '{"line":2,"character":8}'] },
  { name: 'references', command: 'vscode.executeReferenceProvider', text: 'frontend f\n    default_backend app\nbackend a|pp\n', says: ['{"line":1,"character":20}', '{"line":2,"character":8}'] },
  { name: 'highlights', command: 'vscode.executeDocumentHighlights', text: 'frontend f\n    acl w|s path /ws\n    http-request deny if ws\n', says: ['{"line":1,"character":8}', '{"line":2,"character":25}'] },
  { name: 'rename', command: 'vscode.executeDocumentRenameProvider', text: 'frontend f\n    default_backend app\nbackend a|pp\n', rest: (at) => [at, 'web_servers'], says: ['web_servers'] },
  { name: 'call hierarchy', command: 'vscode.prepareCallHierarchy', text: 'frontend f\n    default_backend app\nbackend a|pp\n    server a 127.0.0.1:1\n', says: ['"app"', 'backend'] },
  { name: 'document links', command: 'vscode.executeLinkProvider', text: 'defaults\n    errorfile 503 /etc/errors/503.http|\n', rest: () => [], says: ['/etc/errors/503.http'] },
  { name: 'code lenses', command: 'vscode.executeCodeLensProvider', text: 'frontend f\n    default_backend app\nbackend a|pp\n', rest: () => [10], says: ['1 reference', 'haproxy.showReferences'] },
  {
    name: 'inlay hints', command: 'vscode.executeInlayHintProvider', text: 'defaults\n    timeout client 50s\nfrontend f|\n    timeout http-request 5000\n',
    rest: () => [new vscode.Range(0, 0, 4, 0)], says: ['client 50s', 'ms'],
  },
  { name: 'completion', command: 'vscode.executeCompletionItemProvider', text: 'backend app\n    timeout |\n', says: ['"tunnel"', 'tunnel ${1:1h}'] },
  { name: 'signature help', command: 'vscode.executeSignatureHelpProvider', text: 'backend app\n    timeout tunnel |\n', says: ['timeout tunnel <timeout>', '"activeParameter":2'] },
  { name: 'semantic tokens', command: 'vscode.provideDocumentSemanticTokens', text: 'frontend www|\n    bind :80\n', rest: () => [], says: ['"data":{"0":0,"1":0,"2":8'] },
  { name: 'semantic tokens of a range', command: 'vscode.provideDocumentRangeSemanticTokens', text: 'frontend www|\n    bind :80\n', rest: () => [new vscode.Range(1, 0, 2, 0)], says: ['"data":{"0":1,"1":4,"2":4'] },
  { name: 'quick fixes and ways to silence', command: 'vscode.executeCodeActionProvider', text: 'frontend www\n    bind :80\n    timeout serv|er 1m\n', rest: (at) => [new vscode.Range(at, at)], says: ["Ignore 'timeout-in-wrong-section' on this line", 'haproxy.disableRule'] },
  { name: 'refactorings', command: 'vscode.executeCodeActionProvider', text: 'frontend www\n    mode http\n    bind :80\n    http-request deny if { path_b|eg /admin }\n', rest: (at) => [new vscode.Range(at, at), 'refactor'], says: ['refactor.extract', "Make this test an ACL 'is_admin'"] },
  { name: 'outline', command: 'vscode.executeDocumentSymbolProvider', text: 'frontend www|\n    bind :80\n    acl a src 10.0.0.1\n', rest: () => [], says: ['"www"', 'Interface'] },
  { name: 'folding', command: 'vscode.executeFoldingRangeProvider', text: 'frontend www|\n    bind :80\n\nbackend app\n    mode http\n', rest: () => [], says: ['"start":0,"end":1', '"start":3,"end":4'] },
  { name: 'selections', command: 'vscode.executeSelectionRangeProvider', text: 'frontend www\n    acl a hdr(Up|grade) x\n', rest: (at) => [[at]], says: ['"parent"', '{"line":1,"character":14}'] },
  { name: 'formatting', command: 'vscode.executeFormatDocumentProvider', text: 'global|\nmaxconn 5\n', rest: () => [{ tabSize: 4, insertSpaces: true }], says: ['"newText":"    "'] },
  { name: 'range formatting', command: 'vscode.executeFormatRangeProvider', text: 'global|\nmaxconn 5\nnbthread 2\n', rest: () => [new vscode.Range(2, 0, 2, 5), { tabSize: 2, insertSpaces: true }], says: ['{"line":2,"character":0}', '"newText":"  "'] },
  { name: 'formatting on type', command: 'vscode.executeFormatOnTypeProvider', text: 'global\nmaxconn 5\n|', rest: (at) => [at, '\n', { tabSize: 4, insertSpaces: true }], says: ['{"line":1,"character":0}', '"newText":"    "'] },
  { name: 'completion documentation, resolved', command: 'vscode.executeCompletionItemProvider', text: 'backend app\n    timeout |\n', rest: (at) => [at, undefined, 40], says: ['Longest silence of a WebSocket'] },
];

/** As JSON, with what hides behind getters. */
const asText = (answer: unknown): string => JSON.stringify(answer ?? null, (_key, value) => (value instanceof vscode.MarkdownString ? value.value : value));

suite('features', () => {
  teardown(closeAll);
  for (const { name, command, text, rest, says } of CASES)
    test(name, async () => {
      const at = text.indexOf('|');
      const document = await scratch(text.slice(0, at) + text.slice(at + 1));
      const position = document.positionAt(at);
      let answer = '';
      await until(() => `an answer with ${says.join(', ')}; got ${answer}`, async () => {
        answer = asText(await vscode.commands.executeCommand(command, document.uri, ...(rest ? rest(position) : [position])));
        return says.every((words) => answer.includes(words));
      });
    });

  test('workspace symbols', async () => {
    const document = await scratch('frontend www\n    default_backend be_smoke\nbackend be_smoke\n');
    await until('the backend by some of its letters', async () => {
      const all = await vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'besmk');
      return all.some((s) => s.name === 'be_smoke' && s.location.uri.toString() === document.uri.toString() && s.location.range.start.line === 2);
    });
  });

  test('who sends traffic here, and where does this one send it', async () => {
    const document = await scratch('frontend www\n    default_backend app\nbackend app\n');
    const [app] = await until('the backend', async () => {
      const found = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>('vscode.prepareCallHierarchy', document.uri, new vscode.Position(2, 9));
      return found.length && found;
    });
    const [incoming] = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>('vscode.provideIncomingCalls', app);
    check(incoming, 'a caller');
    check(incoming.from.name.includes('www') && incoming.fromRanges[0]?.start.line === 1, `www sends traffic here, got ${JSON.stringify(incoming)}`);
    const [outgoing] = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>('vscode.provideOutgoingCalls', incoming.from);
    check(outgoing?.to.name.includes('app'), `www sends traffic to app, got ${JSON.stringify(outgoing)}`);
  });

  test('a refactoring is applied', async () => {
    const document = await scratch('frontend www\n    mode http\n    bind :80\n    http-request deny if { path_beg /admin }\n');
    const at = new vscode.Range(3, 32, 3, 32);
    const action = await until('the refactoring', async () => (await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, at, 'refactor.extract'))[0]);
    check(action.edit && (await vscode.workspace.applyEdit(action.edit)), 'an edit that applies');
    check(document.getText().includes('    acl is_admin path_beg /admin\n    http-request deny if is_admin\n'), `the ACL, got ${document.getText()}`);
  });

  test('a snippet, silent under our own rules', async () => {
    const document = await scratch('');
    await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'haproxy', name: 'WebSocket backend' });
    await until('its text', () => document.getText().includes('timeout tunnel 1h'), 5000);
    check(document.getText().startsWith('backend ws_servers'), `a backend, got ${document.getText()}`);
    // A broken line beside it shows that the findings are those of the new text.
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((e) => e.insert(document.lineAt(document.lineCount - 1).range.end, '\n\nfrontend www\n    bind :80\n    timeout server 1m\n'));
    const lines = await until('the finding in the line beside', () => findings(document).length && findings(document).map((d) => document.lineAt(d.range.start).text.trim()));
    check(lines.every((line) => line === 'timeout server 1m'), `findings in that line only, got ${lines}`);
  });

  test('the code action that switches a rule off writes the settings', async () => {
    const document = await scratch('frontend www\n    bind :80\n    timeout server 1m\n');
    await until('the finding', () => findings(document).length);
    await vscode.commands.executeCommand('haproxy.disableRule', 'timeout-in-wrong-section', document.uri.toString());
    await until('silence', () => findings(document).length === 0);
    const settings = vscode.workspace.getConfiguration('haproxy'), known = settings.inspect('rules');
    for (const [value, target] of [[known?.workspaceValue, vscode.ConfigurationTarget.Workspace], [known?.globalValue, vscode.ConfigurationTarget.Global]] as const) if (value) await settings.update('rules', undefined, target);
    await until('the finding again', () => findings(document).length);
  });

  test('a rule is switched off in the settings, and on again', async () => {
    const document = await scratch('frontend www\n    bind :80\n    timeout server 1m\n');
    const settings = vscode.workspace.getConfiguration('haproxy');
    await until('the finding', () => findings(document).length);
    await settings.update('rules', { 'timeout-in-wrong-section': 'off' }, vscode.ConfigurationTarget.Global);
    await until(() => `silence with ${JSON.stringify(vscode.workspace.getConfiguration('haproxy').get('rules'))}; got ${JSON.stringify(findings(document))}`, () => findings(document).length === 0);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    await until('the finding again', () => findings(document).length);
  });
});
