// From the command line's paths to texts, and back to disk: bytes that are not ours to change stay as they are.
import { isUtf8 } from 'node:buffer';
import { accessSync, chownSync, chmodSync, closeSync, constants, fsyncSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { looksLikeHaproxy } from '../../../client/src/recognise.ts';

/** A file or folder that cannot be used. `message` says why, without the path. */
export interface Unusable { readonly path: string; readonly message: string }

/** A text and what has to be known to write it back byte for byte. */
export interface Source {
  /** As the reader named it; '-' is standard input. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly bom: boolean;
  /** `latin1` stands for any 8-bit encoding: each byte is one character, and goes back as the same byte. */
  readonly encoding: 'utf8' | 'latin1';
}

export const STDIN = '-';
const BOM = '\ufeff';
/** How much of a file with a common name is read to tell whether it is HAProxy's. */
const GLANCE_LINES = 400;
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn']);

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder', EACCES: 'no permission to read it', EPERM: 'no permission', EISDIR: 'is a folder', ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is too long', ENOTDIR: 'a part of the path is not a folder', EIO: 'the disk cannot read it', ERR_FS_FILE_TOO_LARGE: 'larger than 2 GiB', ERR_STRING_TOO_LONG: 'larger than 512 MiB',
};
export function reason(error: unknown): string {
  const e = error as NodeJS.ErrnoException;
  return (e.code && REASONS[e.code]) ?? String(e.message ?? error);
}

/** Throws an Error that says why the bytes are no configuration. */
export function decode(path: string, bytes: Buffer): Source {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new Error(utf16 ? 'is UTF-16; HAProxy reads 8-bit text only' : `is not a text file (NUL byte at offset ${nul})`);
  }
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1', text = bytes.toString(encoding), bom = text.startsWith(BOM);
  return { path, text: bom ? text.slice(1) : text, bom, encoding };
}

export function encode(source: Source, text: string): Buffer {
  if (source.encoding === 'latin1' && /[^\0-\xff]/.test(text)) throw new Error('a fix needs a character that the encoding of the file does not have');
  return Buffer.from((source.bom ? BOM : '') + text, source.encoding);
}

export const read = (path: string): Source => decode(path, readFileSync(path));

export async function readStdin(): Promise<Source> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return decode(STDIN, Buffer.concat(chunks));
}

/** Replaces the file in one step, so that nobody ever reads half of it. Keeps mode and owner, and follows symbolic links. */
export function write(source: Source, text: string): void {
  const bytes = encode(source, text), path = realpathSync(source.path), was = statSync(path);
  if (!was.isFile()) throw new Error('is not a regular file, so it cannot be fixed');
  accessSync(path, constants.W_OK);
  if (was.nlink > 1) { writeFileSync(path, bytes); return; } // a new file would part it from its other names
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`), fd = openSync(beside, 'wx', 0o600);
  try {
    try { writeFileSync(fd, bytes); fsyncSync(fd); } finally { closeSync(fd); }
    keepOwner(beside, was);
    chmodSync(beside, was.mode & 0o7777);
    renameSync(beside, path);
  } catch (e) { rmSync(beside, { force: true }); throw e; }
}

function keepOwner(path: string, was: Stats): void {
  const now = statSync(path);
  if (now.uid === was.uid && now.gid === was.gid) return;
  try { chownSync(path, was.uid, was.gid); } catch { /* only root may; the text matters more */ }
}

/** Files behind the paths, each once, in the order of the paths and sorted inside folders. */
export function expand(paths: readonly string[], unusable: Unusable[]): string[] {
  const out: string[] = [], seen = new Set<string>();
  const put = (path: string, key: string): void => { if (!seen.has(key)) { seen.add(key); out.push(path); } };
  for (const path of paths) {
    if (path === STDIN) { put(path, path); continue; }
    try {
      if (!statSync(path).isDirectory()) { put(path, resolve(path)); continue; }
      const found = walk(path, new Set(), unusable);
      if (found.length === 0) unusable.push({ path, message: 'no HAProxy configuration in this folder' });
      for (const f of found) put(f, resolve(f));
    } catch (e) { unusable.push({ path, message: reason(e) }); }
  }
  return out;
}

function walk(folder: string, above: ReadonlySet<string>, unusable: Unusable[]): string[] {
  const here = realpathSync(folder);
  if (above.has(here)) return []; // a symbolic link back to a folder that we are in
  const inside = new Set(above).add(here), out: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    const path = join(folder, entry.name);
    try {
      const what = entry.isSymbolicLink() ? statSync(path) : entry;
      if (what.isDirectory()) { if (!SKIPPED.has(entry.name)) out.push(...walk(path, inside, unusable)); }
      else if (what.isFile() && isHaproxy(path, entry.name)) out.push(path);
    } catch (e) { if (!entry.isSymbolicLink()) unusable.push({ path, message: reason(e) }); } // a dangling link is nobody's configuration
  }
  return out;
}

/** By name, else by content for the endings that HAProxy shares with others. */
function isHaproxy(path: string, name: string): boolean {
  if (/^haproxy.*\.cfg$/i.test(name) || /\.haproxy$/i.test(name)) return true;
  if (!/\.(?:cfg|conf)$/i.test(name)) return false;
  const bytes = readFileSync(path);
  return !bytes.includes(0) && looksLikeHaproxy(bytes.toString('latin1').split(/\r\n?|\n/, GLANCE_LINES), resolve(path).replaceAll('\\', '/'));
}
