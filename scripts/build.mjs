// Bundles client, server, CLI and the tests that run inside an editor. `--tests` adds the unit tests; `--dev` keeps it readable.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './npm.mjs';
import { buildSplit } from './split.mjs';

const at = (...p) => join(root, ...p);
/** Which measurements a text rests on is for its readers in the sources and for the tests, not for the bundles. */
const withoutEvidenceIn = (path) => (/[\\/]data[\\/]prose[\\/]/.test(path) ? (key, value) => (key === 'evidence' || (key === 'note' && typeof value === 'string' && /evidence/.test(value)) ? undefined : value) : undefined);
const prose = { name: 'prose', setup: (b) => { b.onLoad({ filter: /[\\/]data[\\/]prose[\\/]\w[\w-]*\.json$/ }, ({ path }) => ({ loader: 'json', contents: JSON.stringify(JSON.parse(readFileSync(path, 'utf8'), withoutEvidenceIn(path))) })); } };
/** Files that are no outputs of esbuild. */
const written = new Set();
const dev = process.argv.includes('--dev');
const common = { bundle: true, plugins: [prose], target: 'es2022', external: ['vscode'], logLevel: 'warning', absWorkingDir: root, metafile: true, define: { __VERSION__: JSON.stringify(JSON.parse(readFileSync(at('package.json'), 'utf8')).version) }, loader: { '.json': 'json', '.cfg': 'text' } };
const min = { ...common, minify: !dev, sourcemap: dev, legalComments: 'none' };
const node = { platform: 'node', format: 'cjs', target: 'node20' };
const have = (o) => Object.fromEntries(Object.entries(o).filter(([, f]) => existsSync(at(f))));

/** Keyword data is compressed for Node: a third of its size. In the one file of the CLI it stands as text, beside the server as files. A browser has no way to unpack it while it loads a script. */
const packed = (name, read) => ({
  name,
  setup(b) {
    b.onLoad({ filter: /[\\/]server[\\/]data[\\/].*\.json$/ }, ({ path }) => {
      const text = `require('node:zlib').brotliDecompressSync(${read(path, brotliCompressSync(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'), withoutEvidenceIn(path)))))}).toString()`;
      return { contents: `module.exports = ${basename(path) === 'facts.json' ? text : `JSON.parse(${text})`};`, loader: 'js' };
    });
  },
});
const packedData = packed('packed-data', (_, bytes) => `Buffer.from('${bytes.toString('base64')}', 'base64')`);
const dataFiles = packed('data-files', (path, bytes) => {
  const name = `${relative(at('server/data'), path).replace(/[\\/]/g, '-').replace(/\.json$/, '')}.br`;
  mkdirSync(at('dist/server'), { recursive: true });
  writeFileSync(at('dist/server', name), bytes);
  written.add(`dist/server/${name}`);
  return `require('node:fs').readFileSync(require('node:path').join(__dirname.replace(/[\\\\/]server$/, ''), 'server/${name}'))`; // of the entry or of a piece
});
/** What only the rule pages and SARIF print: none of it in the server. */
const withoutDocs = {
  name: 'without-docs',
  setup(b) {
    b.onLoad({ filter: /[\\/]rules[\\/][a-z]+[\\/][a-z0-9-]+\.ts$/ }, ({ path }) => ({ contents: readFileSync(path, 'utf8').replace(/^ {2}(?:why|source|title): (?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"),$/gm, ''), loader: 'ts' }));
  },
};

const jobs = [
  // The client's half that talks to the server is loaded when it is needed: a file of its own.
  { ...min, ...node, external: ['vscode', './node.js'], supported: { 'dynamic-import': false }, entryPoints: have({ extension: 'client/src/extension.ts', node: 'client/src/node.ts' }), outdir: 'dist' },
  { ...min, ...node, split: true, plugins: dev ? [prose] : [dataFiles, withoutDocs], entryPoints: have({ server: 'server/src/node.ts' }), outdir: 'dist' },
  { ...min, ...node, plugins: dev ? [prose] : [packedData], entryPoints: have({ cli: 'server/src/cli/main.ts' }), outdir: 'dist' },
  { ...min, platform: 'browser', format: 'cjs', entryPoints: have({ extension: 'client/src/browser.ts' }), outdir: 'dist/browser' },
  { ...min, platform: 'browser', format: 'iife', plugins: dev ? [prose] : [prose, withoutDocs], entryPoints: have({ server: 'server/src/web.ts' }), outdir: 'dist/browser' },
  // scripts of webviews: they run in a page, and their style sheets lie beside them
  { ...min, platform: 'browser', format: 'iife', entryPoints: have({ log: 'client/webview/log.ts', path: 'client/webview/path/main.ts', simulate: 'client/webview/simulate.ts' }), outdir: 'dist/webview' },
  { ...common, ...node, external: ['vscode', 'mocha'], entryPoints: have({ index: 'test/editor/index.node.ts', suite: 'test/editor/suite.ts', killed: 'test/editor/killed.ts' }), outdir: 'dist-test/node' },
  // mocha's UMD build would put itself in the bundle's own module.exports: name the bundle's exports and set them last.
  { ...common, platform: 'browser', format: 'iife', globalName: 'hostTests', footer: { js: 'module.exports = hostTests;' }, entryPoints: have({ index: 'test/editor/index.web.ts' }), outdir: 'dist-test/web' },
];
if (process.argv.includes('--tests')) {
  const tests = readdirSync(at('test'), { recursive: true }).map(String).filter((f) => f.endsWith('.test.ts'));
  jobs.push({ ...common, ...node, format: 'esm', packages: 'external', sourcemap: 'inline', entryPoints: tests.map((f) => join('test', f)), outbase: 'test', outdir: 'dist-test/unit', outExtension: { '.js': '.mjs' } });
}
const results = await Promise.all(jobs.filter((j) => Object.keys(j.entryPoints).length).map(({ split, ...j }) => (split ? buildSplit(j) : build(j))));

// Old bundles go last and one by one: an editor or a test that runs meanwhile keeps what it has open.
const fresh = new Set([...results.flatMap((r) => Object.keys(r.metafile.outputs)), ...written]);
for (const dir of ['dist', 'dist-test/node', 'dist-test/web', ...(process.argv.includes('--tests') ? ['dist-test/unit'] : [])]) {
  if (!existsSync(at(dir))) continue;
  for (const entry of readdirSync(at(dir), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !fresh.has(relative(root, path).replaceAll('\\', '/'))) rmSync(path, { force: true });
  }
}
