// `npm run coverage [-- --all] [word ...]`: the unit tests with V8's own counts; lines and branches of server/src/engine, and the
// files where fewer than 95 % of the lines or of the branches ran (all that miss something with --all). Fewer than 95 % of all
// lines: exit code 1. All tests share one copy of the engine here (esbuild splits), so that counts add up.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceMap } from 'node:module';
import { build } from 'esbuild';
import { root } from './npm.mjs';
import { run } from './run.mjs';

const LEAST = 0.95, all = process.argv.includes('--all'), words = process.argv.slice(2).filter((w) => w !== '--all'), out = join(root, 'dist-test', 'coverage'), counts = join(out, 'counts');
/** They start servers and programs of their own, which are other bundles; or they measure times, which are not those of counted code. */
const ELSEWHERE = /^(?:cli|lsp|client|webview|docs|fuzz)\/|speed\.test/;
const tests = readdirSync(join(root, 'test'), { recursive: true }).map((f) => String(f).replaceAll('\\', '/'))
  .filter((f) => f.endsWith('.test.ts') && !ELSEWHERE.test(f) && (!words.length || words.some((w) => f.includes(w))));
if (!tests.length) throw new Error('no unit test matches');
rmSync(out, { recursive: true, force: true });
mkdirSync(counts, { recursive: true });
await build({
  entryPoints: tests.map((f) => join('test', f)), outbase: 'test', outdir: out, outExtension: { '.js': '.mjs' }, absWorkingDir: root, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20',
  packages: 'external', external: ['vscode'], loader: { '.json': 'json', '.cfg': 'text' }, define: { __VERSION__: '"0.0.0"' }, sourcemap: 'external', sourcesContent: false, logLevel: 'warning',
});
const failed = await run(['--test', '--test-reporter=dot', '--test-reporter-destination=stdout', ...tests.map((f) => join(out, f.replace(/\.ts$/, '.mjs')))], { seconds: 1800, env: { HAPROXY_WS_RUNS: '30', ...process.env, NODE_V8_COVERAGE: counts } });

/** Of each bundle: which characters some process ran, and the stretches that V8 counts by themselves with the times they ran. */
const bundles = new Map();
for (const file of readdirSync(counts)) for (const { url, functions } of JSON.parse(readFileSync(join(counts, file), 'utf8')).result) {
  if (!url.startsWith('file:') || !fileURLToPath(url).startsWith(out)) continue;
  const path = fileURLToPath(url), bundle = bundles.get(path) ?? { text: readFileSync(path, 'utf8'), ran: undefined, stretches: new Map() };
  bundle.ran ??= new Uint8Array(bundle.text.length);
  bundles.set(path, bundle);
  // from the outside in: what is nested says better
  const mine = new Uint8Array(bundle.text.length);
  for (const { ranges } of functions) for (const { startOffset: a, endOffset: b, count } of ranges) { mine.fill(count ? 1 : 0, a, b); bundle.stretches.set(`${a},${b}`, a); }
  for (let i = 0; i < mine.length; i++) bundle.ran[i] |= mine[i];
}

/** Lines of each source file: what of their code ran. */
const files = new Map();
for (const [path, { text, ran, stretches }] of bundles) {
  const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8'))), starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  const source = (offset) => {
    let a = 0, b = starts.length;
    while (b - a > 1) { const m = (a + b) >> 1; if (starts[m] <= offset) a = m; else b = m; }
    const entry = map.findEntry(a, offset - starts[a]);
    if (entry.originalSource === undefined || entry.generatedLine !== a) return undefined;
    const name = relative(root, resolve(path, '..', entry.originalSource)).replaceAll('\\', '/');
    return name.startsWith('server/src/engine/') ? { name, line: entry.originalLine + 1, column: entry.originalColumn } : undefined;
  };
  const of = (name) => { const known = files.get(name) ?? { lines: new Map(), branches: new Map() }; files.set(name, known); return known; };
  for (let i = 0; i < text.length; i++) {
    if (!/[\w$'"`]/.test(text[i]) || /[\w$]/.test(text[i - 1] ?? ' ')) continue; // the first letter of a word
    const at = source(i);
    if (!at) continue;
    const { lines } = of(at.name), line = lines.get(at.line) ?? { words: 0, ran: 0 };
    line.words++; line.ran += ran[i];
    lines.set(at.line, line);
  }
  for (const a of stretches.values()) { const at = source(a); if (at) of(at.name).branches.set(`${at.line}:${at.column + 1}`, ran[a]); }
}

const share = (a, b) => `${((100 * a) / Math.max(1, b)).toFixed(1)} %`.padStart(8), sum = { files: 0, lines: 0, ran: 0, whole: 0, branches: 0, taken: 0 }, low = [];
for (const [name, { lines, branches }] of [...files].sort()) {
  const told = [...lines], ran = told.filter(([, l]) => l.ran > 0).length, missed = told.filter(([, l]) => !l.ran).map(([n]) => n).sort((a, b) => a - b), not = [...branches].filter(([, n]) => !n).map(([at]) => at);
  sum.files++; sum.lines += told.length; sum.ran += ran; sum.whole += told.filter(([, l]) => l.ran === l.words).length; sum.branches += branches.size; sum.taken += branches.size - not.length;
  const share = { lines: ran / told.length, branches: 1 - not.length / Math.max(1, branches.size) };
  if (all ? ran < told.length || not.length : Math.min(share.lines, share.branches) < LEAST) low.push({ name, ...share, missed, not });
}
console.log(`\n${tests.length} test files; ${sum.files} files of the engine:\n${share(sum.ran, sum.lines)} of ${sum.lines} lines (${share(sum.whole, sum.lines).trim()} ran whole)\n${share(sum.taken, sum.branches)} of ${sum.branches} branches`);
for (const f of low.sort((a, b) => a.lines - b.lines || a.branches - b.branches)) console.log(`${share(f.lines, 1)} lines ${share(f.branches, 1)} branches  ${f.name}${f.missed.length ? `\n    lines ${f.missed.join(' ')}` : ''}${f.not.length ? `\n    branches ${f.not.join(' ')}` : ''}`);
if (failed) console.error('\nA test failed: see above.');
process.exit(failed || sum.ran < sum.lines * LEAST ? 1 : 0);
