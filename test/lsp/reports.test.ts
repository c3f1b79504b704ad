// What the log reader and the upgrade report answer over the wire; a large log read by the server, and one handed over in pieces.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Explained, UpgradeAnswer } from '../../server/src/lsp/protocol.ts';
import { ROWS } from '../log/rows.ts';
import { type Client, start } from './client.mjs';
import { withServer } from './withServer.ts';

const URI = 'file:///work/haproxy.cfg';
const row = (scenario: string): string => `${ROWS.find((r) => r.scenario === scenario && r.version.startsWith('3.2'))!.line}\n`;
const STATES = readFileSync('test/log/states.cfg', 'utf8');

function session(what: string, run: (c: Client, folder: string) => Promise<void>, command?: string[]): void {
  test(what, { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-reports-'));
    try { await withServer(command ? { command } : {}, (c) => run(c, folder)); } finally { rmSync(folder, { recursive: true, force: true }); }
  });
}
const explained = (c: Client, params: object): Promise<Explained | null> => c.request('haproxy/explain', params) as Promise<Explained | null>;

session('one line, with and without its configuration', async (c) => {
  c.open(URI, STATES);
  const plain = await explained(c, { text: row('ws-tunnel') }), known = await explained(c, { text: `\n${row('ws-tunnel')}\n`, config: URI });
  assert.deepEqual([plain?.lines, plain?.config, plain?.explanation?.cause, plain?.explanation?.timeout], [1, null, 'ws-client-silent', null]);
  const e = known!.explanation!;
  assert.deepEqual([known!.config, e.timeout?.timeout, e.timeout?.at?.uri, e.line], [URI, 'timeout tunnel', URI, row('ws-tunnel').trimEnd()]);
  assert.match(e.markdown, new RegExp(`^\\*\\*WebSocket cut for silence: .*\\*\\*\n[^]*\\(\\[line \\d+\\]\\(${URI}#L${e.timeout!.at!.line + 1}\\)\\)`));
  assert.match(e.text, /^WebSocket cut for silence/);
  assert.equal((await explained(c, { text: row('ws-tunnel'), config: 'file:///not/open.cfg' }))?.config, null);
});

session('words of a log do not break out of the Markdown', async (c) => {
  const answer = await explained(c, { text: '127.0.0.1:1 [22/Nov/2026:10:00:00.000] www/b1: [x](command:y) <b>`bad` **error**' });
  assert.equal(answer!.explanation!.cause, 'broken');
  assert.match(answer!.explanation!.markdown, /Note: \\\[x\\\]\(command:y\) \\<b\\>`bad` \\\*\\\*error\\\*\\\*/);
});

session('many lines are counted, over time', async (c) => {
  const answer = (await explained(c, { text: row('ws-tunnel').repeat(3) + row('refused') }))!;
  assert.deepEqual([answer.lines, answer.explanation], [4, null]);
  assert.deepEqual(answer.causes!.map((x) => [x.cause, x.count, x.times!.reduce((a, b) => a + b)]), [['ws-client-silent', 3, 3], ['connect-refused', 1, 1]]);
  assert.ok(answer.spans!.step >= 1000 && answer.causes!.every((x) => x.times!.length === answer.spans!.size));
  assert.equal((await explained(c, { text: '' }))!.lines, 0);
});

session('a text in pieces counts as the whole, wherever it is cut', async (c) => {
  const whole = ROWS.slice(0, 60).map((r) => `${r.line}\n`).join(''), at = [1000, 1001, 4000];
  const pieces = [0, ...at].map((from, i) => whole.slice(from, at[i] ?? whole.length));
  for (const [i, text] of pieces.entries()) {
    const answer = await explained(c, { text, log: 7, more: i < pieces.length - 1 });
    if (i < pieces.length - 1) assert.equal(answer, null); else assert.deepEqual(answer, await explained(c, { text: whole }));
  }
  // logs that nobody ends are forgotten, and the number can be used again
  for (let log = 100; log < 120; log++) await explained(c, { text: row('page'), log, more: true });
  assert.equal((await explained(c, { text: row('page'), log: 100 }))!.lines, 1);
  assert.equal((await explained(c, { text: row('page'), log: 119 }))!.lines, 2);
});

session('a file is read by the server, and told how far; what it cannot read is null', async (c, folder) => {
  const path = join(folder, 'a b.log');
  writeFileSync(path, row('ws-tunnel').repeat(2000));
  const seen: number[] = [];
  c.child.stdout!.on('data', (d: Buffer) => { for (const m of d.toString().matchAll(/"percent":(\d+)/g)) seen.push(Number(m[1])); });
  assert.equal((await explained(c, { file: pathToFileURL(path).href, progress: 3 }))!.lines, 2000);
  assert.ok(seen.length > 2 && seen.every((n, i) => i === 0 || n > seen[i - 1]!), seen.join());
  for (const file of [pathToFileURL(join(folder, 'none.log')).href, pathToFileURL(folder).href, 'vscode-vfs://x/y.log']) assert.equal(await explained(c, { file }), null, file);
});

session('a file can be given up', async (c, folder) => {
  const path = join(folder, 'big.log');
  writeFileSync(path, row('ws-tunnel').repeat(400_000));
  const begun = Date.now(), answer = c.request('haproxy/explain', { file: pathToFileURL(path).href, progress: 1 });
  await new Promise((r) => { c.child.stdout!.once('data', r); });
  answer.cancel();
  assert.equal(await answer.catch(() => null), null);
  const given = Date.now() - begun;
  const whole = Date.now();
  assert.equal((await explained(c, { file: pathToFileURL(path).href }))!.lines, 400_000);
  assert.ok(given < (Date.now() - whole) / 2, `given up after ${given} ms, the whole takes ${Date.now() - whole} ms`);
});

// the server prints its peak to standard error when it ends
const PEAK = "process.on('exit', () => require('fs').writeSync(2, 'peak ' + process.resourceUsage().maxRSS + '\\n'));";
for (const way of ['read by the server', 'in pieces']) test(`memory stays flat, ${way}`, { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-reports-')), some = row('ws-tunnel').repeat(1000), peak = async (thousands: number): Promise<number> => {
    const path = join(folder, 'big.log');
    writeFileSync(path, some.repeat(thousands));
    writeFileSync(join(folder, 'peak.cjs'), PEAK);
    const c = await start({ command: [process.execPath, '--require', join(folder, 'peak.cjs'), '--max-semi-space-size=2', resolve('dist/server.js'), '--stdio'] });
    try {
      let answer: Explained | null = null;
      if (way === 'in pieces') for (let i = 0; i < thousands; i++) answer = await explained(c, { text: some, log: 1, more: i < thousands - 1 });
      else answer = await explained(c, { file: pathToFileURL(path).href });
      assert.equal(answer!.lines, thousands * 1000);
      await c.stop();
      return Number(/peak (\d+)/.exec(c.stderr())![1]) / 1024;
    } finally { c.child.kill('SIGKILL'); }
  };
  try {
    const small = await peak(20), large = await peak(300);
    console.log(`# peak memory of the server, ${way}: ${Math.round(small)} MB for 20,000 lines, ${Math.round(large)} MB for 300,000`);
    assert.ok(large < small + 24, `${small} MB, ${large} MB`);
  } finally { rmSync(folder, { recursive: true, force: true }); }
});

const OLD = 'defaults\n    mode http\n    timeout client 1m\n    timeout connect 5s\n    timeout server 1m\n\nfrontend www\n    bind :443 ssl crt /a.pem\n    default_backend app\n\nbackend app\n    http-request set-header X-A 1 if TRUE\n    server a 127.0.0.1:1\n    server b 127.0.0.1:2\n';
session('the upgrade report, with edits of its fixes', async (c) => {
  c.open(URI, OLD, 4);
  const answer = await c.request('haproxy/upgrade', { uri: URI, from: '2.6', to: '3.4' }) as UpgradeAnswer;
  assert.deepEqual([answer.from, answer.to, answer.files, answer.versions], ['2.6', '3.4', [URI], { [URI]: 4 }]);
  const n = answer.changes.findIndex((x) => x.id === 'balance-default'), change = answer.changes[n]!;
  assert.match(answer.markdown, new RegExp(`Fix: \\[[^\\]]+\\]\\(fix:${n}\\)`));
  const edits = change.fixes[0]!.edits[URI]!;
  c.change(URI, 5, edits.map((e) => ({ range: e.range, text: e.newText })));
  const again = await c.request('haproxy/upgrade', { uri: URI, from: '2.6', to: '3.4' }) as UpgradeAnswer;
  assert.ok(!again.changes.some((x) => x.id === 'balance-default'), 'the fix cures it');
  for (const [from, to] of [['3.4', '2.6'], ['1.8', '3.4'], ['2.6', 'x']]) assert.equal(await c.request('haproxy/upgrade', { uri: URI, from, to }), null);
  assert.equal(await c.request('haproxy/upgrade', { uri: 'file:///none.cfg', from: '2.6', to: '3.4' }), null);
});
