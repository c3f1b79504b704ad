// The language server's process. It is started before the language client's code is read: both take their time, and neither needs the other for it.
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type ExtensionContext, workspace } from 'vscode';

/** How long a server that was told to end may take. */
const PATIENCE_MS = 2000;

/** What the language client itself would start for a module over IPC: same arguments, environment and folder. Ends with the extension host. */
export function startProcess(context: ExtensionContext): ChildProcess {
  const debugged = process.execArgv.some((a) => /^--(?:debug|inspect)(?:-brk)?(?:=|$)/.test(a)), folder = workspace.workspaceFolders?.[0]?.uri;
  const child = fork(context.asAbsolutePath('dist/server.js'), ['--node-ipc', `--clientProcessId=${process.pid}`], {
    execArgv: debugged ? ['--nolazy', '--inspect=6009'] : [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ELECTRON_NO_ASAR: '1' },
    silent: true,
    ...(folder?.scheme === 'file' && existsSync(folder.fsPath) ? { cwd: folder.fsPath } : {}),
  });
  child.on('error', () => {}); // who waits for it looks at its end
  return child;
}

export const hasEnded = (child: ChildProcess): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null || !child.connected;

/** Kills what does not end by itself. */
export function endSoon(child: ChildProcess): void {
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  child.once('exit', () => clearTimeout(timer));
}
