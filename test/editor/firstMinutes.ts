// What somebody new meets: the walkthrough, an example to try, the commands behind its buttons.
import * as vscode from 'vscode';
import type { CheckAnswer } from '../../server/src/lsp/protocol.ts';
import { check, closeAll, findings, ID, scratch, until } from './window.ts';

interface Step { readonly id: string; readonly description: string; readonly media: { readonly svg: string; readonly altText: string } }

suite('first minutes', () => {
  teardown(closeAll);
  test('the walkthrough: each step has words, a picture that is there, and buttons that do something', async () => {
    const extension = vscode.extensions.getExtension(ID);
    check(extension, `the extension ${ID}`);
    const [tour] = (extension.packageJSON as { contributes: { walkthroughs: { id: string; steps: Step[] }[] } }).contributes.walkthroughs, known = new Set(await vscode.commands.getCommands());
    check(tour && tour.steps.map((s) => s.id).join(' ') === 'open finding fix path log check', `its steps, got ${tour?.steps.map((s) => s.id)}`);
    for (const { id, description, media } of tour.steps) {
      check(!description.includes('%') || description.includes('%5B'), `words for ${id}, got ${description}`);
      const picture = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, media.svg)));
      check(picture.startsWith('<svg') && picture.includes('var(--vscode-') && media.altText.length > 10, `a themed picture for ${id}`);
      const buttons = [...description.matchAll(/\]\(command:([\w.]+)/g)].map((m) => m[1]!);
      check(buttons.length > 0 && buttons.every((b) => known.has(b)), `commands behind the buttons of ${id}, got ${buttons}`);
    }
  });
  test('Open an example: an unsaved copy with findings', async () => {
    await vscode.commands.executeCommand('haproxy.openExample', 'socketio.cfg');
    const document = await until('the document', () => vscode.window.activeTextEditor?.document);
    check(document.isUntitled && document.languageId === 'haproxy' && document.getText().includes('chat_nodes'), `an unsaved copy, got ${document.uri}`);
    await until('findings in it', () => findings(document).length > 1);
  });
  test('Report an issue is there', async () => { check((await vscode.commands.getCommands()).includes('haproxy.reportIssue'), 'the command'); });
  test('Check with HAProxy answers, and in a browser runs nothing', async () => {
    const document = await scratch('frontend www\n    bind :80\n    timeout server 1m\n');
    await until('the finding', () => findings(document).length);
    const answer = await vscode.commands.executeCommand<CheckAnswer | undefined>('haproxy.checkWithHAProxy', document.uri.toString());
    if (typeof process === 'undefined' || !process.versions?.node) check(answer === undefined, `no answer in a browser, got ${JSON.stringify(answer)}`);
    else check(answer?.state === 'done' || answer?.state === 'no program', `an answer, got ${JSON.stringify(answer)}`);
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
