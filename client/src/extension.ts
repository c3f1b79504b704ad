// Entry of the desktop and remote extension host. The language client is a bundle of its own, loaded when the
// first HAProxy document is there: looking at a foreign .cfg must cost nothing.
import type { ExtensionContext } from 'vscode';
import { type Client, startClient, type Transport } from './client.ts';
import { startProcess } from './process.ts';

let client: Client | undefined;
export function activate(context: ExtensionContext): Client {
  client = startClient(context, async (): Promise<Transport> => {
    const first = startProcess(context);
    try {
      const { makeClient } = await import('./node.js');
      return { makeClient: (c, output) => makeClient(c, output, first) };
    } catch (e) {
      first.kill();
      throw e;
    }
  }, true);
  return client;
}
export const deactivate = (): Promise<void> | undefined => client?.stop();
