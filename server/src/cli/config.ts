// Which haproxy-ws.json counts for a file, and what it says. Each is read once.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CONFIG_FILE, readConfig } from '../config.ts';
import { joinCustom, readCustom } from '../engine/language/custom.ts';
import { DEFAULT_SETTINGS, type Settings } from '../engine/index.ts';
import { fromConfiguration } from '../lsp/settings.ts';
import { decode, reason } from './files.ts';

/** `files`: what to read together, relative to `folder`. Null settings: there is no file. */
export interface Found { readonly path: string; readonly folder: string; readonly settings: Settings; readonly files: readonly string[] }
/** Told once of each file or folder that cannot be used. */
type Refuse = (path: string, message: string) => void;

export interface Configs {
  /** @param path of a configuration, or of a folder when it ends in a separator; standard input counts as a file of this folder */
  of(path: string): Found | null;
  forget(): void;
}

export function configs(refuse: Refuse): Configs {
  const known = new Map<string, Found | null>();
  const inFolder = (folder: string): Found | null => {
    let found = known.get(folder);
    if (found !== undefined) return found;
    const path = join(folder, CONFIG_FILE), above = dirname(folder);
    found = statSync(path, { throwIfNoEntry: false })?.isFile() ? read(path, folder) : above === folder ? null : inFolder(above);
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
  return { of: (path) => inFolder(path === '-' ? process.cwd() : dirname(resolve(path))), forget: () => known.clear() };
}

export const settingsOf = (found: Found | null): Settings => found?.settings ?? DEFAULT_SETTINGS;
