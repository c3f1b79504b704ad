// Regular expressions as PCRE2 reads them: the match and its groups, `-` for none, `!` for what is not covered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, fill, type Match } from '../../../server/src/engine/features/simulate/regex.ts';

const ROWS: readonly (readonly [pattern: string, text: string, found: string, fold?: boolean])[] = [
  ['^/ws(/|$)', '/ws', '/ws,'], ['^/ws(/|$)', '/wsx', '-'], ['(a|ab)(c|bcd)(d*)', 'abcd', 'abcd,a,bcd,'], ['a{2,3}', 'xaaaa', 'aaa'], ['a{2,3}?', 'xaaaa', 'aa'], ['(a+)+$', 'aaaa', 'aaaa,aaaa'], ['^(?:a|b)*?c', 'abac', 'abac'],
  ['[^/]+$', '/a/bc', 'bc'], ['[]a]+', 'x]a', ']a'], ['[a\\]-]+', 'x-]a', '-]a'], ['[[:digit:]]+', 'a42', '42'], ['[^[:alpha:].]+', 'ab.12', '12'], ['\\d+\\.\\w', 'v1.x', '1.x'], ['\\bws\\b', '/ws/', 'ws'], ['\\bws\\b', '/wss/', '-'],
  ['\\Qa.b\\E+', 'xa.b', '!'], ['\\Qa.b\\E', 'xa.b', 'a.b'], ['(\\w)\\1', 'abccd', 'cc,c'], ['(?i)ABC', 'xabc', 'abc'], ['ABC', 'abc', 'abc', true], ['[A-C]+', 'abcd', 'abc', true], ['(?=.*b)a', 'ab', 'a'], ['a(?!b)', 'abac', 'a'], ['(?>a+)b', 'aaab', 'aaab'], ['a++a', 'aaa', '-'],
  ['x*', 'aaa', ''], ['(a)?b', 'b', 'b,'], ['a|', 'b', ''], ['\\x2fws', '/ws', '/ws'], ['{', '{', '{'], ['a{,2}', 'a{,2}', 'a{,2}'], ['(', '', '!'], ['a)', '', '!'], ['*a', '', '!'], ['[z-a]', '', '!'], ['\\u0041', '', '!'], ['(?<=a)b', 'ab', '!'], ['a$', 'a\n', 'a'], ['(?<n>a)b', 'ab', 'ab,a'], ['^(([^:/?#]+):)?//([^/?#]*)', 'https://h/p', 'https://h,https:,https,h'],
];
test('what matches, and its groups', () => {
  for (const [pattern, text, want, fold] of ROWS) {
    const regex = compile(pattern, fold ?? false), found = regex ? regex.exec(text) : '!';
    assert.equal(found === null ? '-' : typeof found === 'string' ? found : found.groups.map((g) => g ?? '').join(','), want, `${pattern} on ${text}`);
  }
});
test('where JavaScript reads an expression the same way, the answers are the same', () => {
  const parts = ['a', 'b', '.', '[ab]', '(a|b)', '(ab?)', 'a*', 'b+', '(?:ba)?', '^', '$', '\\w', '(a*)b', 'b{1,2}', '(a|ab)+'], texts = ['', 'a', 'b', 'ab', 'ba', 'abab', 'aabbab', 'xaby', 'bbb'];
  let n = 0;
  for (const x of parts) for (const y of parts) for (const z of parts) {
    const pattern = x + y + z, ours = compile(pattern, false), theirs = new RegExp(pattern);
    assert.ok(ours, pattern);
    for (const text of texts) { const a = ours.exec(text) as Match | null, b = theirs.exec(text); assert.deepEqual(a && [a.index, a.groups[0]], b && [b.index, b[0]], `${pattern} on ${text}`); n++; }
  }
  assert.equal(n, parts.length ** 3 * texts.length);
});
test('expressions that would never end are given up', () => {
  const started = performance.now();
  for (const pattern of ['^(a+)+$', '^(a|aa)+$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a?){80}a{80}']) { const found = compile(pattern, false)!.exec(`${'a'.repeat(60)}!`); assert.ok(found === 'unknown' || found === null, pattern); }
  assert.ok(performance.now() - started < 5000);
});
test('the template of a replacement', () => {
  const m = compile('(a)(b)?', false)!.exec('xay') as Match;
  assert.deepEqual([fill('<\\0-\\1-\\2>', m), fill('\\x41\\\\\\n', m), fill('a\\', m)], ['<a-a->', 'A\\n', null]);
});
