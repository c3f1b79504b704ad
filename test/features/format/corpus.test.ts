// Formatting other people's configurations, where they are at hand: every word, comment and line stays, and formatting again
// changes nothing. Generated configurations stand in for them everywhere.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_FORMAT, Engine, type FormatOptions } from '../../../server/src/engine/index.ts';
import { lex } from '../../../server/src/engine/syntax/lexer.ts';
import { configuration, text } from '../../engine/generate.ts';
import { applied } from '../../engine/snapshot.ts';
import { URI } from '../cursor.ts';

const FOLDER = resolve('..', 'shared', 'corpus');
const files = !existsSync(FOLDER) ? [] : readdirSync(FOLDER, { recursive: true }).map(String).filter((f) => !/\.(?:jsonl?|md|py|sh)$/.test(f) && statSync(join(FOLDER, f)).isFile()).sort();
if (files.length === 0) process.stderr.write(`\n!!!!!! NOT RUN: formatting of the corpus: ${FOLDER} is absent.\n\n`);

const WAYS: readonly FormatOptions[] = [DEFAULT_FORMAT, { ...DEFAULT_FORMAT, indent: '\t', columns: 'single' }, { ...DEFAULT_FORMAT, indent: '  ', columns: 'align' }];
const formatted = (content: string, uri: string, way: FormatOptions): string => {
  const engine = new Engine();
  engine.open(uri, 1, content);
  // from the end, so that no edit moves another one
  return engine.format(uri, way).reverse().reduce((now, e) => applied(now, { range: e.range, text: e.newText }), content);
};
/** Words with their quotes, and the comment; blanks at the end of a comment do not count. */
const said = (content: string): string[] => content.split(/\r\n|\r|\n/).map((line) => {
  const { tokens, comment, error } = lex(line);
  return error ? line : [...tokens.map((t) => line.slice(t.start, t.end)), ...(comment >= 0 ? [line.slice(comment).trimEnd()] : [])].join('\u0001');
});
const words = (lines: readonly string[]): readonly string[] => (lines.at(-1) === '' ? lines.slice(0, -1) : lines);

function holds(content: string, uri: string, what: string): void {
  for (const way of WAYS) {
    const now = formatted(content, uri, way);
    assert.deepEqual(words(said(now)), words(said(content)), `${what}, ${way.columns}`);
    assert.equal(formatted(now, uri, way), now, `${what}, ${way.columns}: again`);
  }
}

suite('formatting keeps what is said', () => {
  test('generated configurations', () => { fc.assert(fc.property(configuration, (content) => holds(content, URI, 'generated')), { seed: 5, numRuns: 150 }); });
  test('any text', () => { fc.assert(fc.property(text(30), (content) => holds(content, URI, 'text')), { seed: 6, numRuns: 300 }); });
  if (files.length > 0) test(`${files.length} files of the corpus`, () => {
    for (const file of files) {
      const content = readFileSync(join(FOLDER, file), 'latin1').replace(/^\ufeff/, '');
      if (!content.includes('\0')) holds(content, `file:///${file.split('/').at(-1)!}`, file);
    }
  });
});
