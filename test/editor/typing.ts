// What happens while a person types: indentation, headers that go to the margin, names that change together.
import * as vscode from 'vscode';
import { check, closeAll, scratch, until } from './window.ts';

/** `|` in both is the cursor. */
const CASES: readonly { name: string; text: string; keys: string; is: string }[] = [
  { name: 'Enter behind a header indents', text: 'frontend www|', keys: '\nbind', is: 'frontend www\n    bind|' },
  { name: 'Enter behind a statement keeps its indentation', text: 'frontend www\n  bind :80|', keys: '\nmode', is: 'frontend www\n  bind :80\n  mode|' },
  { name: 'Enter on an empty line at the margin stays there', text: 'frontend www\n    bind :80\n|\nbackend app\n', keys: '\nx', is: 'frontend www\n    bind :80\n\nx|\nbackend app\n' },
  { name: 'a header typed with indentation goes to the margin', text: 'frontend www\n    bind :80\n    |', keys: 'backend app', is: 'frontend www\n    bind :80\nbackend app|' },
  { name: 'Enter inside a comment continues it', text: '# one |two', keys: '\n', is: '# one \n# |two' },
];

suite('typing', () => {
  teardown(closeAll);
  for (const { name, text, keys, is } of CASES) test(name, async () => {
    const at = text.indexOf('|'), start = text.slice(0, at) + text.slice(at + 1);
    let now = '';
    // the editor minds indentation once it has coloured the lines above, which a person never outruns
    await until(() => `${JSON.stringify(is)}, got ${JSON.stringify(now)}`, async () => {
      await closeAll();
      const document = await scratch(start), editor = vscode.window.activeTextEditor;
      check(editor?.document === document, 'the editor of the document');
      editor.options = { insertSpaces: true, tabSize: 4 };
      const place = document.positionAt(at);
      editor.selection = new vscode.Selection(place, place);
      await new Promise((r) => { setTimeout(r, 50); });
      for (const key of keys) await vscode.commands.executeCommand('type', { text: key });
      const offset = document.offsetAt(editor.selection.active), typed = document.getText();
      now = `${typed.slice(0, offset)}|${typed.slice(offset)}`;
      return now === is;
    });
  });

  test('a name and its uses are offered to change together', async () => {
    const document = await scratch('frontend www\n    default_backend app\nbackend app\n');
    // what the editor itself asks when the cursor rests in a name; columns from 1
    let answer: { ranges?: unknown[] } | undefined;
    await until(() => `two places, got ${JSON.stringify(answer)}`, async () => {
      answer = await vscode.commands.executeCommand('_executeLinkedEditingProvider', document.uri, { lineNumber: 3, column: 10 });
      return answer?.ranges?.length === 2;
    });
  });
});
