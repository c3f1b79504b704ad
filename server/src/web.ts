// The server in a web worker.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './lsp/server.ts';

// `setTimeout` would wait 4 ms each time; a message to oneself does not.
const { port1, port2 } = new MessageChannel();
let waiting: (() => void)[] = [];
port1.onmessage = () => { const now = waiting; waiting = []; for (const w of now) w(); };
const worker = globalThis as unknown as DedicatedWorkerGlobalScope;
serve(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)), {
  now: () => performance.now(),
  pause: () => new Promise<void>((r) => { waiting.push(r); port2.postMessage(0); }),
});
