// `npm run bench:many`: 10,000 files of 200 lines, on one thread and on two, with the CPU of `haproxy -c` on a sample of them beside it.
//   npm run bench:many -- [--files 10000] [--sample 200] [--part 1500] [--rounds 3]
// Ends with 1 when an expectation is not met. The files are made anew, each another, in a temporary folder.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { haproxyBuilds } from '../test/support/haproxy.mjs';
import { generate } from './gen-config.mjs';
import { root } from './npm.mjs';

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i > 0 ? Number(process.argv[i + 1]) : otherwise; };
const FILES = option('files', 10_000), SAMPLE = Math.min(FILES, option('sample', 200));
const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-many-')), failures = [];
const name = (i) => join(folder, `haproxy-${String(i).padStart(5, '0')}.cfg`);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** CPU in milliseconds: all of it, that of the busiest thread and of the main one; the clock; peak of memory in MiB. Threads are looked at while they run. */
function timed(command, args, shellTimes = false) {
  const begun = performance.now(), child = spawn(command, args, { cwd: folder, stdio: ['ignore', shellTimes ? 'pipe' : 'ignore', 'pipe'] }), threads = new Map();
  let out = '', err = '';
  child.stdout?.on('data', (d) => { out += d; });
  child.stderr.on('data', (d) => { err += d; });
  const look = setInterval(() => {
    try { for (const task of readdirSync(`/proc/${child.pid}/task`)) threads.set(task, Number(readFileSync(`/proc/${child.pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6); } catch { /* it ended */ }
  }, 50);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      clearInterval(look);
      const own = [...threads.values()], times = [...(out.trim().split('\n').pop() ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60_000 + Number(s) * 1000, 0);
      resolve({ ms: performance.now() - begun, cpu: shellTimes ? times : own.reduce((a, b) => a + b, 0), busiest: Math.max(0, ...own), main: threads.get(String(child.pid)) ?? 0, status, peak: Number(/peak (\d+)/.exec(err)?.[1] ?? 0) / 1024 });
    });
  });
}
const peak = join(folder, 'peak.cjs');
writeFileSync(peak, "if (require('node:worker_threads').isMainThread) process.on('exit', () => require('node:fs').writeSync(2, 'peak ' + process.resourceUsage().maxRSS + '\\n'));");
const check = async (jobs, paths) => {
  const r = await timed(process.execPath, ['--require', peak, join(root, 'dist/cli.js'), 'check', '--target', '3.2', '--format', 'json', '--jobs', String(jobs), ...paths]);
  if (r.status > 1) throw new Error(`check ended with ${r.status}`);
  return r;
};

for (let i = 0; i < FILES; i++) writeFileSync(name(i), generate({ lines: 200, seed: i + 1 }));
const all = ['.'];
const few = Array.from({ length: FILES / 4 }, (_, i) => name(i));
const one = await check(1, all), two = await check(2, all), less = await check(1, few);
const line = (what, { ms, cpu, peak: mb }, n) => console.log(`${what.padEnd(24)} ${(ms / 1000).toFixed(1).padStart(7)} s  ${(cpu / 1000).toFixed(1).padStart(7)} s CPU  ${(cpu / n).toFixed(2).padStart(6)} ms a file${mb ? `  ${Math.round(mb)} MB` : ''}`);
console.log(`${FILES} files of 200 lines, ${availableParallelism()} cores, Node ${process.versions.node}`);
line('one thread', one, FILES);
line('two threads', two, FILES);
line(`one thread, ${few.length}`, less, few.length);
const expect = (ok, what) => { console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`); if (!ok) failures.push(what); };
expect(one.peak < less.peak * 1.35 + 16, `memory is flat: ${Math.round(less.peak)} MB for ${few.length} files, ${Math.round(one.peak)} MB for ${FILES}`);
// What a second core can give on this machine: two commands side by side, each with half of the files and one thread. In turns, because
// other programs may share the cores; by the CPU of whoever is busiest, which is how long two free cores would take.
const part = Array.from({ length: Math.min(FILES, option('part', 1500)) }, (_, i) => name(i)), median = (list) => [...list].sort((x, y) => x - y)[list.length >> 1], ROUNDS = option('rounds', 3);
const rounds = [];
for (let i = 0; i < ROUNDS; i++) {
  const alone = await check(1, part), halves = await Promise.all([0, 1].map((h) => check(1, part.filter((_, j) => j % 2 === h)))), both = await check(2, part);
  rounds.push({ ours: alone.cpu / Math.max(both.busiest, both.cpu / 2), theirs: alone.cpu / Math.max(...halves.map((h) => h.cpu)), serial: both.main / both.cpu });
}
const ours = median(rounds.map((r) => r.ours)), theirs = median(rounds.map((r) => r.theirs));
expect(ours >= 0.95 * theirs, `the second core: ${ours.toFixed(2)} times as fast by CPU, two commands with half of the files each ${theirs.toFixed(2)} times (medians of ${ROUNDS} in turns, ${part.length} files); the main thread has ${(100 * median(rounds.map((r) => r.serial))).toFixed(0)} % of the work; all files ${(one.ms / two.ms).toFixed(2)} times by the clock, load ${loadavg()[0].toFixed(1)}`);
const build = haproxyBuilds().find((b) => b.branch === '3.2') ?? haproxyBuilds().at(-1);
if (build) {
  const real = await timed('sh', ['-c', 'for f in "$@"; do "$HAPROXY" -c -f "$f" >/dev/null 2>&1; done; times', 'x', ...Array.from({ length: SAMPLE }, (_, i) => name(Math.floor((i * FILES) / SAMPLE)))].map((a) => a.replace('"$HAPROXY"', `'${build.path}'`)), true);
  const each = real.cpu / SAMPLE;
  line(`haproxy -c ${build.branch}, ${SAMPLE}`, real, SAMPLE);
  expect(one.cpu / FILES <= each / 4, `a quarter of the CPU of haproxy -c: ${(one.cpu / FILES).toFixed(2)} ms against ${each.toFixed(2)} ms, ${((100 * one.cpu) / FILES / each).toFixed(0)} %`);
  expect(two.cpu / FILES <= each / 4, `with two threads, too: ${(two.cpu / FILES).toFixed(2)} ms`);
} else console.log('No haproxy here: its CPU was NOT compared.');
process.exitCode = failures.length ? 1 : 0;
