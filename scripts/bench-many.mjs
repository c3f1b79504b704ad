// `npm run bench:many`: 10,000 files of 200 lines, on one thread and on two, with the CPU of `haproxy -c` on a sample of them beside it.
//   npm run bench:many -- [--files 10000] [--sample 200]
// Ends with 1 when an expectation is not met. The files are made anew, each another, in a temporary folder.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
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

/** Milliseconds of CPU of all children, and of the clock; peak of memory in MiB. */
function timed(command, args) {
  const begun = performance.now(), { stderr, status, error } = spawnSync('sh', ['-c', '"$0" "$@" >/dev/null; echo "status $?" >&2; times >&2', command, ...args], { encoding: 'utf8', maxBuffer: 1 << 28, cwd: folder });
  if (error) throw error;
  const cpu = [...stderr.trim().split('\n').pop().matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60_000 + Number(s) * 1000, 0);
  return { ms: performance.now() - begun, cpu, status: Number(/status (\d+)/.exec(stderr)?.[1] ?? status), peak: Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024 };
}
const peak = join(folder, 'peak.cjs');
writeFileSync(peak, "if (require('node:worker_threads').isMainThread) process.on('exit', () => require('node:fs').writeSync(2, 'peak ' + process.resourceUsage().maxRSS + '\\n'));");
const check = (jobs, paths) => {
  const r = timed(process.execPath, ['--require', peak, join(root, 'dist/cli.js'), 'check', '--target', '3.2', '--format', 'json', '--jobs', String(jobs), ...paths]);
  if (r.status > 1) throw new Error(`check ended with ${r.status}`);
  return r;
};

for (let i = 0; i < FILES; i++) writeFileSync(name(i), generate({ lines: 200, seed: i + 1 }));
const all = ['.'];
const few = Array.from({ length: FILES / 4 }, (_, i) => name(i));
const one = check(1, all), two = check(2, all), less = check(1, few);
const line = (what, { ms, cpu, peak: mb }, n) => console.log(`${what.padEnd(24)} ${(ms / 1000).toFixed(1).padStart(7)} s  ${(cpu / 1000).toFixed(1).padStart(7)} s CPU  ${(cpu / n).toFixed(2).padStart(6)} ms a file${mb ? `  ${Math.round(mb)} MB` : ''}`);
console.log(`${FILES} files of 200 lines, ${availableParallelism()} cores, Node ${process.versions.node}`);
line('one thread', one, FILES);
line('two threads', two, FILES);
line(`one thread, ${few.length}`, less, few.length);
const expect = (ok, what) => { console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`); if (!ok) failures.push(what); };
expect(one.peak < less.peak * 1.35 + 16, `memory is flat: ${Math.round(less.peak)} MB for ${few.length} files, ${Math.round(one.peak)} MB for ${FILES}`);
if (availableParallelism() > 1) expect(two.ms < one.ms / 1.6, `the second core: ${(one.ms / two.ms).toFixed(2)} times as fast`);
const build = haproxyBuilds().find((b) => b.branch === '3.2') ?? haproxyBuilds().at(-1);
if (build) {
  const real = timed('sh', ['-c', 'for f in "$@"; do "$HAPROXY" -c -f "$f" >/dev/null 2>&1; done; times', 'x', ...Array.from({ length: SAMPLE }, (_, i) => name(Math.floor((i * FILES) / SAMPLE)))].map((a) => a.replace('"$HAPROXY"', `'${build.path}'`)));
  const each = real.cpu / SAMPLE;
  line(`haproxy -c ${build.branch}, ${SAMPLE}`, real, SAMPLE);
  expect(one.cpu / FILES <= each / 4, `a quarter of the CPU of haproxy -c: ${(one.cpu / FILES).toFixed(2)} ms against ${each.toFixed(2)} ms, ${((100 * one.cpu) / FILES / each).toFixed(0)} %`);
  expect(two.cpu / FILES <= each / 4, `with two threads, too: ${(two.cpu / FILES).toFixed(2)} ms`);
} else console.log('No haproxy here: its CPU was NOT compared.');
process.exitCode = failures.length ? 1 : 0;
