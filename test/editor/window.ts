// What the tests ask of the editor's window, in few words.
import * as vscode from 'vscode';

export const ID = 'haproxy-ws.haproxy-ws';

export function check(ok: unknown, what: string): asserts ok {
  if (!ok) throw new Error(`expected: ${what}`);
}

type Answer<T> = Exclude<T, undefined | null | false | 0 | ''>;
/** Asks again until there is an answer: the window learns of things one after the other. */
export async function until<T>(what: string | (() => string), probe: () => T | Promise<T>, ms = 20_000): Promise<Answer<T>> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await probe();
    if (value) return value as Answer<T>;
    if (Date.now() > end) throw new Error(`timed out: ${typeof what === 'string' ? what : what()}`);
    await new Promise((r) => setTimeout(r, 50));
  }
}

/** Writes a file into the workspace folder and shows it. */
export async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  check(root, 'a workspace folder');
  const file = vscode.Uri.joinPath(root, name);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/**
 * A shown document without a file. It may have the address of a closed one, and then the editor now and then restores the text that it kept
 * of that in place of the one given.
 */
export async function scratch(text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'haproxy', content: text });
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (document.getText() !== text) await editor.edit((e) => e.replace(new vscode.Range(0, 0, document.lineCount, 0), text));
  check(document.getText() === text, 'the text that was asked for');
  return document;
}

export const closeAll = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor').then(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

/** Our findings, as they stand in the Problems list. */
export const findings = (document: vscode.TextDocument): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === 'haproxy');
export const ruleOf = (d: vscode.Diagnostic): string => String(typeof d.code === 'object' ? d.code.value : d.code);

export function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  check(at >= 0, `"${text}" in the document`);
  return document.positionAt(at + 1);
}
