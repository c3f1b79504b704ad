// The language server in a web worker.
import { type ExtensionContext, type LogOutputChannel, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { options } from './options.ts';

export function makeClient(context: ExtensionContext, output: LogOutputChannel): LanguageClient {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js');
  return new LanguageClient('haproxy', 'HAProxy', async () => {
    // Reader and writer are made here: the host's `Worker` is a stand-in that the client's `instanceof` does not know.
    const worker = new Worker(await address(script));
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  }, options(output));
}

/** A worker cannot be loaded from a remote address, but it can from a blob made of the same bytes. */
async function address(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const code = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([code as BlobPart], { type: 'text/javascript' }));
}
