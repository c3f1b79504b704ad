// A Node bundle in pieces: what is loaded on demand goes into files of its own, and what they share into others. esbuild splits
// ES modules alone, and a server that any editor starts is CommonJS: the pieces are turned into that here.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, transform } from 'esbuild';

/** `import{a as b}from"./piece.js"` at the head of a piece. Names are taken once: pieces do not refer to each other in circles, and nothing they export is written to again. */
const IMPORT = /\s*(?:\/\/[^\n]*\n\s*)*import\s*(?:(\{[^}]*\})\s*from\s*)?"(\.\/[^"]+)";?/y;

function requires(text) {
  let out = '';
  IMPORT.lastIndex = 0;
  for (let m; (m = IMPORT.exec(text));) {
    out += '\n'.repeat(m[0].split('\n').length - 1); // lines stay where the source map has them
    out += m[1] ? `const${m[1].replace(/(\w|\$)\s+as\s+/g, '$1:')}=require("${m[2]}");` : `require("${m[2]}");`;
    text = text.slice(IMPORT.lastIndex);
    IMPORT.lastIndex = 0;
  }
  return out + text;
}

/** @param {import('esbuild').BuildOptions} options with an `outdir` */
export async function buildSplit(options) {
  const { supported: _, ...rest } = options;
  const result = await build({ ...rest, format: 'esm', splitting: true, chunkNames: 'server/[name]-[hash]', write: false });
  const maps = new Map(result.outputFiles.filter((f) => f.path.endsWith('.map')).map((f) => [f.path.slice(0, -4), f.text]));
  for (const { path, text } of result.outputFiles) {
    if (path.endsWith('.map')) continue;
    const known = maps.get(path), source = requires(text).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n') + (known ? `//# sourceMappingURL=data:application/json;base64,${Buffer.from(known).toString('base64')}` : '');
    const { code, map } = await transform(source, { format: 'cjs', target: options.target, platform: 'node', minify: options.minify ?? false, legalComments: 'none', supported: { 'dynamic-import': false }, ...(known ? { sourcemap: 'external', sourcefile: basename(path) } : {}) });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, known ? `${code}//# sourceMappingURL=${basename(path)}.map\n` : code);
    if (known) writeFileSync(`${path}.map`, map);
    if (/^\s*import\b[^(]*"\.\//m.test(code)) throw new Error(`${basename(path)} still imports`);
  }
  return result;
}

/** Bytes of a server in pieces: code loaded at its start, all of its code, and its data. @param {string} server path of `server.js` */
export function bundleSizes(server) {
  const folder = join(dirname(server), 'server'), seen = new Set(), size = (f) => statSync(f).size;
  const follow = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    // what is loaded later stands in a function: `then(()=>…require("./piece.js")…)`
    for (const [, piece] of readFileSync(file, 'utf8').matchAll(/(?<!\(\)\s*=>\s*(?:\w+\()?)\brequire\("(\.\/[^"]+)"\)/g)) follow(join(dirname(file), piece));
  };
  follow(server);
  const all = readdirSync(folder), sum = (ext) => all.filter((f) => f.endsWith(ext)).reduce((n, f) => n + size(join(folder, f)), 0);
  return { atStart: [...seen].reduce((n, f) => n + size(f), 0), code: size(server) + sum('.js'), data: sum('.br') };
}
