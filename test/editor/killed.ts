// Only where the language server is a process: one that is killed is started again, and knows what is open.
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { check, closeAll, findings, ruleOf, scratch, until } from './window.ts';

/** Language servers that this extension host started. */
const servers = (): number[] => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).map(Number).filter((pid) => {
  try { return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]) === process.pid && /dist\/server\.js/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); } catch { return false; }
});

suite('a server that is killed', () => {
  teardown(closeAll);
  if (process.platform === 'linux') test('is started again, once, and answers for the text as it is now', async () => {
    const document = await scratch('frontend www\n    mode http\n    bind :80\n    timeout clinet 1m\n');
    await until('a finding', () => findings(document).length > 0);
    const [first, ...others] = servers();
    check(first !== undefined && others.length === 0, `one server, not ${[first, ...others].join(', ')}`);
    process.kill(first, 'SIGKILL');
    await until('another server', () => servers().some((pid) => pid !== first));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(4, 0), '    mod http\n');
    await vscode.workspace.applyEdit(edit);
    await until('a finding on the new line', () => findings(document).some((d) => d.range.start.line === 4 && ruleOf(d) !== ''));
    check(servers().length === 1, 'one server');
  });
  else console.log(`[mocha] ${process.platform}: what happens when the server is killed is NOT tested here`);
});
