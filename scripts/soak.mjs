// `npm run soak -- --minutes 60 [--seed 1] [--lines 24000]`: a server with someone at work on it. Every few minutes all that was
// written is taken back; what is alive in the server then must be what was alive in the beginning, and the findings the same. Ends with 1
// when memory grew.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { start } from '../test/lsp/client.mjs';
import { cpuOf, quantile, rssOf, sleep } from './bench-measure.mjs';
import { generate } from './gen-config.mjs';
import { root } from './npm.mjs';
import { run } from './run.mjs';
import { dice, person } from './soak-editor.mjs';
import { grown, heapOf } from './soak-heap.mjs';

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i > 0 ? Number(process.argv[i + 1]) : otherwise; };
const minutes = option('minutes', 60), seed = option('seed', 1), lines = option('lines', 24_000);
/** Share of a core that server and person together may take. */
const MOST_CPU = 0.2;
/** Shares by which memory may grow. */
const MOST_HEAP = 0.03, MOST_RSS = 0.15;
/** So many objects of a kind may be more: what answers of the last minute left in rooms of fixed size; and where nothing is open, almost none. */
const MOST_OBJECTS = 5000, MOST_LEFT = 3000;
const MB = 2 ** 20, said = (n) => `${(n / MB).toFixed(2)} MB`;

if (!existsSync('/proc/self/stat')) { console.error('soak: CPU and memory of the server are read from /proc: run it on Linux.'); process.exit(1); }
if (await run(['scripts/build.mjs'])) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-soak-'));
let client;
process.once('SIGTERM', () => { client?.child.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }); process.exit(1); });

/** Files on disk, by uri: a large one, a configuration of several files, examples. */
function files() {
  const uri = (path) => pathToFileURL(join(folder, path)).href, out = new Map(), add = (path, text) => { mkdirSync(join(folder, path, '..'), { recursive: true }); writeFileSync(join(folder, path), text); out.set(uri(path), text); };
  add('large/haproxy.cfg', generate({ lines }));
  const parts = generate({ lines: 600, seed: 2 }).split(/\n(?=backend )/);
  add('many/haproxy.cfg', `${parts.slice(0, 8).join('\n')}\n`);
  for (let n = 0; n < 4; n++) add(`many/haproxy.d/${n}.cfg`, `${parts.slice(8 + n * 8, 16 + n * 8).join('\n')}\n`);
  for (const name of readdirSync(join(root, 'examples')).filter((f) => f.endsWith('.cfg'))) add(`examples/${name}`, readFileSync(join(root, 'examples', name), 'utf8'));
  return out;
}

let failures = 0;
const fail = (text) => { failures++; console.log(`FAILED: ${text}`); };
try {
  // others may build while this runs
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  const texts = files(), was = process.cwd();
  process.chdir(folder); // where the snapshots go
  client = await start({ command: [process.execPath, '--heapsnapshot-signal=SIGUSR2', join(folder, 'dist', 'server.js'), '--stdio'], settings: { haproxy: { version: '3.2' } }, rootUri: pathToFileURL(folder).href });
  process.chdir(was);
  const { pid } = client.child, began = Date.now(), pace = { ms: 60 }, someone = person(client, dice(seed), texts, pace);
  const own = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

  const snapshots = () => readdirSync(folder).filter((f) => f.endsWith('.heapsnapshot'));
  /** What is alive. The file is complete when its size rests. */
  const heap = async (known) => {
    const before = new Set(snapshots());
    client.child.kill('SIGUSR2');
    let file;
    do { await sleep(200); file = snapshots().find((f) => !before.has(f)); } while (!file);
    await client.request('workspace/symbol', { query: 'x' }); // it answers when it has written
    const h = heapOf(join(folder, file), known);
    rmSync(join(folder, file));
    return h;
  };

  let shown;
  const series = [];
  /** Back to the beginning: the findings are those of the beginning. */
  const settle = async () => {
    const found = JSON.stringify(await someone.back());
    shown ??= found;
    if (found !== shown) { fail('the findings are not those of the beginning'); shown = found; }
  };
  const look = async (what, base) => {
    const h = await heap(base?.ids);
    console.log(`${((Date.now() - began) / 60_000).toFixed(1).padStart(5)} min  ${what}: ${said(h.bytes)} in ${h.count} objects alive; RSS ${rssOf(pid).toFixed(0)} MiB`);
    return h;
  };
  const compare = (what, base, now, most) => {
    const more = grown(base, now).filter((g) => g.count > most / 10), held = now.holders.filter((x) => x.count > most / 10);
    console.log(`\n${what}: ${said(base.bytes)} in ${base.count} objects, then ${said(now.bytes)} in ${now.count} (${((now.bytes / base.bytes - 1) * 100).toFixed(2)} %)`);
    for (const g of more.slice(0, 12)) console.log(`  ${g.count} more '${g.kind}' than ${g.of}, ${said(g.bytes)}`);
    for (const x of held.slice(0, 12)) console.log(`  ${said(x.bytes)} in ${x.count} objects on ${x.path}`);
    if (now.bytes > base.bytes * (1 + MOST_HEAP)) fail(`${what}: ${said(now.bytes - base.bytes)} more are alive`);
    for (const g of more) if (g.count > Math.max(most, g.of * MOST_HEAP)) fail(`${what}: ${g.count} more '${g.kind}'`);
  };

  await settle();
  for (let n = 0; n < 6; n++) { await someone.everything(); await settle(); }
  const warm = Math.min(6, minutes / 5) * 60_000, end = began + minutes * 60_000;
  // rooms of fixed size fill: what was read, looked up and compiled
  while (Date.now() - began < 2 * warm) await someone.act();
  await someone.leave();
  await heap(); // the first costs memory of its own
  const empty = await look('nothing open');
  someone.begin();
  await someone.everything();
  await settle();
  const base = await look('at work'), measured = Date.now(), cpu0 = cpuOf(pid), own0 = own();
  let last = Date.now(), lastCpu = cpu0 + own0, lastBack = Date.now(), lastHeap = Date.now();
  while (Date.now() < end) {
    await someone.act();
    if (Date.now() - last > 10_000) { // slower when it is too much for a machine that others use, too
      const cpu = cpuOf(pid) + own(), share = (cpu - lastCpu) / (Date.now() - last);
      pace.ms = Math.min(1000, Math.max(15, pace.ms * (share > MOST_CPU ? 1.2 : 0.9)));
      series.push(rssOf(pid));
      last = Date.now(); lastCpu = cpu;
    }
    if (Date.now() - lastBack > 120_000) { await settle(); lastBack = Date.now(); }
    if (Date.now() - lastHeap > 600_000 && end - Date.now() > 300_000) { await settle(); await look('at work'); lastHeap = Date.now(); }
  }
  const share = (cpuOf(pid) - cpu0) / (Date.now() - measured), ownShare = (own() - own0) / (Date.now() - measured);
  await settle();
  const worked = await look('at work', base);
  await someone.leave();
  const left = await look('nothing open', empty);
  console.log(`\n${someone.keys} keys typed; ${[...someone.counts].map(([what, n]) => `${what} ${n}`).join(', ')}`);
  console.log(`CPU: server ${(share * 100).toFixed(1)} %, editor ${(ownShare * 100).toFixed(1)} % of a core`);
  compare('alive at work', base, worked, MOST_OBJECTS);
  compare('alive when nothing is open', empty, left, MOST_LEFT);
  const fifth = Math.max(1, Math.floor(series.length / 5)), early = quantile(series.slice(fifth, 2 * fifth), 0.5), late = quantile(series.slice(-fifth), 0.5);
  console.log(`\nRSS, median of a fifth of the time, in MiB: ${[0, 1, 2, 3, 4].map((n) => quantile(series.slice(n * fifth, (n + 1) * fifth), 0.5)?.toFixed(0)).join(', ')}`);
  if (late > early * (1 + MOST_RSS)) fail(`RSS grew from ${early.toFixed(0)} to ${late.toFixed(0)} MiB`);
  const stop = await client.stop();
  if (stop.code !== 0) fail(`the server ended with ${stop.code ?? stop.signal}`);
  for (const line of client.log.slice(0, 5)) fail(`the server said: ${line.slice(0, 300)}`);
} finally {
  client?.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures ? `${failures} failures` : `flat: ${minutes} minutes`);
process.exitCode = failures ? 1 : 0;
