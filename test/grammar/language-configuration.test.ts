import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

interface EnterRule {
  readonly beforeText: string;
  readonly afterText?: string;
  readonly action: { readonly indent: string; readonly appendText?: string };
}

interface LanguageConfiguration {
  readonly wordPattern: string;
  readonly indentationRules: Readonly<Record<'increaseIndentPattern' | 'decreaseIndentPattern' | 'unIndentedLinePattern', string>>;
  readonly onEnterRules: readonly EnterRule[];
  readonly folding: { readonly markers: Readonly<Record<'start' | 'end', string>> };
  readonly autoClosingPairs: readonly { readonly open: string; readonly notIn: readonly string[] }[];
}

const config = JSON.parse(readFileSync(join(process.cwd(), 'language-configuration.json'), 'utf8')) as LanguageConfiguration;
const wordsOf = (line: string): string[] => line.match(new RegExp(config.wordPattern, 'g')) ?? [];

describe('language-configuration.json', () => {
  const words: [string, string[]][] = [
    ['http-request set-header X-Forwarded-For %[src]', ['http-request', 'set-header', 'X-Forwarded-For', 'src']],
    ['use_backend be_ws if { req.hdr(Upgrade) -i websocket }', ['use_backend', 'be_ws', 'if', 'req.hdr', 'Upgrade', 'i', 'websocket']],
    ['server s1 127.0.0.1:8080', ['server', 's1', '127.0.0.1', '8080']],
    ['bind :443 alpn h2,http/1.1', ['bind', '443', 'alpn', 'h2', 'http', '1.1']],
    ['timeout tunnel 1h', ['timeout', 'tunnel', '1h']],
    ['log-format "%ci:%cp %{+Q}r"', ['log-format', 'ci', 'cp', 'Q', 'r']],
    ['stick on base32+src', ['stick', 'on', 'base32+src']],
    ['http-request set-var(txn.host) hdr(host),lower', ['http-request', 'set-var', 'txn.host', 'hdr', 'host', 'lower']],
    ['.if version_atleast(2.4)', ['.if', 'version_atleast', '2.4']],
    ['10-ws', ['10-ws']],
  ];
  for (const [line, expected] of words) test(`words of: ${line}`, () => assert.deepEqual(wordsOf(line), expected));

  test('only section headers move the indentation', () => {
    const increase = new RegExp(config.indentationRules.increaseIndentPattern);
    const decrease = new RegExp(config.indentationRules.decreaseIndentPattern);
    for (const header of ['global', 'defaults', 'defaults base from other', 'frontend www # public', '  backend be_ws', 'global # main', 'crt-store web', 'traces']) {
      assert.match(header, increase);
      assert.match(header, decrease);
    }
    for (const other of ['    bind :80', 'frontend', '# backend x', 'backend # no name', 'maxconn 100', 'peersx a', 'timeout client 10s', 'log global', '.if defined(X)']) {
      assert.doesNotMatch(other, increase);
      assert.doesNotMatch(other, decrease);
    }
    const ignored = new RegExp(config.indentationRules.unIndentedLinePattern);
    assert.match('# note', ignored);
    assert.match('   ', ignored);
    assert.doesNotMatch('  mode http # note', ignored);
  });

  test('Enter behind a header indents; Enter inside a comment continues it, at its end it does not', () => {
    const enter = (before: string, after: string): EnterRule['action'] | undefined =>
      config.onEnterRules.find((r) => new RegExp(r.beforeText).test(before) && (r.afterText === undefined || new RegExp(r.afterText).test(after)))?.action;
    assert.deepEqual(enter('backend be_ws', ''), { indent: 'indent' });
    assert.deepEqual(enter('  # first half ', 'second half'), { indent: 'none', appendText: '# ' });
    assert.equal(enter('  # whole line', ''), undefined);
    assert.equal(enter('    bind :80', ''), undefined);
    assert.deepEqual(enter('', ''), { indent: 'none' }, 'at the margin of an empty line one stays there');
    assert.equal(enter('', '    bind :80'), undefined);
    assert.equal(enter('    ', ''), undefined);
  });

  test('region markers fold', () => {
    assert.match('  # region TLS', new RegExp(config.folding.markers.start));
    assert.match('#endregion', new RegExp(config.folding.markers.end));
    assert.doesNotMatch('# regional servers', new RegExp(config.folding.markers.start));
  });

  test('nothing closes by itself in a comment, quotes not in strings either', () => {
    for (const pair of config.autoClosingPairs) {
      assert.ok(pair.notIn.includes('comment'), pair.open);
      assert.equal(pair.notIn.includes('string'), pair.open === '"' || pair.open === "'", pair.open);
    }
  });
});
