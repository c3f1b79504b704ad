// Bundles test/**/*.test.ts and runs them with node's test runner. Arguments filter by path: `npm run test:unit -- rules lexer`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (...a) => spawnSync(process.execPath, a, { cwd: root, stdio: 'inherit' }).status ?? 1;
if (run('scripts/build.mjs', '--dev', '--tests')) process.exit(1);
const words = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const dir = join(root, 'dist-test', 'unit');
const files = readdirSync(dir, { recursive: true }).map(String).filter((f) => f.endsWith('.test.mjs') && (!words.length || words.some((w) => f.includes(w)))).map((f) => join(dir, f));
if (!files.length) { console.error('no unit test matches'); process.exit(1); }
process.exit(run('--enable-source-maps', '--test', '--test-reporter=spec', ...files));
