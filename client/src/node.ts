// The language server as a Node process beside the extension host, spoken to over Node's IPC.
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { options } from './options.ts';

export function makeClient(context: ExtensionContext, output: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  return new LanguageClient('haproxy', 'HAProxy', {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  }, options(output));
}
