// An address that a closed document had before, as `untitled:Untitled-1`, and files whose configuration stays open: whatever is asked, the
// newest text answers.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import type { Explained, PathModel, Simulated, Status } from '../../server/src/lsp/protocol.ts';
import { type Client, start } from './client.mjs';

const URI = 'untitled:Untitled-1';
/** Each life of the document has a backend of its own, and a finding if its number is odd. */
const text = (n: number): string => `defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\nfrontend www\n    bind :80\n${n % 2 ? '    timeout server 1m\n' : ''}    use_backend be_${n}\nbackend be_${n}\n    timeout tunnel 1m\n    server s 127.0.0.1:1\n`;
const line = (n: number): string => `127.0.0.1:40000 [22/Nov/2026:16:54:10.693] www be_${n}/s 0/0/1/2/60010 101 1324 - - cD-- 1/1/1/1/0 0/0 "GET /chat HTTP/1.1"`;
const start1 = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Every question about a whole configuration, all at once. */
async function asks(c: Client, uri: string, n: number): Promise<void> {
  const backend = `backend be_${n}`;
  const [log, path, simulated, hover, status, symbols, pulled] = await Promise.all([
    c.request<Explained>('haproxy/explain', { text: line(n), config: uri }), c.request<PathModel>('haproxy/path', { uri, view: {} }), c.request<Simulated>('haproxy/simulate', { uri }),
    c.request<{ contents: { value: string } } | null>('textDocument/hover', { textDocument: { uri }, position: { line: 7 + (n % 2), character: 20 } }),
    c.request<Status>('haproxy/status', { uri }), c.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri } }), c.pull(uri),
  ]);
  assert.match(log.explanation?.timeout?.text ?? '', new RegExp(`timeout tunnel 1m rules here \\(${backend},`), `life ${n}`);
  assert.deepEqual(path.nodes.filter((x) => x.kind === 'backend').map((x) => x.id), [backend]);
  assert.deepEqual(simulated.outcomes.map((o) => o.backend), [`be_${n}`]);
  assert.match(hover?.contents.value ?? '', new RegExp(`be_${n}`));
  assert.ok(status.files.includes(uri));
  assert.ok(symbols.some((s) => s.name.includes(`be_${n}`)) && !symbols.some((s) => new RegExp(`be_(?!${n}\\b)`).test(s.name)), JSON.stringify(symbols.map((s) => s.name)));
  assert.deepEqual(pulled.items?.map((d) => d.code), n % 2 ? ['timeout-in-wrong-section'] : []);
}

test('an address that is opened again has the text of its newest life', { timeout: 60_000 }, async () => {
  const c = await start();
  try {
    c.open(URI, text(0));
    await asks(c, URI, 0);
    let last = await c.pull(URI);
    for (let n = 1; n < 25; n++) {
      // the old life ends while it is asked, edited, or never looked at
      const given = n % 3 === 0 ? [c.pull(URI), c.request('haproxy/path', { uri: URI, view: {} }), c.request('haproxy/explain', { text: line(n), config: URI }), c.request('haproxy/simulate', { uri: URI })] : [];
      if (n % 4 === 1) c.change(URI, 2, [{ range: start1, text: '# edited\n' }]);
      if (n % 5 === 2) c.configure({ haproxy: { websocket: { pingInterval: `${n}s` } } }); // settings are asked for again meanwhile
      c.close(URI);
      if (n % 2) await c.request('haproxy/status', { uri: URI }).then((s) => assert.equal(s, null));
      c.open(URI, text(n), n % 7 ? 1 : 5);
      await Promise.all(given.map((g) => g.catch((e: { code?: number }) => assert.ok(e.code === -32802 || e.code === -32800, String(e)))));
      const now = await c.pull(URI, last.resultId);
      assert.equal(now.kind, 'full', `life ${n}: an id of an earlier one says nothing`);
      last = now;
      await asks(c, URI, n);
    }
    for (let n = 25; n < 60; n++) { c.close(URI); c.open(URI, text(n)); } // nobody asks in between
    await asks(c, URI, 59);
    assert.equal((await c.stop()).code, 0, c.stderr());
  } finally { c.child.kill('SIGKILL'); }
});

test('a text of more than a megabyte at the address of a small one, and the other way round', { timeout: 60_000 }, async () => {
  const c = await start(), large = (n: number): string => text(n) + '# a line that says nothing at all about anything\n'.repeat(25_000);
  try {
    for (let n = 0; n < 6; n++) {
      c.open(URI, n % 2 ? large(n) : text(n));
      if (n === 3) c.change(URI, 2, [{ range: start1, text: '' }]); // an edit before anybody looked
      if (n !== 4) await asks(c, URI, n);
      c.close(URI);
    }
    assert.equal((await c.stop()).code, 0, c.stderr());
  } finally { c.child.kill('SIGKILL'); }
});

test('a file of several: the editor lets go of it and opens it again with other text', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-reopened-')), one = join(folder, '1.cfg'), two = join(folder, '2.cfg'), first = pathToFileURL(one).href, second = pathToFileURL(two).href;
  const front = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\nfrontend www\n    bind :80\n', back = (n: number): string => `    default_backend be_${n}\nbackend be_${n}\n    timeout tunnel 1m\n    server s 127.0.0.1:1\n`;
  writeFileSync(one, front);
  writeFileSync(two, `frontend other\n    bind :81\n${back(99)}`);
  const c = await start({ rootUri: pathToFileURL(folder).href, settings: { haproxy: { files: ['1.cfg', '2.cfg'] } } });
  const backends = async (): Promise<string[]> => (await c.request<PathModel>('haproxy/path', { uri: first, view: {} })).nodes.filter((x) => x.kind === 'backend').map((x) => x.id);
  try {
    c.open(first, front);
    assert.deepEqual(await backends(), ['backend be_99'], 'the disk tells of the file that no editor has');
    for (let n = 0; n < 10; n++) {
      c.open(second, `frontend other\n    bind :81\n${back(n)}`);
      if (n % 2) assert.deepEqual(await backends(), [`backend be_${n}`]);
      c.close(second);
      if (n % 3 === 0) { c.open(second, `frontend other\n    bind :81\n${back(n + 50)}`); assert.deepEqual(await backends(), [`backend be_${n + 50}`], 'opened while the disk is being read'); c.close(second); }
    }
    for (let end = Date.now() + 20_000; (await backends())[0] !== 'backend be_99';) assert.ok(Date.now() < end, 'the disk has it again');
    assert.equal((await c.stop()).code, 0, c.stderr());
  } finally { c.child.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }); }
});
