// A small LSP client over stdio, for tests and the benchmark: it speaks the real protocol to the real server.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const WAIT_MS = 30_000;

/** What an editor of today can do. @param {boolean} pull with or without pull diagnostics */
const capabilities = (pull) => ({
  workspace: {
    configuration: true, didChangeConfiguration: { dynamicRegistration: true }, workspaceFolders: true, applyEdit: true,
    workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true },
  },
  textDocument: {
    synchronization: { didSave: true }, publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ['markdown'] }, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source', 'source.fixAll'] } }, isPreferredSupport: true },
    completion: { completionItem: { snippetSupport: true } }, definition: { linkSupport: true }, documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    ...(pull ? { diagnostic: { relatedDocumentSupport: true } } : {}),
  },
  general: { positionEncodings: ['utf-16'] },
});

/** @type {typeof import('./client.d.mts').start} */
export async function start({ command = [process.execPath, 'dist/server.js', '--stdio'], settings = {}, pull = true, rootUri = null, initializationOptions, locale } = {}) {
  const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '', nextId = 1, chunks = [], size = 0, need = -1;
  const pending = new Map(), published = new Map(), waiters = new Set(), log = [], seen = [];
  child.stderr.on('data', (d) => { stderr = (stderr + d).slice(-100_000); });
  child.stdin.on('error', () => {}); // the exit tells
  const raw = (text) => child.stdin.write(text);
  const send = (message) => { const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message })); child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`); child.stdin.write(body); };
  const wake = () => { for (const w of waiters) if (w.test()) { waiters.delete(w); w.done(); } };

  function handle(m) {
    if (m.method && m.id !== undefined) {
      seen.push(m.method);
      const get = (section) => (section ? section.split('.').reduce((o, k) => o?.[k], state.settings) ?? null : state.settings);
      send({ id: m.id, result: m.method === 'workspace/configuration' ? m.params.items.map((i) => get(i.section)) : null });
    } else if (m.method === 'textDocument/publishDiagnostics') published.set(m.params.uri, { ...m.params, count: (published.get(m.params.uri)?.count ?? 0) + 1 });
    else if (m.method === 'window/logMessage') log.push(m.params.message);
    else if (pending.has(m.id)) {
      const { resolve, reject } = pending.get(m.id);
      pending.delete(m.id);
      if (m.error) reject(Object.assign(new Error(m.error.message), { code: m.error.code, data: m.error.data })); else resolve(m.result);
    }
    wake();
  }
  child.stdout.on('data', (chunk) => {
    chunks.push(chunk); size += chunk.length;
    for (;;) {
      let all = chunks.length === 1 ? chunks[0] : null;
      if (need < 0) {
        all ??= Buffer.concat(chunks);
        const end = all.indexOf('\r\n\r\n');
        if (end < 0) { chunks = [all]; return; }
        need = Number(/content-length: *(\d+)/i.exec(all.subarray(0, end).toString())[1]);
        all = all.subarray(end + 4); chunks = [all]; size = all.length;
      }
      if (size < need) return;
      all ??= Buffer.concat(chunks);
      const body = all.subarray(0, need);
      chunks = [all.subarray(need)]; size = chunks[0].length; need = -1;
      handle(JSON.parse(body.toString()));
      if (size === 0) return;
    }
  });
  const exited = new Promise((resolve) => { child.on('exit', (code, signal) => {
    for (const p of pending.values()) p.reject(new Error(`the server ended with ${code ?? signal}: ${stderr.slice(-500)}`));
    pending.clear(); resolve({ code, signal }); wake();
  }); });
  const request = (method, params) => {
    const id = nextId++;
    const answer = new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); send({ id, method, params }); });
    answer.catch(() => {}); // whoever awaits it sees the error
    return Object.assign(answer, { id, cancel: () => notify('$/cancelRequest', { id }) });
  };
  const notify = (method, params) => send({ method, params });
  const until = (test, what = 'it') => test() ? Promise.resolve() : new Promise((resolve, reject) => {
    const timer = setTimeout(() => { waiters.delete(w); reject(new Error(`waited ${WAIT_MS} ms for ${what}; ${stderr.slice(-500)}`)); }, WAIT_MS);
    const w = { test, done: () => { clearTimeout(timer); resolve(); } };
    waiters.add(w);
  });

  const state = {
    settings, child, request, notify, raw, until, published, log, seen, exited, stderr: () => stderr, init: null, initMs: 0,
    open: (uri, text, version = 1) => notify('textDocument/didOpen', { textDocument: { uri, languageId: 'haproxy', version, text } }),
    change: (uri, version, contentChanges) => notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    close: (uri) => notify('textDocument/didClose', { textDocument: { uri } }),
    pull: (uri, previousResultId) => request('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId ? { previousResultId } : {}) }),
    configure(next) { state.settings = next; notify('workspace/didChangeConfiguration', { settings: null }); },
    async pushed(uri, version) { await until(() => { const p = published.get(uri); return p !== undefined && p.version >= version; }, `diagnostics of version ${version}`); return published.get(uri).diagnostics; },
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
      try { await request('shutdown'); notify('exit'); } catch { /* gone already */ }
      const end = await exited;
      clearTimeout(timer);
      return end;
    },
  };
  const t = performance.now();
  state.init = await request('initialize', { processId: process.pid, rootUri, workspaceFolders: rootUri ? [{ uri: rootUri, name: 'root' }] : null, capabilities: capabilities(pull), initializationOptions, ...(locale ? { locale } : {}) });
  state.initMs = performance.now() - t;
  notify('initialized', {});
  return state;
}
