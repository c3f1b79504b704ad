// Regular expressions of the file are run only where they cannot take long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchOf, waysOf } from '../../server/src/engine/language/pattern.ts';

const found = (pattern: string, text: string): boolean | undefined => { const m = matchOf(pattern, '', text); return m === undefined ? undefined : m !== null; };

test('what people write is run', () => {
  for (const [pattern, text, is] of [['^101$', '101', true], ['^2', '101', false], ['^(101|2..)', '204', true], ['^[1-3][0-9]{2}$', '101', true], ['^2[0-9]{2}', '101', false], ['^/old/(.*)$', '/old/ws', true], ['^/([^/]+)/([^/]+)/(.*)$', '/a/b/c', true], ['/v1/?(.*)', '/v1', true], ['^sec-websocket-', 'sec-websocket-key', true], ['^[[:alpha:]]', 'x', false], ['\\d{1,3}', '101', true]] as const) assert.equal(found(pattern, text), is, pattern);
});

test('what may be tried in very many ways, is wrong, or is not of this engine, is not', () => {
  for (const pattern of ['(a+)+$', '(a|a)*$', '(.*)*(.*)*$', '((a?){9}){9}', '(a{1,9}){1,9}b', '(((a{99}){99}){99}){99}', '(.*)\\1', '(?<x>a)\\k<x>', '(', '[z-a]', '(?i)a', `${'.*'.repeat(9)}x`, 'a?'.repeat(30), 'x'.repeat(501)]) assert.equal(found(pattern, 'a'.repeat(30)), undefined, pattern);
  assert.equal(waysOf('a{0,999}', 5), Infinity);
});

test('the worst that is run takes milliseconds', { timeout: 60_000 }, () => {
  const parts = ['.*', 'a*', 'a+', '[ab]*', 'a?', '(a|a)', '(a|ab)', '(.*)', 'a{0,9}', 'x', '$'];
  let seed = 7, tried = 0, most = 0;
  const pick = (n: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % n; };
  for (let n = 0; n < 4000; n++) {
    const pattern = Array.from({ length: 1 + pick(9) }, () => parts[pick(parts.length)]!).join(''), text = 'a'.repeat(pick(80));
    const { user } = process.cpuUsage();
    if (matchOf(pattern, '', text) !== undefined) tried++;
    most = Math.max(most, process.cpuUsage().user - user);
  }
  assert.ok(tried > 1000, `${tried} patterns`);
  assert.ok(most < 150_000, `${most} µs`);
});
