// The server in a Node process: stdio for any editor, IPC for VS Code.
import { performance } from 'node:perf_hooks';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './lsp/server.ts';

serve(createConnection(ProposedFeatures.all), { now: () => performance.now(), pause: () => new Promise((r) => setImmediate(r)) });
