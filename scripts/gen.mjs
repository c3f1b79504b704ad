// Turns ../shared/facts, server/data/overlay.json, numbers.json and arity.json into server/data/facts.json, one keyword per line.
// `--check` writes nothing and fails when the committed file is stale. Without ../shared/facts it says so and succeeds.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { encodeTables } from './gen-encode.mjs';
import { applyMeasured } from './gen-merge-numbers.mjs';
import { applyOverlay } from './gen-overlay.mjs';

const root = join(import.meta.dirname, '..');
const source = join(root, '..', 'shared', 'facts');
const overlayFile = join(root, 'server', 'data', 'overlay.json');
const target = join(root, 'server', 'data', 'facts.json');
const check = process.argv.includes('--check');

if (!existsSync(source)) {
  console.error(`gen: NOT ${check ? 'CHECKED' : 'DONE'}: ${source} is absent, so server/data/facts.json stays as it is`);
  process.exit(check ? 0 : 1);
}

const bundle = await build({ entryPoints: [join(root, 'server/src/engine/language/grammar.ts')], bundle: true, format: 'esm', write: false });
const grammar = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);

const read = (name) => JSON.parse(readFileSync(join(source, `${name}.json`), 'utf8'));
const tables = Object.fromEntries(
  ['sections', 'directives', 'bind-options', 'server-options', 'crt-store-load-options', 'actions', 'fetches', 'converters', 'log-aliases', 'stick-table', 'predicates',
    'filters', 'enums'].map((name) => [name, read(name)]),
);
const used = applyOverlay(tables, JSON.parse(readFileSync(overlayFile, 'utf8')));
applyMeasured(tables, JSON.parse(readFileSync(join(root, 'server', 'data', 'numbers.json'), 'utf8')), 'numbers');
applyMeasured(tables, JSON.parse(readFileSync(join(root, 'server', 'data', 'arity.json'), 'utf8')), 'words');
const text = printTables(encodeTables(tables, grammar));

const before = existsSync(target) ? readFileSync(target, 'utf8') : '';
if (text === before) console.log(`gen: facts.json is fresh (${text.length} bytes, ${used} corrections)`);
else if (check) {
  console.error('gen: server/data/facts.json is STALE, run `npm run gen` and commit it');
  process.exit(1);
} else {
  writeFileSync(target, text);
  console.log(`gen: wrote facts.json (${text.length} bytes, ${used} corrections)`);
}

/** One entry of a table per line; a table is a list, or lists by scope. */
function printTables(all) {
  const list = (entries, indent) => `[\n${entries.map((e) => indent + JSON.stringify(e)).join(',\n')}\n${indent.slice(1)}]`;
  const parts = Object.entries(all).map(([name, table]) => {
    if (Array.isArray(table) && typeof table[0] === 'object') return ` ${JSON.stringify(name)}: ${list(table, '  ')}`;
    const lists = table && typeof table === 'object' && Object.values(table).every(Array.isArray) && name === 'directives';
    if (!lists) return ` ${JSON.stringify(name)}: ${JSON.stringify(table)}`;
    return ` ${JSON.stringify(name)}: {\n${Object.entries(table).map(([scope, entries]) => `  ${JSON.stringify(scope)}: ${list(entries, '   ')}`).join(',\n')}\n }`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}
