// Entry of the desktop and remote extension host. The language client is a bundle of its own, loaded when the
// first HAProxy document is there: looking at a foreign .cfg must cost nothing.
import type { ExtensionContext } from 'vscode';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
export function activate(context: ExtensionContext): Client {
  client = startClient(context, () => import('./node.js'), true);
  return client;
}
export const deactivate = (): Promise<void> | undefined => client?.stop();
