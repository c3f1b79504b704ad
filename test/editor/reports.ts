// The log reader and the upgrade report in the editor's window.
import * as vscode from 'vscode';
import type { Explained } from '../../server/src/lsp/protocol.ts';
import { check, closeAll, open, scratch, until } from './window.ts';

const line = (second: number, state = 'cD--'): string => `127.0.0.1:40000 [22/Nov/2026:16:54:${String(second).padStart(2, '0')}.693] www be_chat/ws1 0/0/1/2/60010 101 1324 - - ${state} 1/1/1/1/0 0/0 "GET /chat HTTP/1.1"\n`;
const CONFIG = 'defaults\n    mode http\n    timeout client 30s\n    timeout server 30s\n    timeout connect 5s\nfrontend www\n    bind :80\n    default_backend be_chat\nbackend be_chat\n    timeout tunnel 1m\n    server ws1 127.0.0.1:1\n';
const shows = (type: string) => () => vscode.window.tabGroups.all.some((g) => g.tabs.some((x) => x.input instanceof vscode.TabInputWebview && x.input.viewType.endsWith(type)));
const explain = (file?: vscode.Uri): Thenable<Explained | undefined> => vscode.commands.executeCommand('haproxy.explainLog', file);

suite('reports', () => {
  teardown(closeAll);
  test('Explain log lines: a selection, against the configuration that was looked at last', async () => {
    const config = await scratch(CONFIG);
    await until('the configuration in front', () => vscode.window.activeTextEditor?.document === config); // the window says so a little later
    const log = await open('one.log', line(10) + line(11, '----'));
    const editor = await vscode.window.showTextDocument(log);
    editor.selection = new vscode.Selection(0, 0, 0, log.lineAt(0).text.length);
    const answer = await explain();
    check(answer?.explanation?.cause === 'ws-client-silent', `an explanation, got ${JSON.stringify(answer)}`);
    check(answer.explanation.timeout?.at?.uri === config.uri.toString() && answer.explanation.timeout.at.line === 9, `the timeout's line, got ${JSON.stringify(answer.explanation.timeout)}`);
    await until('its tab', shows('haproxy.log'));
  });
  test('Explain log lines: against a document that was made HAProxy\'s while it was looked at', async () => {
    await scratch('frontend other\n    bind :81\n');
    const config = await vscode.workspace.openTextDocument({ content: CONFIG });
    await vscode.window.showTextDocument(config, { preview: false });
    await vscode.languages.setTextDocumentLanguage(config, 'haproxy');
    const log = await open('made.log', line(10)), editor = await vscode.window.showTextDocument(log);
    editor.selection = new vscode.Selection(0, 0, 0, log.lineAt(0).text.length);
    const answer = await explain();
    check(answer?.config === config.uri.toString() && answer.explanation?.timeout?.at?.line === 9, `its timeout, got ${JSON.stringify(answer)}`);
  });
  test('Explain log lines: a whole log, counted over time', async () => {
    await open('many.log', Array.from({ length: 2000 }, (_, i) => line(i % 60, i % 3 ? 'cD--' : '----')).join(''));
    const answer = await explain();
    check(answer?.lines === 2000 && answer.spans && answer.causes?.length === 2 && answer.causes.every((c) => c.times?.reduce((a, b) => a + b) === c.count), `counts, got ${JSON.stringify(answer)}`);
    await until('its tab', shows('haproxy.log'));
  });
  test('Explain log lines: a log that no editor holds, and one that is not saved', async () => {
    const log = await open('closed.log', line(10).repeat(3000)), { uri } = log;
    await closeAll();
    check((await explain(uri))?.lines === 3000, 'the file is read');
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await editor.edit((e) => e.insert(new vscode.Position(0, 0), line(9)));
    check((await explain())?.lines === 3001, "the editor's text counts");
  });
  test('Explain log lines: the clipboard, when a configuration is in front', async () => {
    await scratch(CONFIG);
    await vscode.env.clipboard.writeText(line(12).repeat(2));
    // a browser may not give the clipboard to a page that nobody touched
    if ((await vscode.env.clipboard.readText().then((x) => x, () => '')) === '') return;
    check((await explain())?.lines === 2, 'the lines of the clipboard');
  });
  test('hover in a log explains the line; foreign logs stay silent', async () => {
    await scratch(CONFIG);
    const log = await open('hover.log', `${line(10)}Nov 22 10:00:00 host sshd[12]: Accepted publickey\n`);
    const at = (n: number): Thenable<vscode.Hover[]> => vscode.commands.executeCommand('vscode.executeHoverProvider', log.uri, new vscode.Position(n, 5));
    const text = (hovers: readonly vscode.Hover[]): string => hovers.flatMap((x) => x.contents).map((c) => (typeof c === 'string' ? c : c.value)).join('\n');
    await until('a hover with the timeout', async () => /WebSocket cut for silence[\s\S]*timeout tunnel 1m/.test(text(await at(0))));
    check(!/WebSocket|HAProxy/.test(text(await at(1))), 'no hover in the line of another program');
  });
  test('Upgrade report: links to lines, and a fix applied from it', async () => {
    const document = await scratch(`${CONFIG}    server ws2 127.0.0.1:2\n`), uri = document.uri.toString();
    const ask = async (): Promise<string | undefined> => vscode.commands.executeCommand('haproxy.upgradeReport', uri, '2.6', '3.4');
    const report = await until('a report', ask), n = /\[[^\]]*balance roundrobin[^\]]*\]\(fix:(\d+)\)/.exec(report)?.[1];
    check(n !== undefined && report.includes('#L'), `a fix and links, got ${report}`);
    await until('its tab', shows('haproxy.upgrade'));
    check((await vscode.commands.executeCommand('haproxy.upgradeFix', Number(n))) === true, 'the fix is applied');
    check(document.getText().includes('balance roundrobin'), `its text, got ${document.getText()}`);
    check(!(await ask())?.includes('balance-default'), 'nothing left of it');
  });
  test('Upgrade report: a fix for a text that was edited meanwhile is not applied', async () => {
    const document = await scratch(`${CONFIG}    server ws2 127.0.0.1:2\n`), report = await until('a report', async () => vscode.commands.executeCommand<string | undefined>('haproxy.upgradeReport', document.uri.toString(), '2.6', '3.4'));
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await editor.edit((e) => e.insert(new vscode.Position(0, 0), '# first\n'));
    const before = document.getText();
    check((await vscode.commands.executeCommand('haproxy.upgradeFix', Number(/fix:(\d+)/.exec(report)?.[1]))) === false, 'not applied');
    check(document.getText() === before, 'the text is as it was');
  });
});
