import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { atoi, isDigits, leadingInteger, parseInteger, readNumber } from '../../server/src/engine/language/ints.ts';
import { at, bindOption, directive, serverOption } from '../../server/src/engine/language/load.ts';
import { hostKind, isIPv6, isMask4, isMask6, parseIp, parseIPv4, parseLegacyIPv4, parseNetwork, showIPv4 } from '../../server/src/engine/language/mask.ts';
import { formatSize, parseSize } from '../../server/src/engine/language/size.ts';

test('sizes are read as HAProxy reads them', () => {
  const ok = (bytes: number) => ({ kind: 'ok', bytes });
  const bad = (at: number) => ({ kind: 'bad-char', at });
  const over = (at: number) => ({ kind: 'overflow', at });
  // `stick-table … size` (32 bits) and `tune.quic.mem.tx-max` of 3.4 (64 bits), run with haproxy -c of 2.6 to 3.4.
  const rows: [string, 32 | 64, object][] = [
    ['1', 32, ok(1)], ['1k', 32, ok(1024)], ['1K', 32, ok(1024)], ['1m', 32, ok(1 << 20)], ['1G', 32, ok(2 ** 30)], ['3g', 32, ok(3 * 2 ** 30)], ['4294967295', 32, ok(4294967295)],
    ['4194303k', 32, ok(4194303 * 1024)], ['1t', 32, bad(1)], ['1kb', 32, bad(2)], ['1kk', 32, bad(2)], ['1.5k', 32, bad(1)], ['-1', 32, bad(0)], ['x', 32, bad(0)], ['', 32, bad(0)],
    ['4294967296', 32, over(9)], ['99999999999999999999', 32, over(9)], ['4194304k', 32, over(7)], ['4g', 32, over(1)],
    ['1t', 64, ok(2 ** 40)], ['5g', 64, ok(5 * 2 ** 30)], ['1p', 64, ok(2 ** 50)], ['17179869184g', 64, over(11)],
  ];
  for (const [text, bits, expected] of rows) assert.deepEqual(parseSize(text, bits), expected, `${text} ${bits}`);
  const shown: [number, string][] = [[0, '0'], [1500, '1500'], [16384, '16k'], [1 << 20, '1m'], [2 ** 40, '1t']];
  for (const [bytes, text] of shown) assert.equal(formatSize(bytes), text);
  fc.assert(fc.property(fc.nat(0xffffffff), (n) => assert.deepEqual(parseSize(formatSize(n)), ok(n))));
});

test('integers as C reads them', () => {
  const rows: [string, number, number][] = [['12', 12, 2], ['12x', 12, 2], ['-5', -5, 2], ['+5', 5, 2], ['  7 ', 7, 3], ['x', 0, 0], ['', 0, 0], ['-', 0, 0], ['- 5', 0, 0], ['99999999999999999999', 2 ** 63, 20]];
  for (const [text, value, end] of rows) assert.deepEqual(leadingInteger(text), { value, end }, text);
  const wrapped: [string, number][] = [['80', 80], ['4294967376', 80], ['2147483648', -2147483648], ['-1', -1], ['99999999999999999999', -1], ['-99999999999999999999', 0], ['9007199254740993', 1], ['+9007199254740993', 1], ['x', 0]];
  for (const [text, value] of wrapped) assert.equal(atoi(text), value, text);
  const checked: [string, object][] = [
    ['5', { kind: 'ok', value: 5 }], ['', { kind: 'empty' }], ['5x', { kind: 'bad-char', at: 1 }], ['x', { kind: 'bad-char', at: 0 }], ['-x', { kind: 'bad-char', at: 1 }], ['-', { kind: 'bad-char', at: 0 }],
    ['0', { kind: 'below', min: 1 }], ['11', { kind: 'above', max: 10 }], ['1.5', { kind: 'bad-char', at: 1 }], ['5 ', { kind: 'bad-char', at: 1 }],
  ];
  for (const [text, expected] of checked) assert.deepEqual(parseInteger(text, 1, 10), expected, text);
  assert.ok(isDigits('012') && !isDigits('') && !isDigits('-1') && !isDigits('1a'));
});

test('numbers of settings, by the limits that HAProxy was asked for', () => {
  // [text, verdict], each run by itself with haproxy -c of the version.
  const weight = at(serverOption('weight')!, '3.2').limits!;
  const nbthread = at(directive('global', 'nbthread')!, '3.0').limits!;
  const bufsize = (version: '3.0' | '3.2') => at(directive('global', 'tune.bufsize')!, version).limits!;
  const maxhdr = at(directive('global', 'tune.http.maxhdr')!, '3.4').limits!;
  const id = at(bindOption('id')!, '2.6').limits!;
  const rows: [string, typeof weight, string][] = [
    ['256', weight, 'ok'], ['257', weight, 'above'], ['-1', weight, 'below'], ['10x', weight, 'ok'], ['abc', weight, 'ok'],
    ['4', nbthread, 'ok'], ['0', nbthread, 'below'], ['257', nbthread, 'above'], ['4x', nbthread, 'bad-char'], ['x', nbthread, 'bad-char'],
    ['16k', bufsize('3.0'), 'ok'], ['x', bufsize('3.0'), 'bad-char'], ['0', bufsize('3.0'), 'below'],
    ['32767', maxhdr, 'ok'], ['32768', maxhdr, 'above'], ['0', maxhdr, 'below'], ['', maxhdr, 'empty'], ['0', id, 'below'], ['1x', id, 'bad-char'],
  ];
  for (const [text, limits, kind] of rows) assert.equal(readNumber(text, limits).kind, kind, `${text} in ${limits.min}..${limits.max}`);
  assert.equal(bufsize('3.2').lax, 'no');
  assert.deepEqual(at(directive('global', 'nbthread')!, '2.8').limits, { min: 1, max: 256, lax: 'no' }, 'between two versions that differ: the wider');
  assert.equal(at(directive('global', 'daemon')!, '3.2').limits, null);
});

test('address literals', () => {
  const v4: [string, string | null][] = [['1.2.3.4', '1.2.3.4'], ['255.255.255.255', '255.255.255.255'], ['0.0.0.0', '0.0.0.0'], ['256.1.1.1', null], ['01.2.3.4', null], ['1.2.3', null], ['1.2.3.4.5', null], ['1.2.3.', null],
    ['1..3.4', null], ['', null], ['1.2.3.4 ', null], ['1.2.3.0004', null], ['a.2.3.4', null]];
  for (const [text, shown] of v4) { const a = parseIPv4(text); assert.equal(a === null ? null : showIPv4(a), shown, text); }
  // Those up to the blank entry were told valid or not by `acl … src` of 2.6 to 3.4.
  const good = ['::1', '::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '::ffff:1.2.3.4', '::1.2.3.4', '2001:DB8::1', '1::', '1:2:3:4:5:6:1.2.3.4', 'fe80::1'];
  const bad = ['1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8::', '1::2::3', '12345::', '[::1]', 'fe80::1%lo', ':1', '1:', ':::', '*', 'g::1', '', '1:2:3:4:5:6:7:1.2.3.4', '::1.2.3', '1.2.3.4::', ':', '1:2:3:4:5:6:7:8:9', '::1.2.3.4:5'];
  for (const text of good) assert.ok(isIPv6(text), text);
  for (const text of bad) assert.ok(!isIPv6(text), text);
  const legacy: [string, string | null][] = [['127.1', '127.0.0.1'], ['80', '0.0.0.80'], ['01.2.3.4', '1.2.3.4'], ['0x7f.1', '127.0.0.1'], ['1.2.3', '1.2.0.3'], ['017700000001', '127.0.0.1'], ['4294967295', '255.255.255.255'],
    ['4294967296', null], ['1.2.3.256', null], ['08', null], ['', null], ['1.', null], ['1.2.3.4.5', null], ['0x', null]];
  for (const [text, shown] of legacy) { const a = parseLegacyIPv4(text); assert.equal(a === null ? null : showIPv4(a), shown, text); }
});

test('masks', () => {
  // The argument of ipmask(), run with haproxy -c of 2.6 to 3.4.
  for (const text of ['24', '0', '32', '+24', '255.255.255.0', '255.255.0.255']) assert.ok(isMask4(text), text);
  for (const text of ['33', '-1', 'x', '24x', '24 ', '', '1.2.3.4.5', '255.255']) assert.ok(!isMask4(text), text);
  for (const text of ['64', '128', '0', 'ffff::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']) assert.ok(isMask6(text), text);
  for (const text of ['129', '-1', 'x', '', '1:2']) assert.ok(!isMask6(text), text);
});

test('networks', () => {
  // `acl … src <value>` under haproxy -c of 2.6 to 3.4, without and with -n.
  const rows: [string, boolean, string][] = [
    ['1.2.3.4', true, 'ipv4'], ['1.2.3.4/24', true, 'ipv4'], ['1.2.3.4/0', true, 'ipv4'], ['1.2.3.4/255.0.255.0', true, 'ipv4'], ['1.2.3.4/+8', true, 'ipv4'], ['1.2.3.4/08', true, 'ipv4'], ['127.1', true, 'ipv4'],
    ['1.2.3/8', true, 'ipv4'], ['80', true, 'ipv4'], ['01.2.3.4', true, 'ipv4'], ['::1', true, 'ipv6'], ['::1/128', true, 'ipv6'], ['::/0', true, 'ipv6'], ['::1/+4', true, 'ipv6'], ['localhost', true, 'name'], ['localhost/8', true, 'name'],
    ['nosuch.invalid', true, 'name'], ['a/24', true, 'name'],
    ['1.2.3.4/33', true, 'mask 8-10'], ['1.2.3.4/-1', true, 'mask 8-10'], ['1.2.3.4/', true, 'mask 8-8'], ['1.2.3.4/x', true, 'mask 8-9'], ['1.2.3.4/255.255', true, 'mask 8-15'], ['::1/129', true, 'mask 4-7'], ['::1/', true, 'mask 4-4'],
    ['::1/ffff::', true, 'mask 4-10'], ['300.1.1.1', true, 'address 0-9'], ['1.2.3.4.5', true, 'address 0-9'], ['foo!bar', true, 'address 0-7'], ['[::1]', true, 'address 0-5'], ['*', true, 'address 0-1'], ['0x7f.1', true, 'address 0-6'],
    ['/8', true, 'address 0-0'], ['1.2.3.4,1.2.3.5', true, 'address 0-15'], ['1.2.3.4/1/2', true, 'address 0-9'], ['1.2.3.4:80', true, 'address 0-10'],
    ['1.2.3', false, 'address 0-5'], ['80', false, 'address 0-2'], ['localhost', false, 'address 0-9'], ['01.2.3.4', false, 'address 0-8'], ['1.2.3.4/8', false, 'ipv4'],
  ];
  for (const [text, resolve, expected] of rows) {
    const r = parseNetwork(text, resolve);
    assert.equal(r.kind === 'bad' ? `${r.part} ${r.start}-${r.end}` : r.kind, expected, text);
  }
});

test('addresses without a port', () => {
  // `agent-addr` (names resolve) and `init-addr` (they do not) under haproxy -c of 2.6 to 3.4.
  const rows: [string, boolean, string][] = [['1.2.3.4', true, 'ipv4'], ['localhost', true, 'name'], ['::1', true, 'ipv6'], ['[::1]', true, 'ipv6'], ['*', true, 'any'], ['127.1', true, 'ipv4'], ['1.2.3.4:80', true, 'bad'],
    ['/tmp/s', true, 'bad'], ['foo!x', true, 'bad'], ['[::1', true, 'bad'], ['127.1', false, 'bad'], ['localhost', false, 'bad'], ['1.2.3.4', false, 'ipv4']];
  for (const [text, resolve, expected] of rows) assert.equal(parseIp(text, resolve), expected, text);
});

test('host names', () => {
  const rows: [string, string][] = [['example.com', 'name'], ['a_b-c', 'name'], ['-foo', 'name'], ['foo.', 'name'], ['1.2', 'legacy'], ['300.1.1.1', 'never'], ['a b', 'never'], ['', 'never'], ['é', 'never'], ['a'.repeat(64), 'never'],
    ['a'.repeat(63), 'name'], ['a..b', 'empty-label'], ['.a', 'empty-label']];
  for (const [text, kind] of rows) assert.equal(hostKind(text), kind, text);
});

test('any text gives a result', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    for (const read of [parseIPv4, isIPv6, parseLegacyIPv4, isMask4, isMask6, parseNetwork, hostKind, parseSize, leadingInteger, parseInteger]) read(text);
    assert.ok(Number.isInteger(atoi(text)));
  }));
});
