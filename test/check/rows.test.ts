// Statements with what real HAProxy said of them (scripts/record-rows.mjs), asked again of the engine: an error exactly where that
// version refuses the line, a warning where it warns about the line.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/index.ts';
import { findings } from '../rules/fixture.ts';
// @ts-expect-error plain ESM, shared with the recorder
import { BRANCHES, configOf, parseRows } from '../support/rows.mjs';

interface Row { readonly verdict: string; readonly statement: string; readonly line: number }
interface Block { readonly title: string; readonly alone: boolean; readonly context: readonly string[]; readonly rows: readonly Row[] }

const folder = join(process.cwd(), 'test', 'check', 'rows');
const only = process.env.ROWS;
/** Rules that look at other lines, as HAProxy does while it reads: names in conditions. */
const WHILE_READING: ReadonlySet<string> = new Set(['undefined-acl', 'acl-not-available']);

/**
 * What the engine says: E an error, W a warning, . neither. Anywhere when the row stands alone; else on the row's own lines, without what
 * HAProxy finds in its second pass only.
 */
function verdict(block: Block, row: Row, version: Settings['version']): string {
  const { lines, at } = configOf(block, row, 1, '/etc/site.pem') as { lines: string[]; at: number };
  const last = at + row.statement.split('\\n').length - 1;
  const found = findings(`${lines.join('\n')}\n`, { ...DEFAULT_SETTINGS, version, release: 99 }).filter((f) => block.alone || ((f.finding.rule.unit === 'statement' || WHILE_READING.has(f.rule)) && f.range.start.line >= at && f.range.start.line <= last));
  return found.some((f) => f.severity === 'error') ? 'E' : found.some((f) => f.severity === 'warning') ? 'W' : '.';
}

suite('statements as HAProxy judges them', () => {
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.rows') && (!only || f.startsWith(only)))) {
    for (const block of parseRows(readFileSync(join(folder, file), 'utf8')) as Block[]) {
      test(`${file}: ${block.title}`, () => {
        const wrong: string[] = [];
        assert.ok(block.rows.length > 0, 'no rows');
        for (const row of block.rows) {
          let said = '';
          (BRANCHES as Settings['version'][]).forEach((v, i) => {
            const expected = row.verdict[i]!, got = verdict(block, row, v);
            // a configuration of its own may hold warnings about other lines
            const same = expected === '-' || expected === got || (block.alone && (expected === 'E') === (got === 'E')) || (expected === 'W' && got === '.' && block.title.includes('warnings aside'));
            said += same ? expected : got.toLowerCase();
          });
          if (said !== row.verdict) wrong.push(`${row.verdict} ${said} ${row.statement}`);
        }
        assert.deepEqual(wrong, [], 'HAProxy, the engine, the statement');
      });
    }
  }
});
