// `npm run coverage`: the unit tests with Node's own coverage; lines and branches of server/src/engine, and where they are low.
// At least 95 % of the lines, or exit code 1.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './npm.mjs';
import { run } from './run.mjs';

const LEAST = 95, words = process.argv.slice(2);
if (await run(['scripts/build.mjs', '--dev', '--tests'])) process.exit(1);
const files = readdirSync(join(root, 'dist-test', 'unit'), { recursive: true }).map((f) => `dist-test/unit/${f}`.replaceAll('\\', '/')).filter((f) => f.endsWith('.test.mjs') && !/\/(?:lsp|cli|client|fuzz|check)\//.test(f) && (!words.length || words.some((w) => f.includes(w))));
const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-coverage-')), lcov = join(dir, 'lcov');
await run(['--enable-source-maps', '--experimental-test-coverage', '--test', '--test-reporter=lcov', `--test-reporter-destination=${lcov}`, ...files], { seconds: 3600 });
const total = { lines: [0, 0], branches: [0, 0] }, low = [];
// each bundle of tests tells of its own copy of a file: a line counts when one of them ran it
const seen = new Map();
for (const record of readFileSync(lcov, 'utf8').split('end_of_record')) {
  const file = /^SF:(.*)$/m.exec(record)?.[1]?.replaceAll('\\', '/');
  if (!file?.includes('server/src/engine/')) continue;
  const name = file.slice(file.indexOf('server/src/engine/')), known = seen.get(name) ?? { lines: new Map(), branches: new Map() };
  seen.set(name, known);
  for (const [, line, hits] of record.matchAll(/^DA:(\d+),(\d+)/gm)) known.lines.set(line, (known.lines.get(line) ?? 0) + Number(hits));
  for (const [, line, block, branch, hits] of record.matchAll(/^BRDA:(\d+),(\d+),(\d+),(\d+|-)/gm)) { const key = `${line},${branch}`; known.branches.set(key, (known.branches.get(key) ?? 0) + (Number(hits) || 0)); void block; }
}
rmSync(dir, { recursive: true, force: true });
for (const [name, { lines, branches }] of seen) {
  const ran = [...lines.values()].filter(Boolean).length, taken = [...branches.values()].filter(Boolean).length;
  total.lines[0] += ran; total.lines[1] += lines.size; total.branches[0] += taken; total.branches[1] += branches.size;
  if (ran < lines.size * LEAST / 100) low.push(`${((100 * ran) / lines.size).toFixed(1).padStart(6)} %  ${name}: lines ${[...lines].filter(([, n]) => !n).map(([l]) => l).slice(0, 20).join(' ')}`);
}
const share = ([a, b]) => (100 * a) / Math.max(1, b);
console.log(`\n${seen.size} files of the engine: ${share(total.lines).toFixed(1)} % of ${total.lines[1]} lines, ${share(total.branches).toFixed(1)} % of ${total.branches[1]} branches`);
for (const line of low.sort()) console.log(line);
process.exit(share(total.lines) >= LEAST ? 0 : 1);
