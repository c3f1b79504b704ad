// Scripted sessions with the built server over stdio, as any editor has them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, Diagnostic, Hover, TextEdit } from 'vscode-languageserver';
import { type Client, type Pulled, start } from './client.mjs';
import { type Options, withServer } from './withServer.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
/** One warning (`timeout server` in a frontend), with a safe fix. */
const ILL = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n    timeout server 1m\nfrontend web\n    bind :8080\n    timeout server 30s\n    default_backend app\nbackend app\n    server a 127.0.0.1:8000\n';
const FIXED = ILL.replace('    timeout server 30s\n', '').replace('\nbackend app\n', '\nbackend app\n    timeout server 30s\n');
const WARNING = 'timeout-in-wrong-section';
const codes = (list: readonly Diagnostic[] | undefined): unknown[] => (list ?? []).map((d) => d.code);
const span = (l1: number, c1: number, l2: number, c2: number): { start: { line: number; character: number }; end: { line: number; character: number } } => ({ start: { line: l1, character: c1 }, end: { line: l2, character: c2 } });

const session = (what: string, options: Options, run: (c: Client) => Promise<void>): void => { test(what, { timeout: 60_000 }, () => withServer(options, run)); };

/** Applies text edits as an editor does: positions are those of the text before any of them. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((m) => m.index + m[0].length)];
  const at = (p: { line: number; character: number }): number => starts[p.line]! + p.character;
  return edits.map((e, i) => ({ from: at(e.range.start), to: at(e.range.end), put: e.newText, i })).sort((a, b) => b.from - a.from || b.i - a.i)
    .reduce((t, e) => t.slice(0, e.from) + e.put + t.slice(e.to), text);
}

session('initialize says what the server can do', {}, async (c) => {
  const { capabilities: can, serverInfo } = c.init;
  assert.equal(serverInfo?.name, 'haproxy-ws');
  assert.equal(can.positionEncoding, 'utf-16');
  assert.deepEqual(can.textDocumentSync, { openClose: true, change: 2, save: true });
  assert.ok(can.hoverProvider && can.codeActionProvider && can.diagnosticProvider);
  await c.until(() => c.seen.includes('client/registerCapability'), 'the registration for changes of settings');
});

session('pull: full with an id, then unchanged, then full again; every finding leads to its page', {}, async (c) => {
  c.open(URI, ILL);
  const first = await c.pull(URI);
  assert.equal(first.kind, 'full');
  assert.deepEqual(codes(first.items), [WARNING]);
  assert.match(first.items![0]!.codeDescription!.href, /docs\/rules\/timeout-in-wrong-section\.md$/);
  assert.equal(first.items![0]!.source, 'haproxy');
  assert.deepEqual(first.items![0]!.range.start, { line: 7, character: 4 });
  assert.deepEqual(await c.pull(URI, first.resultId), { kind: 'unchanged', resultId: first.resultId });
  c.change(URI, 2, [{ range: span(10, 4, 10, 10), text: 'server' }]);
  assert.equal((await c.pull(URI, first.resultId)).kind, 'unchanged', 'an edit that changes no finding');
  c.change(URI, 3, [{ range: span(0, 0, 0, 0), text: '# note\n' }]);
  const moved = await c.pull(URI, first.resultId);
  assert.equal(moved.kind, 'full');
  assert.equal(moved.items![0]!.range.start.line, 8);
  c.change(URI, 4, [{ range: span(8, 0, 9, 0), text: '' }]);
  assert.deepEqual((await c.pull(URI, moved.resultId)).items, []);
});

session('an id of an earlier life of the file is worth nothing', {}, async (c) => {
  c.open(URI, ILL);
  const old = await c.pull(URI);
  c.close(URI);
  c.open(URI, FIXED);
  const now = await c.pull(URI, old.resultId);
  assert.equal(now.kind, 'full');
  assert.deepEqual(now.items, []);
});

session('push for a client without pull: the newest text, with its version; nothing is left behind on close', { pull: false }, async (c) => {
  assert.equal(c.init.capabilities.diagnosticProvider, undefined);
  c.open(URI, ILL);
  assert.deepEqual(codes(await c.pushed(URI, 1)), [WARNING]);
  c.change(URI, 2, [{ range: span(7, 0, 8, 0), text: '' }]);
  assert.deepEqual(await c.pushed(URI, 2), []);
  c.change(URI, 3, [{ text: ILL }]);
  assert.deepEqual(codes(await c.pushed(URI, 3)), [WARNING]);
  c.close(URI);
  await c.until(() => c.published.get(URI)?.diagnostics.length === 0, 'the empty list');
});

session('a storm of edits, some before the answer to a pull: the last answer is right', {}, async (c) => {
  c.open(URI, ILL);
  const asked: Promise<unknown>[] = [];
  let version = 1;
  for (let i = 0; i < 300; i++) {
    c.change(URI, ++version, [{ range: span(6, 14, 6, 14), text: '1' }]);
    if (i % 7 === 0) { const p = c.pull(URI); if (i % 3 === 0) p.cancel(); asked.push(p.then(() => 'answered', (e: { code: number }) => e.code)); }
    c.change(URI, ++version, [{ range: span(6, 14, 6, 15), text: '' }]);
  }
  c.change(URI, ++version, [{ range: span(7, 0, 8, 0), text: '' }]);
  // RequestCancelled or ServerCancelled: no other error is an answer to a cancelled pull
  for (const a of await Promise.all(asked)) assert.ok(a === 'answered' || a === -32800 || a === -32802, String(a));
  assert.deepEqual((await c.pull(URI)).items, []);
});

session('a pull of a large file gives way to what comes in between', {}, async (c) => {
  const large = ILL + Array.from({ length: 20_000 }, (_, i) => `backend x${i}\n    server a 127.0.0.1:1\n`).join('');
  c.open(URI, large);
  const slow = c.pull(URI).then(() => 'answered', (e: { code: number; data?: { retriggerRequest?: boolean } }) => e);
  const hover = await c.request<Hover | null>('textDocument/hover', { textDocument: { uri: URI }, position: { line: 3, character: 8 } });
  assert.ok(hover === null || hover.contents !== undefined);
  const answer = await slow;
  assert.ok(answer === 'answered' || (typeof answer === 'object' && answer.data?.retriggerRequest === true));
  const stale = c.pull(URI);
  c.change(URI, 2, [{ range: span(7, 0, 8, 0), text: '' }]);
  stale.cancel();
  await stale.catch(() => {});
  const now = await c.pull(URI);
  assert.equal(now.kind, 'full');
  assert.ok(!codes(now.items).includes(WARNING));
});

session('settings: severity, off and version, changed while the file is open', { settings: { haproxy: { rules: { [WARNING]: 'error' } } } }, async (c) => {
  c.open(URI, ILL);
  const first = await c.pull(URI);
  assert.equal(first.items![0]!.severity, 1);
  c.configure({ haproxy: { rules: { [WARNING]: 'off' } } });
  await c.until(() => c.seen.includes('workspace/diagnostic/refresh'), 'the refresh');
  const off = await c.pull(URI, first.resultId);
  assert.equal(off.kind, 'full');
  assert.deepEqual(off.items, []);
  c.configure({ haproxy: { rules: { [WARNING]: 'hint' }, version: '2.6' } });
  const hint = await c.pull(URI, off.resultId);
  assert.equal(hint.items![0]!.severity, 4);
  for (const odd of [null, 7, 'x', [], { haproxy: null }, { haproxy: 'x' }, { haproxy: { rules: 3, version: { a: 1 }, websocket: [] } }, { haproxy: { rules: { [WARNING]: 'loud' } } }]) {
    c.configure(odd as object);
    assert.equal((await c.pull(URI)).items![0]!.severity, 2, `settings ${JSON.stringify(odd)}`);
  }
});

const EOLS = [['LF', '\n'], ['CRLF', '\r\n'], ['CR', '\r']] as const;
for (const [name, eol] of EOLS) for (const end of ['', 'no final line end']) session(`quick fix and fix-all keep ${name} ${end}`, {}, async (c) => {
  const as = (text: string): string => (end ? text.trimEnd() : text).replaceAll('\n', eol);
  const text = as(ILL);
  c.open(URI, text);
  const { items } = await c.pull(URI), finding = items!.find((d) => d.code === WARNING)!;
  const actions = await c.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: URI }, range: finding.range, context: { diagnostics: [finding], only: ['quickfix'] } });
  const fix = actions.find((a) => a.isPreferred && a.diagnostics?.[0]?.code === WARNING)!;
  assert.equal(fix.kind, 'quickfix');
  const [change] = fix.edit!.documentChanges as { textDocument: { uri: string; version: number }; edits: TextEdit[] }[];
  assert.deepEqual(change!.textDocument, { uri: URI, version: 1 });
  assert.equal(edited(text, change!.edits), as(FIXED));
  const all = await c.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: URI }, range: span(0, 0, 0, 0), context: { diagnostics: [], only: ['source.fixAll'] } });
  assert.equal(all.length, 1);
  assert.equal(all[0]!.kind, 'source.fixAll.haproxy-ws');
  const after = edited(text, (all[0]!.edit!.documentChanges as { edits: TextEdit[] }[])[0]!.edits);
  c.change(URI, 2, [{ text: after }]);
  assert.deepEqual((await c.pull(URI)).items, []);
  assert.deepEqual(await c.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: URI }, range: span(0, 0, 99, 0), context: { diagnostics: [], only: ['source.fixAll'] } }), []);
});

session('a byte order mark and columns in UTF-16', {}, async (c) => {
  c.open(URI, '\ufefffrontend web\n    bind :80 name \u{1f600} # haproxy-ws-ignore: nothing-here\n');
  const found = (await c.pull(URI)).items!.find((d) => d.code === 'unused-suppression')!;
  assert.deepEqual(found.range, span(1, 42, 1, 54));
});

const REQUESTS = ['textDocument/hover', 'textDocument/completion', 'textDocument/definition', 'textDocument/references', 'textDocument/documentHighlight', 'textDocument/signatureHelp', 'textDocument/prepareRename'];
session('requests on any position, document or shape get an answer or an error, and the server lives', {}, async (c) => {
  c.open(URI, ILL);
  await c.pull(URI);
  const ask = (method: string, params: unknown): Promise<unknown> => c.request(method, params).then((r) => r, (e: Error) => e);
  for (const method of REQUESTS) for (const position of [{ line: 0, character: 0 }, { line: 99_999, character: 0 }, { line: 7, character: 99_999 }, { line: -1, character: -5 }, { line: 11, character: 0 }]) {
    await ask(method, { textDocument: { uri: URI }, position, context: { includeDeclaration: true } });
    assert.equal(await ask(method, { textDocument: { uri: 'file:///not/open' }, position, context: {} }) instanceof Error ? 'error' : 'answer', 'answer', `${method} on a file that is not open`);
  }
  assert.equal(await ask('textDocument/hover', { textDocument: { uri: 'file:///not/open' }, position: { line: 0, character: 0 } }), null);
  for (const params of [null, undefined, {}, [], { textDocument: null }, { textDocument: { uri: 7 }, position: 'x' }]) for (const method of [...REQUESTS, 'textDocument/codeAction', 'textDocument/diagnostic']) await ask(method, params);
  assert.ok(await ask('no/such/method', {}) instanceof Error);
  c.notify('no/such/notification', {});
  c.notify('textDocument/didChange', { textDocument: { uri: 'file:///not/open', version: 3 }, contentChanges: [{ text: 'x' }] });
  c.notify('textDocument/didClose', { textDocument: { uri: 'file:///not/open' } });
  c.notify('$/cancelRequest', { id: 123_456 });
  c.raw('Content-Length: 9\r\n\r\n{"a": no}');
  assert.deepEqual(codes((await c.pull(URI)).items), [WARNING]);
  assert.ok((await ask('textDocument/hover', { textDocument: { uri: URI }, position: { line: 3, character: 8 } }) as Hover).contents);
});

session('typed key by key, as a person does', {}, async (c) => {
  c.open(URI, '');
  let version = 1, line = 0, character = 0, last: Pulled | null = null;
  for (const key of ILL) {
    c.change(URI, ++version, [{ range: span(line, character, line, character), text: key }]);
    if (key === '\n') { line++; character = 0; } else character++;
    if (character % 5 === 0) { const p = await c.pull(URI, last?.resultId); if (p.kind === 'full') last = p; }
  }
  assert.deepEqual(codes((await c.pull(URI)).items), [WARNING]);
});

test('exit without shutdown ends the server; so does the end of its input', { timeout: 30_000 }, async () => {
  const a = await start();
  a.notify('exit', undefined);
  assert.notEqual((await a.exited).code, null);
  const b = await start();
  b.child.stdin!.end();
  assert.ok(await b.exited);
});
