// Tests and regular expressions in words, as a hover says them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describeRegex } from '../../../server/src/engine/features/hover/regex.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/engine/index.ts';
import { open, URI } from '../cursor.ts';

/** What stands behind the name of an ACL, and what it asks. */
const TESTS: readonly (readonly [string, string])[] = [
  ['pathq /a?b', 'the path with its query is `/a?b`'], ['url_beg /a', 'the URL begins with `/a`'], ['base_dom a.test', 'host and path has `a.test` between dots'], ['query -m found', 'the query is there'],
  ['query -m found 0', 'the query is not there'], ['method GET HEAD', 'the method is `GET` or `HEAD`'], ['dst 192.0.2.0/24', 'the address that the client asked for is in `192.0.2.0/24`'],
  ['src_port 1024', "the client's port is `1024`"], ['dst_port ge 8000 le 8999', 'the port that the client asked for is at least `8000` or at most `8999`'], ['dst_port lt 1024', 'the port that the client asked for is less than `1024`'],
  ['status eq 101', "the response's status is `101`"], ['res.hdr(Upgrade) websocket', 'response header `Upgrade` is `websocket`'], ['hdr_cnt(Host) gt 1', 'the number of headers `Host` is more than `1`'],
  ['cook(sid) -m len 32', 'cookie `sid` has a length of `32`'], ['url_param(room) a', 'URL parameter `room` is `a`'], ['urlp(transport) websocket', 'URL parameter `transport` is `websocket`'], ['var(txn.a) -m bool', 'variable `txn.a`'],
  ['var(txn.a) -m bool 0', 'not: variable `txn.a`'], ['ssl_fc_sni -i a.test', 'the name asked for in TLS (SNI) is `a.test`, in upper or lower case'], ['ssl_fc_alpn h2', 'the protocol agreed on in TLS (ALPN) is `h2`'],
  ['nbsrv(b) lt 2', 'the number of servers up in `b` is less than `2`'], ['nbsrv eq 0', 'the number of servers up in `this backend` is `0`'], ['http_auth(ops)', 'name and password are of userlist `ops`'], ['always_true', 'always'], ['always_false', 'never'],
  ['path_end .js', 'the path ends with `.js`'], ['path_sub ws', 'the path contains `ws`'], ['path_dir chat', 'the path has `chat` between slashes'], ['path,lower -m str /a', 'the path (`lower`) is `/a`'], ['src_get_gpc0(t) gt 5', '`src_get_gpc0(t)` is more than `5`'],
  ['path -f /etc/paths.lst', 'the path is a line of file `/etc/paths.lst`'], ['path /1 /2 /3 /4 /5 /6 /7 /8', 'the path is `/1` or `/2` or `/3` or `/4` or `/5` or `/6` or 2 more'],
];

suite('a test in words', () => {
  for (const [words, says] of TESTS) test(words, () => {
    const { engine, position } = open(`frontend f\n    acl na‸me ${words}\n`, { ...DEFAULT_SETTINGS, auto: false });
    const { markdown } = engine.hover(URI, position)!;
    assert.ok(markdown.includes(`True when ${says}.`), markdown);
  });
  test('more than four lines of one name', () => {
    const { engine, position } = open(`frontend f\n${[1, 2, 3, 4, 5].map((n) => `    acl a path /${n}\n`).join('')}    http-request deny if a‸\n`, { ...DEFAULT_SETTINGS, auto: false });
    assert.ok(engine.hover(URI, position)!.markdown.includes('the path is `/1`, or the path is `/2`, or the path is `/3`, or the path is `/4`, …'));
  });
});

/** A regular expression, and what is said of its parts, one a line. */
const REGEXES: readonly (readonly [string, string | null])[] = [
  ['/plain', null], ['', null],
  ['^/a.$', '`^` the start\n`/a` this text\n`.` any character\n`$` the end'],
  ['(?:a|b)(?i)', '`(?:` a group begins\n`a` this text\n`|` or\n`b` this text\n`)` the group ends\n`(?i)` from here in upper or lower case'],
  ['a(?=b)(?!c)(?<=d)(?<!e)', '`a` this text\n`(?=` followed by\n`b` this text\n`)` the group ends\n`(?!` not followed by\n`c` this text\n`)` the group ends\n`(?<=` behind\n`d` this text\n`)` the group ends\n`(?<!` not behind\n`e` this text\n`)` the group ends'],
  ['\\d\\D\\w\\W\\s\\S\\b\\B', '`\\d` a digit\n`\\D` anything but a digit\n`\\w` a letter, digit or underscore\n`\\W` anything but a letter, digit or underscore\n`\\s` a blank\n`\\S` anything but a blank\n`\\b` the edge of a word\n`\\B` no edge of a word'],
  ['(a)\\1', '`(` a group begins\n`a` this text\n`)` the group ends\n`\\1` what group 1 found'],
  ['[0-9]*[a-z]+[A-Z]?', '`[0-9]*` a digit, any number of times\n`[a-z]+` a small letter, once or more\n`[A-Z]?` a capital letter, once or not at all'],
  ['[a-zA-Z]{2}[a-z0-9]{2,}[a-zA-Z0-9]{2,4}[^/]{,4}', '`[a-zA-Z]{2}` a letter, 2 times\n`[a-z0-9]{2,}` a small letter or a digit, 2 times or more\n`[a-zA-Z0-9]{2,4}` a letter or digit, 2 to 4 times\n`[^/]{,4}` anything but a slash, 0 to 4 times'],
  ['[]a][^]b][[:alpha:]\\]][^x', '`[]a]` one character of `]a`\n`[^]b]` one character, none of `]b`\n`[[:alpha:]\\]]` one character of `[:alpha:]\\]`\n`[^x` one character, none of ``'],
  ['a\\.js+', '`a.j` this text\n`s+` the character `s`, once or more'],
];

suite('a regular expression in words', () => {
  for (const [regex, says] of REGEXES) test(regex || 'nothing', () => { assert.equal(describeRegex(regex)?.replace(/^- /gm, '') ?? null, says); });
  test('a long one is cut', () => { assert.match(describeRegex('^'.repeat(20))!, /^(?:- `\^` the start\n){14}- and 6 more$/); });
});
