// In the extension host of a fresh window: the milliseconds from opening a file to its first finding. Two files of the same size, each with a
// fault; the folder's name tells which one is measured. One line of the log carries the result.
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';

export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('no workspace folder');
  const beside = vscode.Uri.joinPath(folder, '..', 'files', vscode.workspace.name ?? ''), [file] = (await vscode.workspace.fs.readDirectory(beside)).map(([name]) => name), uri = vscode.Uri.joinPath(folder, file!);
  await new Promise((r) => setTimeout(r, 2000)); // the window comes to rest
  // only now: a file that is there from the start may wake what is to be measured
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(beside, file!), uri, { overwrite: true });
  await new Promise((r) => setTimeout(r, 500));
  const id = file!.endsWith('.json') ? 'vscode.json-language-features' : 'haproxy-ws.haproxy-ws', extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`no extension ${id}`);
  const head = extension.isActive; // something else has woken it: its start would not be in the time
  let opened = 0, begun = 0, active = 0;
  const found = new Promise<{ ms: number; findings: number }>((resolve, reject) => {
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const ms = performance.now() - begun, findings = vscode.languages.getDiagnostics(uri).length;
      if (findings > 0 && uris.some((u) => u.toString() === uri.toString())) resolve({ ms, findings });
    });
    setTimeout(() => reject(new Error('no finding in 30 s')), 30_000);
  });
  const look = setInterval(() => { if (extension.isActive) { active = performance.now() - begun; clearInterval(look); } }, 5);
  begun = performance.now();
  const document = await vscode.workspace.openTextDocument(uri);
  opened = performance.now() - begun;
  await vscode.window.showTextDocument(document);
  const { ms, findings } = await found;
  console.log(`[first] ${JSON.stringify({ file, head, ms, opened, active, findings, lines: document.lineCount, bytes: document.getText().length, language: document.languageId })}`);
}
