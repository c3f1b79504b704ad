// `npm run fuzz -- --minutes 30 [--seed n]`: bundles the fuzzer and runs it. See test/fuzz/run.ts.
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './npm.mjs';
import { run } from './run.mjs';

await build({ entryPoints: [join(root, 'test/fuzz/run.ts')], bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', sourcemap: 'inline', loader: { '.cfg': 'text' }, define: { __VERSION__: '"0"' }, outfile: join(root, 'dist-test/fuzz/run.mjs'), absWorkingDir: root, logLevel: 'warning' });
process.exit(await run(['--enable-source-maps', 'dist-test/fuzz/run.mjs', ...process.argv.slice(2)], { seconds: 24 * 3600 }));
