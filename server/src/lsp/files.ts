// Which files make up one configuration, as HAProxy reads `-f a -f b`: the `haproxy.files` setting, else a main file with
// the `.cfg` files of a `haproxy.d` or `conf.d` folder beside it.

/** Reading of files, by uri; null where there is none. Nothing is ever written. */
export interface FileAccess {
  read(uri: string): Promise<string | null>;
  list(uri: string): Promise<readonly { readonly name: string; readonly folder: boolean }[] | null>;
  /** A file of any size, in pieces. */
  stream?(uri: string): Promise<{ readonly bytes: number; readonly pieces: AsyncIterable<string> } | null>;
}

const FOLDERS = ['haproxy.d', 'conf.d'];
const MAIN = 'haproxy.cfg';
const MOST_FILES = 10_000, DEEPEST = 16;

const parentOf = (uri: string): string => uri.replace(/\/[^/]*$/, '');
const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
const child = (folder: string, name: string): string => `${folder.replace(/\/$/, '')}/${name.split('/').map(encodeURIComponent).join('/')}`;
const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Uris in HAProxy's order; just the file itself when it stands alone. `base` is the folder that relative entries start from. */
export async function filesOf(uri: string, entries: readonly string[], base: string | null, access: FileAccess): Promise<readonly string[]> {
  if (entries.length > 0) {
    const all = (await Promise.all(entries.map((e) => expand(e, base ?? parentOf(uri), access)))).flat();
    const once = [...new Set(all)];
    return once.includes(uri) ? once : [uri];
  }
  const folder = parentOf(uri);
  if (FOLDERS.includes(nameOf(folder))) {
    const main = child(parentOf(folder), MAIN);
    if ((await access.read(main)) === null) return [uri];
    const parts = await configsIn(folder, access);
    return parts.includes(uri) ? [main, ...parts] : [uri];
  }
  if (nameOf(uri) !== MAIN) return [uri];
  for (const name of FOLDERS) { const parts = await configsIn(child(folder, name), access); if (parts.length) return [uri, ...parts]; }
  return [uri];
}

/** `.cfg` files of a folder as `-f FOLDER` reads them: sorted by bytes, hidden ones left out. */
async function configsIn(folder: string, access: FileAccess): Promise<string[]> {
  const names = (await access.list(folder)) ?? [];
  return names.filter((n) => !n.folder && n.name.endsWith('.cfg') && !n.name.startsWith('.')).map((n) => n.name).sort(byBytes).map((n) => child(folder, n));
}

/** Uri of a path, relative to the folder `base` unless it is absolute. */
export function resolve(path: string, base: string): string {
  const plain = path.replace(/\\/g, '/').replace(/^\.\//, '');
  if (!/^(?:\/|[A-Za-z]:\/)/.test(plain)) return plain === '' ? base : child(base, plain);
  return `${base.replace(/^([a-z-]+:\/\/[^/]*).*/, '$1')}/${plain.replace(/^\//, '').split('/').map(encodeURIComponent).join('/')}`;
}

async function expand(entry: string, base: string, access: FileAccess): Promise<string[]> {
  const path = entry.replace(/\\/g, '/').replace(/^\.\//, '');
  const { default: picomatch } = await import('picomatch'), { base: fixed, isGlob } = picomatch.scan(path);
  const start = resolve(fixed, base);
  if (!isGlob) {
    if (await access.list(start)) return configsIn(start, access);
    return (await access.read(start)) === null ? [] : [start];
  }
  const matches = picomatch(path), from = fixed, found: string[] = [];
  const walk = async (folder: string, rel: string, depth: number): Promise<void> => {
    for (const n of (await access.list(folder)) ?? []) {
      if (found.length >= MOST_FILES) return;
      const name = rel === '' ? n.name : `${rel}/${n.name}`;
      if (n.folder) { if (depth < DEEPEST && n.name !== 'node_modules' && n.name !== '.git') await walk(child(folder, n.name), name, depth + 1); }
      else if (matches(name)) found.push(child(folder, n.name));
    }
  };
  await walk(start, from.replace(/\/$/, ''), 0);
  return found.sort(byBytes);
}
