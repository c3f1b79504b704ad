import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { open, URI } from '../cursor.ts';

const LINE = '    acl x hdr(Upgrade) -i y';
const CASES: readonly (readonly [name: string, text: string, is: readonly string[]])[] = [
  ['a word in parentheses, the expression, the statement, the line, the section, the file', `frontend a\n    acl x hdr(Up‸grade) -i y\n`, ['Upgrade', 'hdr(Upgrade)', LINE.trim(), LINE, '0-1', '0-2']],
  ['a header', 'fron‸tend a\n    bind :80\nbackend b\n', ['frontend', 'frontend a', '0-1', '0-3']],
  ['a blank line', 'frontend a\n‸\nbackend b\n', ['', '0-1', '0-3']],
];

suite('selections', () => {
  for (const [name, marked, is] of CASES) test(name, () => {
    const { engine, position, text } = open(marked), lines = text.split('\n');
    assert.deepEqual(engine.selections(URI, position).map((r) => (r.start.line === r.end.line ? lines[r.start.line]!.slice(r.start.character, r.end.character) : `${r.start.line}-${r.end.line}`)), is);
  });
  test('each holds the one before', () => {
    const { engine, position } = open('backend b\n    server s 127.0.0.1:1 ch‸eck inter 2s # x\n'), all = engine.selections(URI, position);
    assert.ok(all.length >= 3);
    const before = (a: { line: number; character: number }, b: { line: number; character: number }): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);
    all.forEach((r, i) => { const inner = all[i - 1]; if (inner) assert.ok(before(r.start, inner.start) && before(inner.end, r.end)); });
  });
});
