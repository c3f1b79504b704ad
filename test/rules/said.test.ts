// Word for word what the rule says of its bad*.cfg: severity, message, related places, every fix with its edits. `said.txt` in the
// rule's folder holds it, so that a change of a sentence is seen by whoever reads the change. HAPROXY_WS_RECORD=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Engine, type Range, RULES } from '../../server/src/engine/index.ts';
import { settingsFor } from './fixture.ts';

const URI = 'file:///haproxy.cfg', root = join(process.cwd(), 'test', 'rules');
const at = ({ start, end }: Range): string => `${start.line + 1}:${start.character}-${end.line === start.line ? '' : `${end.line + 1}:`}${end.character}`;

function said(rule: string, file: string): string {
  const text = readFileSync(join(root, rule, file), 'utf8'), engine = new Engine(), out = [`# ${file}`];
  engine.open(URI, 1, text, settingsFor(text));
  for (const f of engine.findings(URI)) {
    if (f.rule !== rule) continue;
    out.push(`${at(f.range)} ${f.severity}: ${f.message}`);
    for (const r of f.related) out.push(`    see ${at(r.range)}: ${r.message}`);
    for (const x of engine.fixes(URI, f)) out.push(`    ${x.safe ? 'safe fix' : 'fix'}: ${x.title}`, ...[...x.edits.values()].flat().map((e) => `        ${at(e.range)} ${JSON.stringify(e.newText)}`));
  }
  return out.join('\n') + '\n';
}

suite('what rules say', () => {
  for (const { id } of RULES) {
    const path = join(root, id, 'said.txt'), files = readdirSync(join(root, id)).filter((f) => /^bad.*\.cfg$/.test(f)).sort();
    if (process.env.HAPROXY_WS_RECORD) writeFileSync(path, files.map((f) => said(id, f)).join('\n'));
    const told = (existsSync(path) ? readFileSync(path, 'utf8') : '').split(/\n(?=# bad)/);
    test(`${id}: said.txt speaks of every bad file`, () => { assert.deepEqual(told.map((x) => /^# (\S+)/.exec(x)?.[1]), files, 'HAPROXY_WS_RECORD=1 npm run test:unit -- rules/said'); });
    for (const file of files) test(`${id}/${file}`, () => { assert.equal(said(id, file).trimEnd(), told.find((x) => x.startsWith(`# ${file}\n`))?.trimEnd(), 'when it is meant so: HAPROXY_WS_RECORD=1 npm run test:unit -- rules/said'); });
  }
});
