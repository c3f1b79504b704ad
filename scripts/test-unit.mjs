// Bundles test/**/*.test.ts and runs them with node's test runner. Words filter by path: `npm run test:unit -- rules lexer`.
// `--built`: the bundles are there already.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tally } from './counts.mjs';
import { root } from './npm.mjs';
import { run } from './run.mjs';

const args = process.argv.slice(2);
if (!args.includes('--built') && (await run(['scripts/build.mjs', '--dev', '--tests']))) process.exit(1);
const words = args.filter((a) => !a.startsWith('-'));
const files = readdirSync(join(root, 'dist-test', 'unit'), { recursive: true })
  .map((f) => `dist-test/unit/${f}`.replaceAll('\\', '/'))
  .filter((f) => f.endsWith('.test.mjs') && (!words.length || words.some((w) => f.includes(w))));
if (!files.length) {
  console.error('no unit test matches');
  process.exit(1);
}
const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-unit-'));
const counts = join(dir, 'counts.json');
const code = await run([
  '--enable-source-maps', '--test',
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  '--test-reporter=./scripts/unit-counts.mjs', `--test-reporter-destination=${counts}`,
  ...files,
]);
let count;
try {
  count = JSON.parse(readFileSync(counts, 'utf8'));
} catch {
  count = { passed: 0, failed: 1 };
} finally {
  rmSync(dir, { recursive: true, force: true });
}
process.exit(tally('unit', count) || code);
