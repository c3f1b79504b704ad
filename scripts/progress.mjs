// A line that moves while something long runs, so that nobody thinks it hangs: seconds and size of a folder.
// Built-ins only: it runs before node_modules exists.
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes in all files below a folder; what vanishes meanwhile counts as nothing. */
async function size(dir) {
  let bytes = 0;
  for (const entry of await readdir(dir, { withFileTypes: true }).catch(() => [])) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) bytes += await size(path);
    else if (entry.isFile()) bytes += (await lstat(path).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}

/**
 * Shows progress on stderr until the work ends: a moving line on a terminal, else a line every ten seconds.
 * @template T
 * @param {string} label @param {string} dir folder that grows @param {Promise<T>} work @returns {Promise<T>}
 */
export async function withProgress(label, dir, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const tty = process.stderr.isTTY;
  let bytes = 0;
  let measuring = false;
  let told = 0;
  const measure = async () => {
    if (measuring) return;
    measuring = true;
    const before = Date.now();
    bytes = await size(dir);
    // Counting tens of thousands of files costs something too: at most a fifth of the time.
    setTimeout(() => (measuring = false), 4 * (Date.now() - before)).unref();
  };
  const text = () => `${label} … ${seconds()} s, ${(bytes / 1e6).toFixed(0)} MB`;
  process.stderr.write(tty ? text() : `${label} …\n`);
  const timer = setInterval(() => {
    void measure();
    if (tty) process.stderr.write(`\r${text()}   `);
    else if (seconds() - told >= 10) {
      told = seconds();
      process.stderr.write(`${text()}\n`);
    }
  }, 500);
  try {
    const result = await work;
    clearInterval(timer);
    bytes = await size(dir);
    process.stderr.write(`${tty ? '\r' : ''}${text()}, done\n`);
    return result;
  } catch (error) {
    clearInterval(timer);
    process.stderr.write(`${tty ? '\n' : ''}`);
    throw error;
  }
}
