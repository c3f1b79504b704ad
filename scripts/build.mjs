// Bundles client, server, CLI and the tests that run inside an editor. `--tests` adds the unit tests.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const at = (...p) => join(root, ...p);
const dev = process.argv.includes('--dev');
const common = { bundle: true, target: 'es2022', external: ['vscode'], logLevel: 'warning', absWorkingDir: root, loader: { '.json': 'json' } };
const min = { ...common, minify: !dev, sourcemap: dev, legalComments: 'none' };
const node = { platform: 'node', format: 'cjs', target: 'node20' };
const have = (o) => Object.fromEntries(Object.entries(o).filter(([, f]) => existsSync(at(f))));

for (const d of ['dist', 'dist-test']) rmSync(at(d), { recursive: true, force: true });
const jobs = [
  { ...min, ...node, entryPoints: have({ extension: 'client/src/extension.ts', server: 'server/src/node.ts', cli: 'server/src/cli/main.ts' }), outdir: 'dist' },
  { ...min, platform: 'browser', format: 'cjs', entryPoints: have({ extension: 'client/src/browser.ts' }), outdir: 'dist/browser' },
  { ...min, platform: 'browser', format: 'iife', entryPoints: have({ server: 'server/src/web.ts' }), outdir: 'dist/browser' },
  { ...common, ...node, external: ['vscode', 'mocha', './suite.js'], entryPoints: have({ index: 'test/editor/index.node.ts', suite: 'test/editor/suite.ts' }), outdir: 'dist-test/node' },
  // mocha's UMD build would put itself in the bundle's own module.exports: name the bundle's exports and set them last.
  { ...common, platform: 'browser', format: 'iife', globalName: 'hostTests', footer: { js: 'module.exports = hostTests;' }, entryPoints: have({ index: 'test/editor/index.web.ts' }), outdir: 'dist-test/web' },
];
if (process.argv.includes('--tests')) {
  const tests = readdirSync(at('test'), { recursive: true }).map(String).filter((f) => f.endsWith('.test.ts'));
  jobs.push({ ...common, ...node, format: 'esm', packages: 'external', sourcemap: 'inline', entryPoints: tests.map((f) => join('test', f)), outbase: 'test', outdir: 'dist-test/unit', outExtension: { '.js': '.mjs' } });
}
await Promise.all(jobs.filter((j) => Object.keys(j.entryPoints).length).map((j) => build(j)));
