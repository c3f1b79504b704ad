// `npm run bundle-report`: what each bundle of the extension holds, by folder, largest first.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './npm.mjs';

const kB = (n) => `${(n / 1000).toFixed(1)} kB`.padStart(10);
const entries = { 'client/src/extension.ts': 'node', 'client/src/node.ts': 'node', 'server/src/node.ts': 'node', 'server/src/cli/main.ts': 'node', 'client/src/browser.ts': 'browser', 'server/src/web.ts': 'browser' };
for (const [entry, platform] of Object.entries(entries)) {
  if (!existsSync(join(root, entry))) continue;
  const { metafile } = await build({ entryPoints: [entry], bundle: true, minify: true, platform, format: 'esm', write: false, outdir: 'x', metafile: true, external: ['vscode', './node.js'], absWorkingDir: root, logLevel: 'error', loader: { '.cfg': 'text' }, define: { __VERSION__: '"0"' } });
  const parts = new Map();
  let all = 0;
  for (const output of Object.values(metafile.outputs)) for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
    const part = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? file.replace('server/src/engine/', 'engine/').split('/').slice(0, 3).join('/');
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    all += bytesInOutput;
  }
  console.log(`\n${entry} (${platform})\n${kB(all)}  minified, before the data is packed`);
  for (const [part, bytes] of [...parts].sort((a, b) => b[1] - a[1]).slice(0, 14)) console.log(`${kB(bytes)}  ${part}`);
}
