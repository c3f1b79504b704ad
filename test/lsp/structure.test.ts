// The shape of a document over stdio: hover, outline, symbols, folding, selections, formatting.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import type { DocumentSymbol, FoldingRange, Hover, SelectionRange, SymbolInformation, TextEdit } from 'vscode-languageserver';
import type { Client } from './client.mjs';
import { type Options, withServer } from './withServer.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
const TEXT = '# about\n# this file\nglobal\nmaxconn 1\n\nfrontend www\n    bind :80\n    acl is_ws hdr(Upgrade) -i websocket\n    use_backend be_ws if is_ws\n\nbackend be_ws\n    timeout tunnel 1h\n    server s1 127.0.0.1:1\n';
const document = { textDocument: { uri: URI } }, FORMAT = { tabSize: 4, insertSpaces: true };
const range = (l1: number, c1: number, l2: number, c2: number): { start: { line: number; character: number }; end: { line: number; character: number } } => ({ start: { line: l1, character: c1 }, end: { line: l2, character: c2 } });

const session = (what: string, run: (c: Client) => Promise<void>, options: Options = {}): void => { test(what, { timeout: 60_000 }, () => withServer(options, run)); };

session('hover: text and range', async (c) => {
  c.open(URI, TEXT);
  const hover = await c.request('textDocument/hover', { ...document, position: { line: 11, character: 15 } }) as Hover;
  assert.deepEqual(hover.range, range(11, 4, 11, 18));
  assert.match((hover.contents as { kind: string; value: string }).value, /^\*\*timeout tunnel\*\* `1h`\n\nLongest silence of a WebSocket/);
  assert.equal(await c.request('textDocument/hover', { ...document, position: { line: 4, character: 0 } }), null);
});

session('outline, nested', async (c) => {
  c.open(URI, TEXT);
  const all = await c.request('textDocument/documentSymbol', document) as DocumentSymbol[];
  assert.deepEqual(all.map((s) => [s.name, s.detail, s.children?.map((x) => x.name)]), [['global', 'global', []], ['www', 'frontend', [':80', 'is_ws', 'use_backend be_ws']], ['be_ws', 'backend', ['s1']]]);
  assert.deepEqual(all[2]!.selectionRange, range(10, 8, 10, 13));
});

session('symbols of the workspace, right after opening', async (c) => {
  c.open(URI, TEXT);
  const found = await c.request('workspace/symbol', { query: 'bws' }) as SymbolInformation[];
  assert.deepEqual(found.map((s) => [s.name, s.containerName, s.location.uri, s.location.range.start.line]), [['be_ws', 'backend', URI, 10]]);
});

session('folding and selections', async (c) => {
  c.open(URI, TEXT);
  const folds = await c.request('textDocument/foldingRange', document) as FoldingRange[];
  assert.deepEqual(folds.map((f) => [f.startLine, f.endLine, f.kind]), [[0, 1, 'comment'], [2, 3, undefined], [5, 8, undefined], [10, 12, undefined]]);
  const [selection] = await c.request('textDocument/selectionRange', { ...document, positions: [{ line: 7, character: 20 }] }) as SelectionRange[], grown: string[] = [];
  for (let s: SelectionRange | undefined = selection; s; s = s.parent) grown.push(`${s.range.start.line}:${s.range.start.character}-${s.range.end.line}:${s.range.end.character}`);
  assert.deepEqual(grown.slice(0, 3), ['7:18-7:25', '7:14-7:26', '7:4-7:39']);
});

session('formatting: the document, and the line that Enter left', async (c) => {
  c.open(URI, TEXT);
  assert.deepEqual(await c.request('textDocument/formatting', { ...document, options: FORMAT }), [{ range: range(3, 0, 3, 0), newText: '    ' }]);
  assert.deepEqual(await c.request('textDocument/onTypeFormatting', { ...document, position: { line: 4, character: 0 }, ch: '\n', options: { tabSize: 4, insertSpaces: false } }), [{ range: range(3, 0, 3, 0), newText: '\t' }]);
});

session('formatting by .editorconfig, whatever the editor asks for', async (c) => {
  const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-format-'));
  try {
    writeFileSync(join(dir, '.editorconfig'), 'root = true\n[*.cfg]\nindent_style = space\nindent_size = 2\ninsert_final_newline = false\n');
    const uri = pathToFileURL(join(dir, 'haproxy.cfg')).href;
    c.open(uri, 'global\nmaxconn 1');
    assert.deepEqual(await c.request('textDocument/formatting', { textDocument: { uri }, options: FORMAT }) as TextEdit[], [{ range: range(1, 0, 1, 0), newText: '  ' }]);
  } finally { rmSync(dir, { recursive: true, force: true }); }
});
