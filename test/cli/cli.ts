// Runs the built command in an empty folder of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const CLI = resolve('dist/cli.js');

export interface Ran { readonly code: number | null; readonly out: string; readonly bytes: Buffer; readonly err: string }
export interface Folder {
  readonly path: string;
  put(name: string, content: string | Buffer): string;
  get(name: string): Buffer;
  run(args: readonly string[], input?: string | Buffer, env?: Record<string, string>): Ran;
  remove(): void;
}

export function folder(files: Record<string, string | Buffer> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'haproxy-ws-cli-'));
  const made: Folder = {
    path,
    put(name, content) { const to = join(path, name); mkdirSync(dirname(to), { recursive: true }); writeFileSync(to, content); return to; },
    get: (name) => readFileSync(join(path, name)),
    run(args, input = '', env = {}) {
      const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
      const { status, stdout, stderr, error } = spawnSync(process.execPath, [CLI, ...args], { cwd: path, input, env: { ...rest, ...env }, maxBuffer: 1 << 28, timeout: 60_000 });
      if (error) throw error;
      return { code: status, out: stdout.toString(), bytes: stdout, err: stderr.toString() };
    },
    remove() { rmSync(path, { recursive: true, force: true }); },
  };
  for (const [name, content] of Object.entries(files)) made.put(name, content);
  return made;
}

/** Runs the test in a folder that is gone afterwards. */
export const inFolder = (files: Record<string, string | Buffer>, test: (f: Folder) => void) => (): void => {
  const f = folder(files);
  try { test(f); } finally { f.remove(); }
};
