// The `.editorconfig` files above a document: how far to indent, for editors that do not read them themselves.
import picomatch from 'picomatch';
import type { FileAccess } from './files.ts';

/** What counts for formatting; names as in the files, values in small letters. */
export type EditorConfig = ReadonlyMap<string, string>;

const FOLDERS = 64;

/** What the nearest files say of a document: the nearer one wins, in a file the later section. */
export async function editorConfig(uri: string, access: FileAccess): Promise<EditorConfig> {
  const found: { folder: string; text: string }[] = [];
  for (let folder = uri, n = 0; n < FOLDERS && /^[a-z-]+:\/\/[^/]*\/[^/]/.test(folder); n++) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    const text = await access.read(`${folder}/.editorconfig`);
    if (text === null) continue;
    found.unshift({ folder, text });
    if (/^\s*root\s*=\s*true\s*$/im.test(text.split(/^\s*\[/m)[0]!)) break;
  }
  const out = new Map<string, string>();
  for (const { folder, text } of found) {
    const path = decodeURIComponent(uri.slice(folder.length + 1));
    let counts = false;
    for (const line of text.split(/\r?\n/)) {
      const section = /^\s*\[(.*)\]\s*$/.exec(line), pair = /^\s*([^#;=\s][^=]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
      if (section) { const glob = section[1]!; counts = picomatch.isMatch(path, glob.replace(/^\//, ''), { basename: !glob.includes('/'), dot: true }); }
      else if (pair && counts) out.set(pair[1]!.toLowerCase(), pair[2]!.toLowerCase());
    }
  }
  return out;
}

/** One level of indentation; `given` is what the editor asks for. */
export function indentOf(config: EditorConfig, given: { readonly tabSize: number; readonly insertSpaces: boolean }): string {
  const style = config.get('indent_style'), size = config.get('indent_size');
  if (style ? style === 'tab' : given.insertSpaces === false) return '\t';
  const width = Number(size && size !== 'tab' ? size : config.get('tab_width')) || given.tabSize || 4;
  return ' '.repeat(Math.max(1, Math.min(16, width)));
}
