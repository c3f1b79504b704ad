// Counts of the engine's work for single edits in generated files: lines lexed and rules run, which no busy machine can blur.
import { join } from 'node:path';
import { build } from 'esbuild';
import { countEdits, WORK_EDITS } from './bench-edits.mjs';
import { generate } from './gen-config.mjs';
import { root } from './npm.mjs';

/** @param {readonly number[]} sizes lines of the generated files */
export async function workCounts(sizes) {
  const bundle = await build({ entryPoints: [join(root, 'server/src/engine/index.ts')], bundle: true, format: 'esm', write: false, logLevel: 'error' });
  const { Engine } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);
  const counts = sizes.map((lines) => countEdits(new Engine(), generate({ lines })));
  return { sizes, edits: WORK_EDITS.map(({ name }, i) => ({ name, counts: counts.map((c) => c[i]) })) };
}
