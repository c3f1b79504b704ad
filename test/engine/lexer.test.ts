// Words, values, columns and errors of one line; and the same lines asked of real HAProxy, whose `.notice` prints its argument.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnIn, ENV, EXPANDS, lex, QUOTED } from '../../server/src/engine/syntax/lexer.ts';
import { checkConfig, haproxyBuilds, requireBuilds } from '../support/haproxy.mjs';

/** line, the words' values, the error */
const LINES: readonly (readonly [string, readonly string[], string?])[] = [
  ['', []], ['   \t ', []], ['# only a comment', []], ['  # indented', []],
  ['bind :80', ['bind', ':80']], ['\tbind\t:80\t', ['bind', ':80']], ['bind :80\v\f# x', ['bind', ':80']],
  ['bind :80 # comment', ['bind', ':80']], ['bind :80#comment', ['bind', ':80']], ['a \\# b', ['a', '#', 'b']], ['a "#" b', ['a', '#', 'b']], ["a '#' b", ['a', '#', 'b']],
  ['a b\\ c', ['a', 'b c']], ['a b\\\\ c', ['a', 'b\\', 'c']], ['a \\n\\r\\t', ['a', '\n\r\t']], ['a \\x41\\x7a', ['a', 'Az']], ['a \\q\\1', ['a', '\\q\\1']], ['a b\\', ['a', 'b\\']],
  ['a "b c"', ['a', 'b c']], ['a "b\'c"', ['a', "b'c"]], ["a 'b\"c'", ['a', 'b"c']], ["a 'b\\nc'", ['a', 'b\\nc']], ['a "b\\nc"', ['a', 'b\nc']], ['a "b\\"c"', ['a', 'b"c']],
  ['a x"y z"w', ['a', 'xy zw']], ['a ""', ['a', '']], ["a '' b", ['a', '', 'b']], ['a "$"x', ['a', '$x'], 'variable-name'], ['a $X', ['a', '$X']], ["a '$X'", ['a', '$X']], ['a "\\$X"', ['a', '$X']],
  ['a "b', ['a', 'b'], 'quote'], ["a 'b c", ['a', 'b c'], 'quote'], ['a "b # c', ['a', 'b # c'], 'quote'], ['a \\x4', ['a', '\\x4'], 'hex'], ['a \\xzz', ['a', '\\xzz'], 'hex'], ['a "${X"', ['a', '${X'], 'brace'], ['a "${1}"', ['a', '${1}'], 'variable-name'],
  ['a "${X}"', ['a', '${X}']], ['a "$X"', ['a', '$X']], ['a "${X-b c}"', ['a', '${X-b c}']], ['a "${X[*]}"', ['a', '${X[*]}']], ['a "b ${X} c"', ['a', 'b ${X} c']],
  ['\ufeffglobal', ['global']], ['\u{1f600} \u00e9t\u00e9', ['\u{1f600}', '\u00e9t\u00e9']], ['a\0b', ['a\0b']],
];
for (const [line, values, error] of LINES) test(`lex ${JSON.stringify(line)}`, () => {
  const s = lex(line);
  assert.deepEqual(s.tokens.map((t) => t.value), values);
  assert.equal(s.error?.kind, error);
});

test('flags tell what is not known as written', () => {
  const flags = (line: string): number[] => lex(line).tokens.map((t) => t.flags);
  assert.deepEqual(flags('a "b" "$X" "${X[*]}" $X c\\ d'), [0, QUOTED, QUOTED | ENV, QUOTED | ENV | EXPANDS, 0, QUOTED]);
  assert.deepEqual(lex('x "${A}/${B-c}" # ${C}').env, [{ name: 'A', start: 3, end: 7, hasDefault: false }, { name: 'B', start: 8, end: 14, hasDefault: true }]);
});

test('any text: words stand in order inside the line, and every character of a value has its column', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab \t"\'\\#$x4{}[*]-\u{1f600}\ud800\0') }), (line) => {
    let last = -1;
    const { tokens, comment, error } = lex(line), end = comment < 0 ? line.length : comment;
    for (const t of tokens) {
      assert.ok(t.start > last && t.end > t.start && t.end <= end);
      last = t.end - 1;
      if (error || t.flags & ENV) continue;
      let column = t.start - 1;
      for (let i = 0; i < t.value.length; i++) { const c = columnIn(line, t, i); assert.ok(c > column && c < t.end, `${JSON.stringify(line)}: ${t.value}[${i}] at ${c}`); column = c; }
    }
  }), { seed: 3, numRuns: 3000 });
});

// ---- real HAProxy ----

const WORDS = [...'abz', ' ', ' ', '"', "'", '\\', '\\\\', '\\ ', '\\n', '\\x41', '\\"', '#', '\\#', '$', '\\$', '.', '-', '\t'];
/** What HAProxy says to `.notice` on each line: the argument, or its complaint about a second one or about the line. */
function asked(build: (typeof builds)[number], lines: readonly string[]): Map<number, string> {
  const { output } = checkConfig(build, `${lines.map((l) => `.notice ${l}`).join('\n')}\n`), out = new Map<number, string>();
  for (const m of output.matchAll(/^\[(NOTICE|ALERT)\][^\n]*?parsing \[[^\]]*:(\d+)\]\s*: ([\s\S]*?)(?=\n\[(?:NOTICE|ALERT|WARNING)\]|\n*$(?![\s\S]))/gm)) {
    const line = Number(m[2]) - 1, text = m[3]!;
    const second = /^Unexpected argument '([\s\S]*)' for '\.notice'/.exec(text);
    const said = m[1] === 'NOTICE' ? `is ${/^'([\s\S]*)'\.$/.exec(text)?.[1]}` : second ? `second ${second[1]}` : 'refused';
    if (!out.has(line)) out.set(line, said);
  }
  return out;
}
function ours(line: string): string {
  const { tokens, error } = lex(`.notice ${line}`);
  return error ? 'refused' : tokens.length > 2 ? `second ${tokens[2]!.value}` : `is ${tokens[1]?.value ?? ''}`;
}

const builds = requireBuilds('the lexer against HAProxy\'s own words').filter((b) => b.branch === '2.6' || b.branch === '3.0' || haproxyBuilds().length === 1);
for (const build of builds) test(`HAProxy ${build.version} reads the same words`, () => {
  const table = LINES.map(([l]) => l).filter((l) => l.trim() !== '' && !l.includes('\0') && !l.includes('[*]') && !lex(l).env.length && !l.startsWith('\ufeff') && !/^\s*#/.test(l)).map((l) => l.replace(/^\s*\S+\s*/, ''));
  const random = fc.sample(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9, size: 'max' }).map((w) => w.join('')), { seed: 11, numRuns: 400 });
  // HAProxy gives up after some errors: few lines at a time
  const all = [...table, ...random];
  let compared = 0;
  for (let i = 0; i < all.length; i += 20) {
    const lines = all.slice(i, i + 20), said = asked(build, lines);
    for (const [k, line] of lines.entries()) { assert.equal(said.get(k) ?? 'nothing', ours(line), `.notice ${line}`); compared++; }
  }
  assert.ok(compared > 400);
});
