// Runs npm, and installs node_modules where it is missing or behind package-lock.json.
// Built-ins only: it runs before node_modules exists.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from './progress.mjs';

export const root = join(import.meta.dirname, '..');

/** Runs npm in a folder; rejects with all its output if it fails. No install script runs: nothing here needs one. */
export function npm(cwd, ...args) {
  // The npm that started us, if one did; its own file, so that no shell is needed.
  const own = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const all = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = own
    ? spawn(process.execPath, [own, ...all], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', all, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`npm ${args.join(' ')} ended with ${code}\n${output}`))));
  });
}

/** Whether what is installed differs from the lock file. npm keeps its own account in node_modules/.package-lock.json. */
function installIsStale() {
  const packages = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8')).packages;
  try {
    const installed = packages('node_modules', '.package-lock.json');
    return Object.entries(packages('package-lock.json')).some(([path, wanted]) => {
      if (path === '') return false;
      const there = installed[path];
      return there ? there.version !== wanted.version : !(wanted.optional || wanted.devOptional || wanted.peer);
    });
  } catch {
    return true;
  }
}

export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Error(`Node 20 or newer is needed, this is ${process.versions.node}.`);
  if (!installIsStale()) return;
  await withProgress('Installing node_modules', join(root, 'node_modules'), npm(root, 'ci'));
}

// not when it stands in somebody's bundle, which then is argv[1]
if (process.argv[1] === import.meta.filename && import.meta.filename.endsWith('npm.mjs')) await ensureInstalled();
