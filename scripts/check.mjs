// `npm run check`: types of the engine by itself (no Node, no DOM), types of everything, lint, and knip: no file, export or dependency that nothing uses.
import { tally } from './counts.mjs';
import { run } from './run.mjs';

const checks = {
  'types of the engine': ['node_modules/typescript/bin/tsc', '-p', 'server/src/engine'],
  'types of the webviews': ['node_modules/typescript/bin/tsc', '-p', 'client/webview'],
  'types of everything': ['node_modules/typescript/bin/tsc', '-p', '.'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'lint', '--diagnostic-level=warn', '--error-on-warnings'],
  'nothing unused': ['node_modules/knip/bin/knip.js', '--no-progress'],
};
const count = { passed: 0, failed: 0 };
for (const [name, args] of Object.entries(checks)) {
  const ok = (await run(args)) === 0;
  count[ok ? 'passed' : 'failed']++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`);
}
process.exit(tally('check', count));
