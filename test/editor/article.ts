// The whole way on examples/article.cfg: findings, hover, quick fixes until none is left, save. The runner outside then asks
// real HAProxy what it thinks of the saved file.
import * as vscode from 'vscode';
import article from '../../examples/article.cfg';
import { check, findings, open, placeOf, ruleOf, until } from './window.ts';

suite('examples/article.cfg', () => {
  let document: vscode.TextDocument;
  suiteSetup(async () => {
    document = await open('article.cfg', article);
  });

  test('findings appear, each with a page to read on', async () => {
    const found = await until('findings', () => findings(document).length && findings(document));
    for (const rule of ['log-format-fetch-too-late', 'httpchk-headers-in-version']) check(found.some((d) => ruleOf(d) === rule), `${rule}, got ${found.map(ruleOf)}`);
    for (const d of found) check(typeof d.code === 'object' && d.code.target.path.endsWith(`${ruleOf(d)}.md`), `a page for ${ruleOf(d)}`);
  });

  test('hover on timeout tunnel', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, placeOf(document, 'timeout tunnel'));
    const text = hovers.flatMap((h) => h.contents).map((c) => (typeof c === 'string' ? c : c.value)).join('\n');
    check(text.includes('101'), `what it means after the 101, got: ${text}`);
  });

  test('quick fixes leave no finding', async () => {
    for (let round = 0; ; round++) {
      const [finding] = findings(document);
      if (!finding) break;
      check(round < 20, `an end, still there: ${findings(document).map(ruleOf)}`);
      const fix = await until(`a quick fix for ${ruleOf(finding)}`, async () => {
        const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, finding.range, vscode.CodeActionKind.QuickFix.value, 5);
        const edits = actions.filter((a) => a.edit);
        return edits.find((a) => a.isPreferred) ?? edits[0];
      });
      const before = findings(document).length;
      check(fix.edit && (await vscode.workspace.applyEdit(fix.edit)), `the edit of "${fix.title}" to apply`);
      await until(`fewer findings after "${fix.title}"`, () => findings(document).length < before);
    }
    check(document.getText() !== article, 'another text than before');
  });

  test('saved', async () => {
    check(await document.save(), 'the file to be saved');
    check(!document.isDirty, 'nothing unsaved');
  });
});
