// From the editor's settings in package.json to the schema of haproxy-ws.json and the table in docs/configuration.md: said once, true in
// three places. `--check` writes nothing and fails when one of them is stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './npm.mjs';

const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { contributes } = json('package.json'), nls = json('package.nls.json');
/** What belongs to a project; the rest is taste or of one machine. */
const KEYS = ['version', 'rules', 'files', 'customData', 'websocket.paths', 'websocket.http11Only', 'websocket.framework', 'websocket.pingInterval', 'websocket.outerIdleTimeout'];
const text = (s) => nls[s.replaceAll('%', '')].replace(/`#haproxy\.([\w.]+)#`/g, '`$1`').replaceAll('relative to the workspace folder', 'relative to the folder of this file');
const all = Object.assign({}, ...[contributes.configuration].flat().map((c) => c.properties));

const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'haproxy-ws.json', description: 'Settings of a project for haproxy-ws, in the editor and on the command line.', type: 'object', additionalProperties: false, properties: { $schema: { type: 'string' } } };
const rows = [];
for (const key of KEYS) {
  const { scope, order, markdownDescription, description, ...rest } = all[`haproxy.${key}`], says = text(markdownDescription ?? description);
  const [outer, inner] = key.split('.'), made = { description: says.replaceAll('`', ''), ...rest };
  if (inner) ((schema.properties[outer] ??= { type: 'object', additionalProperties: false, properties: {} }).properties[inner] = made);
  else schema.properties[key] = made;
  rows.push(`| \`${key}\` | ${says.replaceAll('|', '\\|')} | \`${JSON.stringify(rest.default)}\` |`);
}
const DOC = 'docs/configuration.md', BEGIN = '<!-- keys: made by npm run gen:schema -->', END = '<!-- end of keys -->';
const doc = readFileSync(join(root, DOC), 'utf8'), from = doc.indexOf(BEGIN), to = doc.indexOf(END);
const outputs = { 'schemas/haproxy-ws.schema.json': `${JSON.stringify(schema, null, 2)}\n`, [DOC]: `${doc.slice(0, from + BEGIN.length)}\n| Key | | Default |\n|---|---|---|\n${rows.join('\n')}\n${doc.slice(to)}` };
mkdirSync(join(root, 'schemas'), { recursive: true });
for (const [file, content] of Object.entries(outputs)) {
  if (!process.argv.includes('--check')) { writeFileSync(join(root, file), content); continue; }
  let now = '';
  try { now = readFileSync(join(root, file), 'utf8'); } catch { /* not there */ }
  if (now !== content) { console.error(`${file} is STALE: run \`npm run gen:schema\` and commit it`); process.exitCode = 1; }
}
