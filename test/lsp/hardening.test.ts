// What no friendly editor sends: texts of absurd size and shape, storms of edits, a server that is killed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Diagnostic, Hover } from 'vscode-languageserver';
import { type Client, start } from './client.mjs';
import { type Options, withServer } from './withServer.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
const ILL = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n    timeout server 1m\nfrontend web\n    bind :8080\n    timeout server 30s\n    default_backend app\nbackend app\n    server a 127.0.0.1:8000\n';
const codes = (list: readonly Diagnostic[] | undefined): unknown[] => (list ?? []).map((d) => d.code);
const span = (l1: number, c1: number, l2: number, c2: number): { start: { line: number; character: number }; end: { line: number; character: number } } => ({ start: { line: l1, character: c1 }, end: { line: l2, character: c2 } });

const session = (what: string, options: Options, run: (c: Client) => Promise<void>): void => { test(what, { timeout: 120_000 }, () => withServer(options, run)); };

const HUGE = ILL + '# x\n'.repeat(600_000);
for (const pull of [true, false]) session(`a text above haproxy.maxFileSize: one message, no work, ${pull ? 'pulled' : 'pushed'}`, { pull, settings: { haproxy: { maxFileSize: 2 } } }, async (c) => {
  c.open(URI, HUGE);
  const items = pull ? (await c.pull(URI)).items! : await c.pushed(URI, 0);
  assert.deepEqual(codes(items), ['file-too-large']);
  assert.equal(items[0]!.severity, 3);
  assert.match(String(items[0]!.message), /3 MB.*haproxy\.maxFileSize.*allows 2/);
  c.change(URI, 2, [{ range: span(0, 0, 0, 0), text: '# y\n' }]);
  assert.equal(await c.request<Hover | null>('textDocument/hover', { textDocument: { uri: URI }, position: { line: 3, character: 8 } }), null);
  // smaller again
  c.close(URI);
  c.open(URI, ILL, 3);
  const after = pull ? (await c.pull(URI)).items! : await c.pushed(URI, 3);
  assert.deepEqual(codes(after), ['timeout-in-wrong-section']);
});

session('a text below the limit is looked at with the edits that came before the settings', {}, async (c) => {
  c.open(URI, HUGE);
  c.change(URI, 2, [{ range: span(7, 0, 8, 0), text: '' }]);
  c.change(URI, 3, [{ range: span(6, 0, 6, 0), text: '    timeout server 1m\n' }]);
  const { items } = await c.pull(URI);
  assert.deepEqual(items!.map((d) => [d.code, d.range.start.line]), [['timeout-in-wrong-section', 6]]);
});

test('a file of 1 GB on the command line: exit code 2 and a sentence, at once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-large-')), file = join(folder, 'haproxy.cfg'), since = Date.now();
  try {
    writeFileSync(file, ILL);
    truncateSync(file, 2 ** 30);
    assert.throws(() => execFileSync(process.execPath, ['dist/cli.js', 'check', file], { encoding: 'utf8', stdio: 'pipe' }), (e: { status: number; stderr: string }) => e.status === 2 && e.stderr.includes('haproxy.cfg'));
    assert.ok(Date.now() - since < 20_000);
  } finally { rmSync(folder, { recursive: true, force: true }); }
});

session('10,000 edits in at most 10 s, pulls in between cancelled and superseded: the findings in the end are right', {}, async (c) => {
  c.open(URI, ILL);
  const since = Date.now(), asked: Promise<unknown>[] = [];
  let version = 1;
  for (let n = 0; n < 5000; n++) {
    c.change(URI, ++version, [{ range: span(7, 22, 7, 22), text: String(n % 10) }]);
    c.change(URI, ++version, [{ range: span(7, 22, 7, 23), text: '' }]);
    if (n % 100 === 0) { const p = c.pull(URI); if (n % 200 === 0) p.cancel(); asked.push(p.catch((e: { code: number }) => assert.ok(e.code === -32800 || e.code === -32802, String(e.code)))); await new Promise((r) => setImmediate(r)); }
  }
  c.change(URI, ++version, [{ range: span(7, 0, 8, 0), text: '' }]);
  const last = await c.pull(URI);
  await Promise.all(asked);
  assert.deepEqual(last.items, []);
  assert.ok(Date.now() - since < 10_000, `${Date.now() - since} ms`);
});

session('an answer is of the text that was there when it was made: never of an older one', {}, async (c) => {
  const large = (n: number): string => `${ILL}${Array.from({ length: 800 }, (_, i) => `backend x${i}\n    server a 127.0.0.1:1\n    bogus${n} 1\n`).join('')}`;
  c.open(URI, large(0));
  let version = 1;
  for (let n = 1; n <= 3; n++) {
    const superseded = c.pull(URI);
    c.change(URI, ++version, [{ text: large(n) }]);
    const now = c.pull(URI).then((r) => r.items!, () => null); // or it asks to be asked again
    superseded.catch(() => {});
    const items = (await now) ?? (await c.pull(URI)).items!;
    assert.ok(items.length >= 800);
    for (const d of items) { const message = String(d.message); if (message.includes("bogus")) assert.ok(message.includes(`bogus${n}'`), message); }
  }
});

test('a server that is killed: the next one answers the same', { timeout: 60_000 }, async () => {
  const said: unknown[] = [];
  for (let life = 0; life < 2; life++) {
    const c = await start();
    c.open(URI, ILL);
    said.push((await c.pull(URI)).items);
    const slow = c.pull(URI).then(() => 'answered', () => 'gone');
    c.child.kill('SIGKILL');
    assert.ok(['answered', 'gone'].includes(await slow));
    assert.equal((await c.exited).signal, 'SIGKILL');
  }
  assert.deepEqual(said[0], said[1]);
  assert.equal((said[0] as unknown[]).length, 1);
});
