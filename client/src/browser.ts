// Entry of the web extension host, which can load only one file: the language client is in it, but asleep.
import type { ExtensionContext } from 'vscode';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
export function activate(context: ExtensionContext): Client {
  client = startClient(context, () => import('./worker.ts'), false);
  return client;
}
export const deactivate = (): Promise<void> | undefined => client?.stop();
