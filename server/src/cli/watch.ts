// `check --watch`: looks again at what changed. A file counts as changed when its time or size did, so whatever wakes us too often does no harm.
import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Editors write a file in several steps. */
const QUIET_MS = 100;

/** Never ends; the user stops it. @param files what is watched now; @param changed those that came or changed, and whether anything else did (a file went, a haproxy-ws.json) */
export function watchFiles(roots: readonly string[], files: () => readonly string[], configs: (files: readonly string[]) => readonly string[], changed: (paths: readonly string[], all: boolean) => Promise<void>): Promise<never> {
  const stamp = (path: string): string => { const s = statSync(path, { throwIfNoEntry: false }); return s ? `${s.mtimeMs} ${s.size}` : ''; };
  let known = new Map<string, string>(), shared = '';
  const look = (): { readonly changed: readonly string[]; readonly all: boolean } => {
    const paths = files(), now = new Map(paths.map((p) => [p, stamp(p)])), sharedNow = configs(paths).map((p) => `${p} ${stamp(p)}`).join('\n');
    const came = paths.filter((p) => known.get(p) !== now.get(p)), all = sharedNow !== shared || [...known.keys()].some((p) => !now.has(p));
    known = now;
    shared = sharedNow;
    return { changed: came, all };
  };
  look();
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined, busy = false, again = false;
  const wake = (): void => { clearTimeout(timer); timer = setTimeout(() => { void turn(); }, QUIET_MS); };
  const turn = async (): Promise<void> => {
    if (busy) { again = true; return; }
    busy = true;
    do { again = false; const seen = look(); listen(); if (seen.all || seen.changed.length) await changed(seen.changed, seen.all); } while (again);
    busy = false;
  };
  /** Folders, not files: an editor that saves puts a new file in place of the old one. */
  const listen = (): void => {
    const folders = new Set([...roots.map((r) => (statSync(r, { throwIfNoEntry: false })?.isDirectory() ? resolve(r) : dirname(resolve(r)))), ...[...known.keys(), ...configs([...known.keys()])].map((p) => dirname(resolve(p)))]);
    for (const [folder, w] of watchers) if (!folders.has(folder)) { w.close(); watchers.delete(folder); }
    for (const folder of folders) if (!watchers.has(folder)) try { watchers.set(folder, watch(folder, wake).on('error', () => { watchers.get(folder)?.close(); watchers.delete(folder); })); } catch { /* gone meanwhile */ }
  };
  listen();
  wake(); // what changed between the first check and now
  return new Promise(() => {});
}
