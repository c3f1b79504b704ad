// Names, links, lenses and hints over the protocol.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CodeLens, DocumentHighlight, DocumentLink, InlayHint, InlayHintLabelPart, LinkedEditingRanges, Location, LocationLink, Range, WorkspaceEdit } from 'vscode-languageserver';
import type { Client } from './client.mjs';
import { type Options, withServer } from './withServer.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
const TEXT = `defaults
    mode http
    timeout client 50s
    timeout server 1m

frontend www
    bind :443 ssl crt site.pem
    acl is_ws hdr(Upgrade) -i websocket
    use_backend ws if is_ws
    default_backend app

backend app
    timeout queue 5000
    server a 127.0.0.1:8001

backend ws
    server b 127.0.0.1:8002
`;
const document = { uri: URI };
const at = (line: number, character: number): { textDocument: typeof document; position: { line: number; character: number } } => ({ textDocument: document, position: { line, character } });
const span = (r: Range): string => `${r.start.line}:${r.start.character}-${r.end.character}`;

const session = (what: string, options: Options, run: (c: Client) => Promise<void>): void => { test(what, { timeout: 60_000 }, () => withServer(options, async (c) => { c.open(URI, TEXT); await run(c); })); };

session('definition, references, highlights, linked editing', {}, async (c) => {
  for (const can of ['definitionProvider', 'referencesProvider', 'documentHighlightProvider', 'linkedEditingRangeProvider', 'callHierarchyProvider'] as const) assert.equal(c.init.capabilities[can], true, can);
  const links = await c.request<LocationLink[]>('textDocument/definition', at(8, 17));
  assert.deepEqual(links.map((l) => [l.targetUri, span(l.targetSelectionRange), l.targetRange.end.line, span(l.originSelectionRange!)]), [[URI, '15:8-10', 16, '8:16-18']]);
  const all = await c.request<Location[]>('textDocument/references', { ...at(15, 9), context: { includeDeclaration: true } });
  assert.deepEqual(all.map((l) => span(l.range)), ['8:16-18', '15:8-10']);
  assert.deepEqual((await c.request<Location[]>('textDocument/references', { ...at(15, 9), context: { includeDeclaration: false } })).map((l) => span(l.range)), ['8:16-18']);
  const marks = await c.request<DocumentHighlight[]>('textDocument/documentHighlight', at(7, 10));
  assert.deepEqual(marks.map((m) => [span(m.range), m.kind]), [['7:8-13', 3], ['8:22-27', 2]]);
  const linked = await c.request<LinkedEditingRanges>('textDocument/linkedEditingRange', at(7, 10));
  assert.deepEqual(linked.ranges.map(span), ['7:8-13', '8:22-27']);
  assert.equal(await c.request('textDocument/definition', at(1, 6)), null);
});

session('rename: the range, the edit with the version, a refusal that says why', {}, async (c) => {
  assert.deepEqual(await c.request('textDocument/prepareRename', at(11, 9)), { range: { start: { line: 11, character: 8 }, end: { line: 11, character: 11 } }, placeholder: 'app' });
  assert.equal(await c.request('textDocument/prepareRename', at(1, 6)), null);
  const edit = await c.request<WorkspaceEdit>('textDocument/rename', { ...at(11, 9), newName: 'web' }), [change] = edit.documentChanges!;
  assert.ok(change && 'textDocument' in change);
  assert.deepEqual(change.textDocument, { uri: URI, version: 1 });
  assert.deepEqual(change.edits.map((e) => 'range' in e && 'newText' in e ? `${span(e.range)} ${e.newText}` : ''), ['9:20-23 web', '11:8-11 web']);
  await assert.rejects(c.request('textDocument/rename', { ...at(11, 9), newName: 'ws' }), (e: Error & { code?: number }) => e.code === -32803 && /'ws' exists already: backend in line 16/.test(e.message));
  await assert.rejects(c.request('textDocument/rename', { ...at(11, 9), newName: 'a b' }), /letters, digits/);
});

session('document links and the call hierarchy', {}, async (c) => {
  const links = await c.request<DocumentLink[]>('textDocument/documentLink', { textDocument: document });
  assert.deepEqual(links.map((l) => [span(l.range), l.target]), [['6:22-30', 'file:///etc/haproxy/site.pem']]);
  const [item] = await c.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(8, 17));
  assert.deepEqual([item?.name, item?.detail], ['ws', 'backend']);
  const incoming = await c.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  assert.deepEqual(incoming.map((i) => [i.from.name, i.fromRanges.map(span)]), [['www', ['8:16-18']]]);
  const outgoing = await c.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
  assert.deepEqual(outgoing.map((o) => [o.to.name, o.to.detail]), [['b', '127.0.0.1:8002']]);
});

session('lenses and hints say more when they are resolved; settings switch them', { initializationOptions: { showsReferences: true } }, async (c) => {
  const lenses = await c.request<CodeLens[]>('textDocument/codeLens', { textDocument: document });
  assert.deepEqual(lenses.map((l) => [l.range.start.line, l.command]), [[0, undefined], [5, undefined], [11, undefined], [15, undefined]]);
  const lens = await c.request<CodeLens>('codeLens/resolve', lenses[3]);
  assert.equal(lens.command?.title, '1 reference · WebSocket: idle limit 50s');
  assert.equal(lens.command?.command, 'haproxy.showReferences');
  assert.deepEqual(((lens.command?.arguments?.[2] ?? []) as Location[]).map((l) => span(l.range)), ['8:16-18']);
  const hints = await c.request<InlayHint[]>('textDocument/inlayHint', { textDocument: document, range: { start: { line: 5, character: 0 }, end: { line: 12, character: 0 } } });
  const label = (h: InlayHint): string => (h.label as InlayHintLabelPart[]).map((p) => p.value).join('');
  assert.deepEqual(hints.map((h) => [h.position.line, label(h)]), [[5, 'client 50s'], [11, 'server 1m'], [12, 'ms']]);
  const resolved = await c.request<InlayHint>('inlayHint/resolve', hints[0]), [part] = resolved.label as InlayHintLabelPart[];
  assert.equal(part?.tooltip, 'timeout client of defaults, line 3');
  assert.equal(part?.location?.uri, URI);
  c.configure({ haproxy: { codeLens: { references: false }, inlayHints: { units: false } } });
  const fewer = await c.request<CodeLens[]>('textDocument/codeLens', { textDocument: document });
  assert.deepEqual(fewer.map((l) => l.range.start.line), [5, 15]);
  const still = await c.request<InlayHint[]>('textDocument/inlayHint', { textDocument: document, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } });
  assert.ok(still.every((h) => !label(h).includes('ms')) && still.length > 0);
});

session('a client that cannot show references gets the words alone', {}, async (c) => {
  const [lens] = await c.request<CodeLens[]>('textDocument/codeLens', { textDocument: document });
  assert.deepEqual((await c.request<CodeLens>('codeLens/resolve', lens)).command, { title: '3 references', command: '' });
});
