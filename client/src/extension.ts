// Entry of the desktop and remote extension host: nothing but the transport (Node IPC).
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;

export function activate(context: ExtensionContext): Client {
  const module = context.asAbsolutePath('dist/server.js');
  client = startClient(context, (id, name, options) =>
    new LanguageClient(
      id,
      name,
      {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
      },
      options,
    ));
  return client;
}

export const deactivate = (): Promise<void> | undefined => client?.stop();
