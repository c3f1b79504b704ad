// `npm run bench`: from one typed character to the new diagnostics, over stdio, at four sizes of a generated file; with what
// others pay for the same file beside it. Ends with 1 when an expectation is not met.
//   npm run bench -- [--lines 1000,24000] [--edits 400] [--json]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { haproxyBuilds } from '../test/support/haproxy.mjs';
import { start } from '../test/lsp/client.mjs';
import { cpuOf, haproxyCpu, quantile, rssOf, sleep, wholeTextCpu } from './bench-measure.mjs';
import { workCounts } from './bench-work.mjs';
import { requestCosts } from './bench-requests.mjs';
import { generate } from './gen-config.mjs';
import { root } from './npm.mjs';
import { bundleSizes } from './split.mjs';
import { run } from './run.mjs';

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i > 0 ? process.argv[i + 1] : otherwise; };
const sizes = option('lines', '1000,24000,100000,1000000').split(',').map(Number);
const EDITS = Number(option('edits', 400));
const WARM_UP = 200;
const URI = 'file:///bench/haproxy.cfg';
const server = join(root, 'dist', 'server.js');

if (!existsSync('/proc/self/stat')) { console.error('bench: CPU and memory of the server are read from /proc: run it on Linux.'); process.exit(1); }
if (await run(['scripts/build.mjs'])) process.exit(1);
const build = haproxyBuilds().find((b) => b.branch === '3.2') ?? haproxyBuilds().at(-1);

async function measure(lines) {
  const text = generate({ lines }), rows = text.split('\n');
  const client = await start({ command: [process.execPath, server, '--stdio'], settings: { haproxy: { version: '3.2' } } }), { pid } = client.child;
  let version = 1, id;
  const pull = async () => { const answer = await client.pull(URI, id); id = answer.resultId; return answer; };
  await sleep(200);
  const openCpu = cpuOf(pid), opened = performance.now();
  client.open(URI, text);
  const first = await pull(), openMs = performance.now() - opened, openedCpu = cpuOf(pid) - openCpu;
  // one more digit of a weight: the findings stay as they are, and no answer but `unchanged` is sent
  const at = rows.findIndex((row, i) => i > lines / 2 && /^\s+server .* weight \d$/.test(row)), end = rows[at].length, times = [];
  const edit = async (i) => {
    const t = performance.now(), place = (character) => ({ line: at, character });
    client.change(URI, ++version, [i % 2 ? { range: { start: place(end), end: place(end + 1) }, text: '' } : { range: { start: place(end), end: place(end) }, text: '1' }]);
    await pull();
    return performance.now() - t;
  };
  for (let i = 0; i < WARM_UP; i++) await edit(i);
  await sleep(lines > 200_000 ? 3000 : 500); // what the collector still does for the opening is not the edits'
  const before = cpuOf(pid);
  for (let i = 0; i < EDITS; i++) times.push(await edit(i));
  const editCpu = (cpuOf(pid) - before) / EDITS, rss = rssOf(pid);
  await client.stop();
  return {
    lines, findings: first.items.length, openMs, openCpu: openedCpu, p50: quantile(times, 0.5), p99: quantile(times, 0.99), editCpu, rss,
    wholeText: wholeTextCpu(text, lines > 200_000 ? 10 : lines > 50_000 ? 40 : 200), haproxy: build && lines <= 200_000 ? haproxyCpu(build, text) : null,
  };
}

const results = [];
for (const lines of sizes) { process.stderr.write(`${lines} lines ...\n`); results.push(await measure(lines)); }
const work = await workCounts(sizes.filter((n) => n <= 100_000));
const FEW = 1000, MANY = 100_000;
const requests = sizes.includes(FEW) && sizes.includes(MANY) ? await requestCosts([process.execPath, server, '--stdio'], [FEW, MANY]) : null;
if (process.argv.includes('--json')) { console.log(JSON.stringify({ results, work, requests }, null, 1)); }

const cell = (v, digits = 2) => (v === null || v === undefined ? 'not run' : typeof v === 'number' ? v.toFixed(digits) : v);
function table(head, body) {
  const widths = head.map((h, i) => Math.max(h.length, ...body.map((r) => r[i].length)));
  for (const r of [head, ...body]) console.log(r.map((c, i) => (i === 0 ? c.padEnd(widths[i]) : c.padStart(widths[i]))).join('  '));
}
console.log(`\nOne typed digit on a server line, ${EDITS} times, over stdio (node ${process.version}; times in ms)\n`);
table(['lines', 'p50', 'p99', 'CPU/edit', 'split+compare', 'open', 'open CPU', `haproxy ${build?.version ?? ''} -c CPU`, 'MiB', 'findings'], results.map((r) => [
  r.lines.toLocaleString('en'), cell(r.p50), cell(r.p99), cell(r.editCpu, 3), cell(r.wholeText, 3), cell(r.openMs, 0), cell(r.openCpu, 0), cell(r.haproxy, 0), cell(r.rss, 0), String(r.findings),
]));
console.log('\nLines lexed / rules run for one edit and for its way back\n');
table(['edit', ...work.sizes.map((n) => n.toLocaleString('en'))], work.edits.map(({ name, counts }) => [name, ...counts.map((c) => `${c.lexed} / ${c.ruleRuns}`)]));

if (requests) {
  console.log(`\nA request right after an edit: CPU of both, in ms\n`);
  table(['request', ...[FEW, MANY].map((n) => n.toLocaleString('en')), 'times'], requests.map(({ name, small, large }) => [name, cell(small, 3), cell(large, 3), cell(large / small, 1)]));
}

const of = (lines) => results.find((r) => r.lines === lines), checks = [];
const expect = (what, ok, figures) => { checks.push(ok); console.log(`${ok === null ? 'NOT RUN' : ok ? 'PASS   ' : 'FAIL   '} ${what}: ${figures}`); };
const [small, middle, large] = [of(1000), of(24_000), of(1_000_000)];
console.log('');
expect('CPU per edit at 1,000,000 lines at most 3 times that at 1,000', small && large ? large.editCpu <= 3 * small.editCpu : null, small && large ? `${cell(large.editCpu, 3)} against ${cell(small.editCpu, 3)} ms` : '');
expect('CPU per edit at 24,000 lines at most a fifth of splitting and comparing', middle ? middle.editCpu <= middle.wholeText / 5 : null, middle ? `${cell(middle.editCpu, 3)} against ${cell(middle.wholeText, 3)} ms` : '');
expect('cold open at 24,000 lines at most the CPU of haproxy -c', middle?.haproxy ? middle.openCpu <= middle.haproxy : null, middle ? `${cell(middle.openCpu, 0)} against ${cell(middle.haproxy, 0)} ms` : '');
expect('memory at 24,000 lines below 150 MiB', middle ? middle.rss < 150 : null, middle ? `${cell(middle.rss, 0)} MiB` : '');
expect('the same edit costs the same counts at every size', work.edits.every(({ counts }) => counts.every((c) => c.lexed === counts[0].lexed && c.ruleRuns === counts[0].ruleRuns)), work.sizes.join(', '));
const slow = requests?.filter(({ small, large }) => large > 3 * small && large > small + 0.2); // below that the clock is what differs
expect('a request right after an edit at 100,000 lines at most 3 times that at 1,000', slow ? slow.length === 0 : null, slow ? slow.map(({ name }) => name).join(', ') || `${requests.length} kinds` : '');
const { atStart, code, data } = bundleSizes(server), kB = (n) => `${Math.round(n / 1000)} kB`;
expect('what the server loads at its start below 600 kB', atStart < 600_000, `${kB(atStart)} of code, and ${kB(data)} of data in files beside it`);
expect('server bundle with data below 1.2 MB', code + data < 1_200_000, kB(code + data));
process.exit(checks.includes(false) ? 1 : 0);
