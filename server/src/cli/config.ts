// Which haproxy-ws.json counts for a file, and what it says. Each is read once.
import { readFileSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readConfig } from '../config.ts';
import { joinCustom, readCustom } from '../engine/language/custom.ts';
import { DEFAULT_SETTINGS, type Settings } from '../engine/index.ts';
import { type FileAccess, filesOf } from '../lsp/files.ts';
import { CONFIG_FILE, fromConfiguration } from '../lsp/settings.ts';
import { decode, reason } from './files.ts';

/** `files`: what to read together, relative to `folder`. Null settings: there is no file. */
export interface Found { readonly path: string; readonly folder: string; readonly settings: Settings; readonly files: readonly string[] }
/** Told once of each file or folder that cannot be used. */
type Refuse = (path: string, message: string) => void;

export interface Configs {
  /** @param path of a configuration; standard input counts as a file of the working folder */
  of(path: string): Found | null;
  /** Every place where a file that counts for this one may stand. */
  candidates(path: string): readonly string[];
  forget(): void;
}

/** The files that the configuration file names together with this one; the file alone when it does not name it. */
export async function togetherWith(path: string, found: Found): Promise<string[]> {
  const uris = await filesOf(pathToFileURL(path).href, found.files, pathToFileURL(found.folder).href, access);
  return uris.map((u) => fileURLToPath(u));
}

const access: FileAccess = {
  read: (uri) => readFile(fileURLToPath(uri), 'utf8').catch(() => null),
  list: (uri) => readdir(fileURLToPath(uri), { withFileTypes: true }).then((all) => all.map((e) => ({ name: e.name, folder: e.isDirectory() })), () => null),
};

export function configs(refuse: Refuse): Configs {
  const known = new Map<string, Found | null>();
  const inFolder = (folder: string): Found | null => {
    let found = known.get(folder);
    if (found !== undefined) return found;
    const path = join(folder, CONFIG_FILE), up = dirname(folder);
    found = statSync(path, { throwIfNoEntry: false })?.isFile() ? read(path, folder) : up === folder ? null : inFolder(up);
    known.set(folder, found);
    return found;
  };
  const read = (path: string, folder: string): Found => {
    let text = '{}';
    try { ({ text } = decode(path, readFileSync(path))); } catch (e) { refuse(path, reason(e)); }
    const { value, problems } = readConfig(text), { engine, files, customData } = fromConfiguration(value);
    for (const p of problems) refuse(path, p);
    const custom = customData.flatMap((name) => {
      const at = resolve(folder, name);
      try { const words = readCustom(decode(at, readFileSync(at)).text); if (words) return [words]; refuse(at, 'is no JSON object'); } catch (e) { refuse(at, reason(e)); }
      return [];
    });
    return { path, folder, files, settings: { ...engine, custom: joinCustom(custom) } };
  };
  return { of: (path) => inFolder(path === '-' ? process.cwd() : dirname(resolve(path))), candidates: (path) => above(dirname(resolve(path))).map((folder) => join(folder, CONFIG_FILE)), forget: () => known.clear() };
}

/** A folder and those above it. */
const above = (folder: string): string[] => { const up = dirname(folder); return up === folder ? [folder] : [folder, ...above(up)]; };

export const settingsOf = (found: Found | null): Settings => found?.settings ?? DEFAULT_SETTINGS;
