// How the benchmark measures: CPU and memory of a process, of `haproxy -c`, and of the least that a whole-text server must do.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds of CPU that a process has used, all threads: nanoseconds where the kernel tells them, else ticks of 10 ms. */
export function cpuOf(pid) {
  try {
    let ns = 0;
    for (const task of readdirSync(`/proc/${pid}/task`)) ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    if (ns > 0) return ns / 1e6;
  } catch { /* no schedstat here */ }
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
/** MiB in memory. */
export const rssOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

export const quantile = (values, p) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(p * values.length))];
export const sleep = (ms) => new Promise((r) => { setTimeout(r, ms); });

/** Milliseconds of CPU of one `haproxy -c`, the least of three runs. */
export function haproxyCpu(build, text) {
  const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-bench-')), file = join(dir, 'haproxy.cfg');
  try {
    writeFileSync(file, text);
    const runs = Array.from({ length: 3 }, () => {
      const { stdout } = spawnSync('sh', ['-c', '"$0" -c -f "$1" >/dev/null 2>&1; times', build.path, file], { encoding: 'utf8', timeout: 120_000 });
      const times = [...stdout.trim().split('\n').pop().matchAll(/(\d+)m([\d.]+)s/g)];
      return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
    });
    return Math.min(...runs);
  } finally { rmSync(dir, { recursive: true, force: true }); }
}

/** Milliseconds of CPU per edit for splitting the whole text and comparing it line by line with the one before. */
export function wholeTextCpu(text, edits) {
  let now = text, lines = text.split('\n'), changed = 0;
  const middle = now.indexOf('\n', now.length >> 1), before = process.cpuUsage();
  for (let i = 0; i < edits; i++) {
    now = i % 2 ? now.slice(0, middle) + now.slice(middle + 1) : `${now.slice(0, middle)}x${now.slice(middle)}`;
    const next = now.split('\n');
    for (let k = 0; k < next.length; k++) if (next[k] !== lines[k]) changed++;
    lines = next;
  }
  const { user, system } = process.cpuUsage(before);
  if (changed !== edits) throw new Error(`the yardstick saw ${changed} changed lines in ${edits} edits`);
  return (user + system) / 1000 / edits;
}
