// In a window whose display language is Russian: what the server and the client say comes from the bundle that VS Code loads, in a web worker, too.
import * as vscode from 'vscode';
import { check, closeAll, findings, placeOf, ruleOf, scratch, until } from './window.ts';

const TEXT = 'frontend www\n    bind :80\n    timeout server 1m\n';
const russian = (text: string): boolean => /[а-яё]{3}/i.test(text);

suite('Russian', () => {
  teardown(closeAll);
  test('findings, hover, quick fixes', async () => {
    const document = await scratch(TEXT), [finding] = await until('a finding', () => { const all = findings(document); return all.length > 0 && all; });
    check(finding && ruleOf(finding) === 'timeout-in-wrong-section' && russian(finding.message), `a finding in Russian, not ${finding?.message}`);
    const at = placeOf(document, 'timeout server');
    const said = await until('a hover', async () => (await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at)).flatMap((h) => h.contents.map((c) => (typeof c === 'string' ? c : c.value))).filter((c) => c.includes('timeout server')).join('\n'));
    check(russian(said), `a hover in Russian, not ${said.slice(0, 200)}`);
    const titles = await until('a quick fix', async () => { const all = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, finding.range, 'quickfix'); return all.length > 0 && all.map((a) => a.title); });
    check(titles.every(russian), `quick fixes in Russian, not ${titles.join(', ')}`);
  });
});
