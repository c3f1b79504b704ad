#!/usr/bin/env node
// The server in a Node process: stdio for any editor, IPC for VS Code.
import { hurry, unhurried } from './quick.ts';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { Core } from './engine/core.ts';
import { encoder } from './lsp/encoder.ts';
import { serve } from './lsp/server.ts';
import { oneWrite } from './oneWrite.ts';

/** Larger files are not read by the server itself; an editor may still open them. */
const LARGEST = 64 * 2 ** 20;
hurry();

const pathOf = (uri: string): string | null => { try { return uri.startsWith('file:') ? fileURLToPath(uri) : null; } catch { return null; } };

/** How a client says where it listens. */
const CHANNEL = /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/;
if (!process.argv.some((a) => CHANNEL.test(a))) {
  const asked = process.argv.includes('--help') || process.argv.includes('-h');
  (asked ? process.stdout : process.stderr).write('haproxy-ws-server speaks the language server protocol with an editor, which starts it with --stdio (or --node-ipc, --socket=port, --pipe=name).\nTo check files, use haproxy-ws check.\n');
  process.exit(asked ? 0 : 2);
}

// over stdio with our own encoder; VS Code's IPC, pipes and sockets as the library reads them from the command line
const connection = process.argv.includes('--stdio')
  ? createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(oneWrite(process.stdout), { contentTypeEncoder: encoder }))
  : createConnection(ProposedFeatures.all);
// the client is gone: without its end of the pipe there is nothing left to serve
if (process.argv.includes('--stdio')) process.stdin.on('end', () => process.exit(1));

serve(connection, {
  now: () => performance.now(),
  pause: () => new Promise((r) => setImmediate(r)),
  calm: unhurried,
  findProgram: async (asked) => (await import('./programs.ts')).findProgram(asked),
  check: async (asked, cancelled) => (await import('./programs.ts')).check(asked, cancelled),
  pathOf,
  files: {
    async read(uri) {
      const path = pathOf(uri);
      if (!path) return null;
      try { const s = await stat(path); return s.isFile() && s.size <= LARGEST ? await readFile(path, 'utf8') : null; } catch { return null; }
    },
    async stream(uri) {
      const path = pathOf(uri);
      if (!path) return null;
      try { const s = await stat(path); return s.isFile() ? { bytes: s.size, pieces: createReadStream(path, { highWaterMark: 1 << 16, encoding: 'utf8' }) as AsyncIterable<string> } : null; } catch { return null; }
    },
    async list(uri) {
      const path = pathOf(uri);
      if (!path) return null;
      try { return (await readdir(path, { withFileTypes: true })).map((e) => ({ name: e.name, folder: e.isDirectory() })); } catch { return null; }
    },
  },
});

/** Milliseconds after which a client that started us ahead is still getting ready itself. */
const IDLE_MS = 20;
// Meanwhile what the first document needs is read and made, by a small one.
if (process.send) {
  const timer = setTimeout(() => {
    const engine = new Core(), uri = 'file:///haproxy.cfg';
    engine.open(uri, 0, 'global\n    log 127.0.0.1:514 local0\ndefaults\n    mode http\n    timeout client 1m\nfrontend www\n    bind :80\n    acl a path_beg /a\n    use_backend app if a\nbackend app\n    server app 127.0.0.1:80 check\n');
    engine.work(uri);
  }, IDLE_MS);
  process.once('message', () => clearTimeout(timer));
}
