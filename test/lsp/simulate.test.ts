// What the request simulator answers over the wire: a request, one made from the file, an edit in between; handshakes and their lens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Handshake, Simulated } from '../../server/src/lsp/protocol.ts';
import { type Client, start } from './client.mjs';
import { type Options, withServer } from './withServer.ts';

const URI = 'file:///work/haproxy.cfg';
const CONFIG = 'defaults\n    mode http\nfrontend www\n    bind :80\n    acl up hdr(Upgrade) -i websocket\n    use_backend chat if up { path_beg /chat }\n    default_backend pages\nbackend chat\n    server s 127.0.0.1:1\nbackend pages\n    server p 127.0.0.1:2\n';
const PLAIN = { method: 'GET', target: '/', headers: [{ name: 'Host', value: 'a' }], http2: false, tls: false, sni: '', source: '127.0.0.1' };

const session = (what: string, run: (c: Client) => Promise<void>, options: Options = {}): void => { test(what, { timeout: 60_000 }, () => withServer(options, run)); };
const simulated = (c: Client, params: object): Promise<Simulated | null> => c.request('haproxy/simulate', params) as Promise<Simulated | null>;

session('a request, and the same after an edit', async (c) => {
  c.open(URI, CONFIG);
  const first = (await simulated(c, { uri: URI, request: PLAIN }))!;
  assert.deepEqual([first.entry, first.files, first.outcomes.map((o) => o.backend), first.steps.map((s) => [s.at.line, s.verdict])], ['frontend www :80', [URI], ['pages'], [[5, 'no'], [6, 'yes']]]);
  c.notify('textDocument/didChange', { textDocument: { uri: URI, version: 2 }, contentChanges: [{ range: { start: { line: 6, character: 20 }, end: { line: 6, character: 25 } }, text: 'chat' }] });
  assert.deepEqual((await simulated(c, { uri: URI, request: PLAIN, entry: first.entry }))!.outcomes.map((o) => o.backend), ['chat']);
  assert.equal(await simulated(c, { uri: 'file:///nowhere.cfg', request: PLAIN }), null);
});

session('without a request: the handshake that fits the file', async (c) => {
  c.open(URI, CONFIG);
  const s = (await simulated(c, { uri: URI }))!;
  assert.deepEqual([s.request.target, s.outcomes.map((o) => [o.backend, o.socket])], ['/chat', [['chat', true]]]);
  assert.ok(s.request.headers.some((h) => h.name === 'Upgrade'));
});

session('handshakes of a line, and of the file', async (c) => {
  c.open(URI, CONFIG);
  const all = await c.request('haproxy/handshakes', { uri: URI, line: 2 }) as Handshake[];
  assert.deepEqual(all.map((h) => [h.backend, h.url, h.arrives, h.commands.map((x) => x.tool)]), [['backend chat', 'ws://localhost/chat', true, ['curl', 'websocat']]]);
  assert.deepEqual(await c.request('haproxy/handshakes', { uri: URI }), all);
  assert.equal(await c.request('haproxy/handshakes', { uri: 'file:///nowhere.cfg' }), null);
});

test('the lens comes to a client that can try', { timeout: 60_000 }, async () => {
  for (const [options, want] of [[{ triesHandshakes: true }, [[URI, 2]]], [{}, []]] as const) {
    const c = await start({ initializationOptions: options });
    try {
      c.open(URI, CONFIG);
      const lenses = await c.request('textDocument/codeLens', { textDocument: { uri: URI } }) as { command?: { command: string; arguments: unknown[] } }[];
      assert.deepEqual(lenses.filter((l) => l.command?.command === 'haproxy.tryHandshake').map((l) => l.command!.arguments), want);
    } finally { c.child.kill('SIGKILL'); }
  }
});
