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
