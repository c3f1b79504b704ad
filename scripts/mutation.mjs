// `npm run mutation [-- --share 0.05] [--list] [path ...]`: Stryker changes the rules and the model in thousands of places, one at
// a time; the tests should notice. Prints how many were noticed, by folder; with --list every one that was not. A path below
// server/src/engine (`rules/websocket`, `model/names.ts`) chooses files. `--share 1` tries all of the code: 30,000 mutants, hours.
// How a mutant meets the tests: scripts/mutation/runner.mjs. Less than 80 %: exit code 1.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleOf } from './mutation/sample.mjs';
import { root } from './npm.mjs';
import { run } from './run.mjs';

const LEAST = 80, args = process.argv.slice(2), share = Number(args.includes('--share') ? args[args.indexOf('--share') + 1] : 0.05), list = args.includes('--list');
const words = args.filter((a, i) => !a.startsWith('--') && args[i - 1] !== '--share'), out = join(root, 'dist-test', 'mutation'), engine = 'server/src/engine';
const files = readdirSync(join(root, engine), { recursive: true }).map((f) => String(f).replaceAll('\\', '/')).filter((f) => f.endsWith('.ts') && f !== 'rules/registry.ts' && (words.length ? words : ['rules/', 'model/']).some((w) => f.startsWith(w))).sort();
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const config = JSON.parse(readFileSync(join(root, 'scripts/mutation/stryker.config.json'), 'utf8'));
config.mutate = files.flatMap((f) => sampleOf(`${engine}/${f}`, readFileSync(join(root, engine, f), 'utf8'), share));
writeFileSync(join(out, 'stryker.config.json'), JSON.stringify(config, null, 2));
const code = await run(['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'dist-test/mutation/stryker.config.json'], { seconds: 24 * 3600 });
if (code) process.exit(code);

const folders = new Map(), total = { tried: 0, noticed: 0 }, missed = [];
for (const [fileName, { mutants }] of Object.entries(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')).files)) for (const { status, location: { start }, mutatorName, replacement = '' } of mutants) {
  if (!['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status)) continue;
  const folder = fileName.split('/').slice(3, -1).join('/'), sum = folders.get(folder) ?? { tried: 0, noticed: 0 }, noticed = status === 'Killed' || status === 'Timeout';
  folders.set(folder, sum);
  for (const s of [sum, total]) { s.tried++; if (noticed) s.noticed++; }
  if (!noticed) missed.push(`${fileName}:${start.line}:${start.column} ${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 120)}${status === 'NoCoverage' ? ' (no test comes by)' : ''}`);
}
const score = ({ tried, noticed }) => `${((100 * noticed) / Math.max(1, tried)).toFixed(1)} %`.padStart(8);
if (list) console.log(`\nNot noticed:\n${missed.join('\n')}`);
console.log(`\n${total.tried} mutants in ${share >= 1 ? 'all' : `${(100 * share).toFixed(1)} %`} of the code of ${files.length} files; noticed:`);
for (const [folder, sum] of [...folders].sort()) console.log(`${score(sum)} of ${String(sum.tried).padStart(5)}  ${folder}`);
console.log(`${score(total)} of ${String(total.tried).padStart(5)}  all`);
process.exit((100 * total.noticed) / Math.max(1, total.tried) >= LEAST ? 0 : 1);
