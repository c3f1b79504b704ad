// The language server as a Node process beside the extension host, spoken to over Node's IPC.
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { IPCMessageReader, IPCMessageWriter, LanguageClient, State } from 'vscode-languageclient/node';
import { options } from './options.ts';
import { endSoon, hasEnded, startProcess } from './process.ts';

/** @param first the process that was started ahead; each later start makes one of its own */
export function makeClient(context: ExtensionContext, output: LogOutputChannel, first: ChildProcess): LanguageClient {
  let ahead: ChildProcess | null = first, current: ChildProcess | null = null;
  const client = new LanguageClient('haproxy', 'HAProxy', async () => {
    const child = ahead && !hasEnded(ahead) ? ahead : startProcess(context);
    ahead = null;
    current = child;
    if (child.pid === undefined) throw new Error('the language server could not be started');
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => output.info(line));
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => output.error(line));
    child.once('exit', (code, signal) => { if (signal ?? code) output.error(`Server process exited with ${signal ? `signal ${signal}` : `code ${code}`}.`); });
    return { reader: new IPCMessageReader(child), writer: new IPCMessageWriter(child) };
  }, options(output));
  client.onDidChangeState(({ newState }) => {
    if (newState !== State.Stopped || !current) return;
    if (!hasEnded(current)) endSoon(current);
    current = null;
  });
  return client;
}
