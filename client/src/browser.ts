// Entry of the web extension host: nothing but the transport (a web worker).
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;

export function activate(context: ExtensionContext): Client {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js');
  client = startClient(context, (id, name, options) =>
    new LanguageClient(id, name, async () => new Worker(await workerAddress(script)), options));
  return client;
}

export const deactivate = (): Promise<void> | undefined => client?.stop();

/** A worker cannot be loaded from a remote address, but it can from a blob made of the same bytes. */
async function workerAddress(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const code = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([code as BlobPart], { type: 'text/javascript' }));
}
