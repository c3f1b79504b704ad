import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_FORMAT, Engine, type FormatOptions } from '../../../server/src/engine/index.ts';
import { lex } from '../../../server/src/engine/syntax/lexer.ts';
import { apply } from '../../rules/fixture.ts';
import { URI } from '../cursor.ts';

const formatted = (text: string, options: Partial<FormatOptions> = {}, from?: number, to?: number, uri = URI): string => {
  const engine = new Engine();
  engine.open(uri, 1, text);
  return apply(text, new Map([[uri, engine.format(uri, { ...DEFAULT_FORMAT, ...options }, from, to)]]));
};

suite('formatting', () => {
  const CASES: readonly { name: string; text: string; is: string; options?: Partial<FormatOptions> }[] = [
    { name: 'statements are indented, headers are not', text: 'global\nmaxconn 1\n  frontend x\n  bind :80\n', is: 'global\n    maxconn 1\nfrontend x\n    bind :80\n' },
    { name: 'tabs', text: 'global\n  maxconn 1\n', is: 'global\n\tmaxconn 1\n', options: { indent: '\t' } },
    { name: 'trailing blanks and blank lines', text: 'global  \n    maxconn 1   \n   \n', is: 'global\n    maxconn 1\n\n' },
    { name: 'an escaped blank at the end is not a blank', text: 'global\n  description a\\ \n', is: 'global\n    description a\\ \n' },
    { name: 'comments stand with the statement below', text: '  # top\nglobal\n# on maxconn\nmaxconn 1  # why\n  # of defaults\ndefaults\n', is: '# top\nglobal\n    # on maxconn\n    maxconn 1  # why\n# of defaults\ndefaults\n' },
    { name: 'blocks indent what is in them', text: 'global\n.if feature(THREAD)\nnbthread 2\n.else\nnbthread 1\n.endif\n', is: 'global\n    .if feature(THREAD)\n        nbthread 2\n    .else\n        nbthread 1\n    .endif\n' },
    { name: 'blocks around sections do not', text: '.if defined(X)\nbackend a\n  mode http\n.endif\n', is: '.if defined(X)\nbackend a\n    mode http\n.endif\n' },
    { name: 'an .else between sections', text: '.if defined(X)\nbackend a\n  mode http\n  .else\n  backend a\n    mode tcp\n    .endif\n', is: '.if defined(X)\nbackend a\n    mode http\n.else\nbackend a\n    mode tcp\n.endif\n' },
    { name: 'blocks in blocks', text: 'global\n.if feature(A)\n.if feature(B)\nnbthread 1\n.endif\n.endif\n', is: 'global\n    .if feature(A)\n        .if feature(B)\n            nbthread 1\n        .endif\n    .endif\n' },
    { name: 'aligned only between neighbours of one keyword', text: 'backend a\nmode http\nserver s1 10.0.0.1:1\n# apart\nserver s22 10.0.0.10:1\n', is: 'backend a\n    mode http\n    server s1 10.0.0.1:1\n    # apart\n    server s22 10.0.0.10:1\n', options: { columns: 'align' } },
    { name: 'two blanks of indentation', text: 'global\n\tmaxconn 1\n', is: 'global\n  maxconn 1\n', options: { indent: '  ' } },
    { name: 'a comment that touches a word stands apart', text: 'global\nsetenv A a#b   \n', is: 'global\n    setenv A a #b\n' },
    { name: 'no end for the last line where the file has none', text: 'global\nmaxconn 1', is: 'global\n    maxconn 1', options: { finalNewline: false } },
    { name: 'columns are kept', text: 'backend a\nserver   s1   127.0.0.1:1  check\n', is: 'backend a\n    server   s1   127.0.0.1:1  check\n' },
    { name: 'single blanks', text: 'backend a\nserver   s1   "127.0.0.1:1"  check   # x\n', is: 'backend a\n    server s1 "127.0.0.1:1" check  # x\n', options: { columns: 'single' } },
    { name: 'aligned', text: 'backend a\nserver one 10.0.0.1:8080 check\nserver eleven 10.0.0.11:80 check\n', is: 'backend a\n    server one    10.0.0.1:8080 check\n    server eleven 10.0.0.11:80  check\n', options: { columns: 'align' } },
    { name: 'quotes and escapes stay', text: "global\nsetenv A 'x  y'  \\#z\n", is: "global\n    setenv A 'x  y' \\#z\n", options: { columns: 'single' } },
    { name: 'the last line gets its end', text: 'global\n    maxconn 1', is: 'global\n    maxconn 1\n' },
    { name: 'CRLF stays', text: 'global\r\nmaxconn 1\r\n', is: 'global\r\n    maxconn 1\r\n' },
    { name: 'an open quote is left alone', text: 'global\ndescription "a   \n', is: 'global\ndescription "a   \n' },
    { name: 'above the first header nothing is indented', text: '  # x\n\n   # y\n', is: '# x\n\n# y\n' },
  ];
  for (const c of CASES) test(c.name, () => {
    const now = formatted(c.text, c.options);
    assert.equal(now, c.is);
    assert.equal(formatted(now, c.options), now, 'formatting again changes nothing');
    const words = (t: string): string[][] => t.split(/\r?\n/).map((l) => lex(l).tokens.map((x) => x.value)).filter((w) => w.length);
    assert.deepEqual(words(now), words(c.text), 'the words stay');
  });
  test('a range only', () => { assert.equal(formatted('global\nmaxconn 1\nnbthread 2\n', { finalNewline: false }, 2, 2), 'global\nmaxconn 1\n    nbthread 2\n'); });
  test('lines of a template with marks stay', () => { assert.equal(formatted('global\n{% if x %}\nmaxconn {{ m }}\n{% endif %}\n', {}, undefined, undefined, 'file:///haproxy.cfg.j2'), 'global\n{% if x %}\nmaxconn {{ m }}\n{% endif %}\n'); });
});
