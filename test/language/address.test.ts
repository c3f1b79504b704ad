import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AddressProblemKind, parseAddress, splitAddresses } from '../../server/src/engine/language/address.ts';
import { addressPrefixes } from '../../server/src/engine/language/addressPrefix.ts';
import { type AddressUse, addressUse } from '../../server/src/engine/language/addressUse.ts';
import { type Version, VERSIONS } from '../../server/src/engine/language/version.ts';

type Expected = AddressProblemKind | null;
const HERE: readonly Version[] = ['2.6', '3.0', '3.2', '3.4'];
const path = (length: number) => `/${'a'.repeat(length - 1)}`;

// [texts, what HAProxy 2.6, 3.0, 3.2 and 3.4 refuse it for, where that is one answer; else one answer per version].
// Every cell was run with haproxy -c; names that need a resolver are not judged here.
const ROWS: Readonly<Partial<Record<AddressUse, readonly [readonly string[], Expected | readonly [Expected, Expected, Expected, Expected]][]>>> = {
  bind: [
    [['1.2.3.4:80', '1.2.3.4:65535', '1.2.3.4:80-81', '1.2.3.4:8080-8080', '1.2.3.4:080', ':80', '*:80', '::1:80', ':::80', '[::]:80', '[::1]:80', '2001:db8::1:80', '[2001:db8::1]:8080-8081',
      '1:2:3:4:5:6:7:8:80', '::ffff:1.2.3.4:80', 'ipv4@1.2.3.4:80', 'ipv4@:80', 'ipv4@*:80', 'ipv6@::1:80', 'ipv6@:80', 'ipv6@*:80', 'ipv6@[::1]:80', 'ip@1.2.3.4:80', 'ip@::1:80', 'tcp@1.2.3.4:80',
      'tcp4@1.2.3.4:80', 'tcp6@[::1]:80', 'stream+1.2.3.4:80', 'stream+ipv4@1.2.3.4:80', 'stream+unix@/tmp/s', '/tmp/s', '/tmp/s:80', 'unix@/tmp/s', 'unix@tmp/s', 'unix@', 'uxst@/tmp/s', 'abns@foo',
      'abns@', path(96), `abns@${'a'.repeat(107)}`, '1.2.3:80', '01.2.3.4:80', '0x7f.1:80', '127.1:80', 'localhost:80'], null],
    [['1.2.3.4', '1.2.3.4:', '*', '80', ':', '::', '[::]', '[::1]80', 'rev@x/s', '1.2.3', 'localhost', 'ring@r', 'stdout', 'UNIX@/tmp/x', 'ipv4@', 'ipv4@80', 'tcp@'], 'missing-port'],
    [['1.2.3.4:0', '1.2.3.4:65536', '1.2.3.4:80-', '1.2.3.4:0-0', '1.2.3.4:99999999999999999999'], 'bad-port'],
    [['1.2.3.4:81-80'], 'bad-port-range'],
    [['1.2.3.4:80-x'], ['bad-port', 'bad-port-char', 'bad-port-char', 'bad-port-char']],
    [['1.2.3.4:8x'], [null, 'bad-port-char', 'bad-port-char', 'bad-port-char']],
    [['1.2.3.4:x', '1.2.3.4:http', '1.2.3.4: 80'], 'bad-port-char'],
    [['1.2.3.4:+80', '1.2.3.4:-80', '1.2.3.4:+', '1.2.3.4:-'], 'port-offset-not-allowed'],
    [['::1', '[::1', '[]:80', '2001:db8::1', '1:2:3:4:5:6:7:8', 'ipv4@::1:80', 'ipv6@1.2.3.4:80', 'quic@1.2.3.4:80', '1.2.3.4.5:80', '300.1.1.1:80', '1.2.3.4/24:80', 'foo!bar:80', 'foo..bar:80', '.foo:80',
      `${'a'.repeat(64)}:80`, 'IPV4@1.2.3.4:80', 'foo@1.2.3.4:80', 'http://1.2.3.4:80'], 'bad-address'],
    [['udp@1.2.3.4:80', 'udp4@1.2.3.4:80', 'udp6@[::1]:80', 'dgram+1.2.3.4:80', 'dgram+ipv4@1.2.3.4:80', 'dgram+unix@/tmp/s', 'stream+udp@1.2.3.4:80', 'uxdg@/tmp/s'], 'dgram-not-allowed'],
    [['mptcp@1.2.3.4:80', 'mptcp4@1.2.3.4:80', 'mptcp6@[::1]:80', 'abnsz@foo'], ['unknown-prefix', 'unknown-prefix', null, null]],
    [['quic+1.2.3.4:80', 'quic+ipv4@1.2.3.4:80'], ['unknown-prefix', null, null, null]],
    [['rhttp', 'rhttpx@foo'], ['missing-port', null, null, null]],
    [['rhttp@x/s', 'rhttp@'], ['unknown-prefix', null, null, null]],
    [[path(98), path(107), `unix@${'a'.repeat(107)}`, `abns@${'a'.repeat(108)}`], 'path-too-long'],
    [['fd@', 'fd@x', 'fd@-1', 'fd@1x', 'sockpair@x', 'sockpair@'], 'bad-fd'],
  ],
  'dgram-bind': [
    [['1.2.3.4:80', '1.2.3.4:80-81', 'udp@1.2.3.4:80', 'udp6@[::1]:80', 'dgram+ipv4@1.2.3.4:80', 'uxdg@/tmp/s', '/tmp/s', 'unix@/tmp/s', 'abns@foo'], null],
    [['tcp@1.2.3.4:80', 'stream+1.2.3.4:80', 'uxst@/tmp/s', 'quic4@1.2.3.4:80'], 'stream-not-allowed'],
    [['1.2.3.4'], 'missing-port'],
    [['rhttp@x'], ['unknown-prefix', 'unsupported-protocol', 'unsupported-protocol', 'unsupported-protocol']],
  ],
  server: [
    [['1.2.3.4', '1.2.3.4:80', '1.2.3.4:', '1.2.3.4:0', '1.2.3.4:+80', '1.2.3.4:-80', '1.2.3.4:+', '1.2.3.4:-70000', '*', '80', ':80', 'localhost', 'local_host.invalid:80', '/tmp/s', '127.1:80', '[::1]:80'], null],
    [['1.2.3.4:65536'], 'bad-port'],
    [['1.2.3.4:80-81', '1.2.3.4:81-80', '1.2.3.4:80-', '[2001:db8::1]:8080-8081'], 'port-range-not-allowed'],
    [['1.2.3.4:8x', '1.2.3.4:+8x'], [null, 'bad-port-char', 'bad-port-char', 'bad-port-char']],
    [['1.2.3.4:x'], 'bad-port-char'],
    // Accepted by the parser; then "could not resolve address", unless init-addr holds none.
    [['::1', '[::1', '[]:80', 'foo!bar:80', '300.1.1.1:80', '1.2.3.4.5', 'ipv6@1.2.3.4:80', 'ipv4@::1:80', 'http://1.2.3.4:80', '1.2.3.4:80,1.2.3.4:81', `${'a'.repeat(65)}:80`, '1.2.3.4/24', 'fe80::1%eth0:80'],
      'unresolvable'],
    [['foo..bar', '.foo:80'], 'bad-address'],
    [['udp@1.2.3.4:80', 'dgram+1.2.3.4:80', 'uxdg@/tmp/s'], ['dgram-not-allowed', null, null, null]],
    [['fd@1'], 'fd-not-allowed'],
    [['rhtfoo:80'], null],
    [['rhttp@x/s'], ['unknown-prefix', null, null, null]],
  ],
  'ring-server': [[['1.2.3.4', '1.2.3.4:+80'], null], [['::1', 'foo!bar:80'], 'bad-address'], [['1.2.3.4:80-81'], 'port-range-not-allowed'], [['udp@1.2.3.4:80'], 'dgram-not-allowed']],
  peer: [
    [['1.2.3.4:80', '::1:80', '/tmp/s', 'abns@foo'], null],
    [['1.2.3.4', '1.2.3.4:', '*', 'localhost'], [null, 'missing-port', 'missing-port', 'missing-port']],
    [['1.2.3.4:0'], [null, 'bad-port', 'bad-port', 'bad-port']],
    [['1.2.3.4:+80'], [null, 'port-offset-not-allowed', 'port-offset-not-allowed', 'port-offset-not-allowed']],
    [['::'], ['bad-address', 'missing-port', 'missing-port', 'missing-port']],
    [['1.2.3.4:80-81'], 'port-range-not-allowed'],
    [['udp@1.2.3.4:80'], 'dgram-not-allowed'],
  ],
  log: [
    [['1.2.3.4', '1.2.3.4:80', '1.2.3.4:0', 'stdout', 'stderr', 'ring@r', 'fd@1', '/dev/log', 'udp@1.2.3.4:80', 'tcp@1.2.3.4:80', 'localhost', '80'], null],
    [['1.2.3.4:80-81'], 'port-range-not-allowed'],
    [['1.2.3.4:+80'], 'port-offset-not-allowed'],
    [['::', 'UNIX@/tmp/x'], 'bad-address'],
    [['backend@b'], ['bad-address', null, null, null]],
    [['rhttp@x'], ['unknown-prefix', 'unsupported-protocol', 'unsupported-protocol', 'unsupported-protocol']],
    [['fd@x', 'fd@-1'], 'bad-fd'],
  ],
  source: [[['1.2.3.4', '1.2.3.4:80', '0.0.0.0', '/tmp/s'], null], [['1.2.3.4:80-81'], 'port-range-not-allowed'], [['udp@1.2.3.4:80'], 'dgram-not-allowed'], [['fd@1'], 'fd-not-allowed']],
  'server-source': [[['1.2.3.4:80-81', '1.2.3.4:0-0', '1.2.3.4'], null], [['1.2.3.4:81-80', '1.2.3.4:80-'], 'bad-port-range'], [['1.2.3.4:+80'], 'port-offset-not-allowed']],
  nameserver: [[['1.2.3.4:53', 'tcp@1.2.3.4:53', 'udp@1.2.3.4:53', '/tmp/s'], null], [['1.2.3.4', 'localhost'], 'missing-port'], [['1.2.3.4:99999', '1.2.3.4:0'], 'bad-port'], [['300.0.0.1:53'], 'bad-address']],
  mailer: [[['1.2.3.4:25', 'tcp@1.2.3.4:25'], null], [['1.2.3.4'], 'missing-port'], [['/tmp/s', 'abns@foo'], 'unsupported-protocol'], [['udp@1.2.3.4:25'], 'dgram-not-allowed']],
  dispatch: [[['1.2.3.4:80', '/tmp/s'], null], [['1.2.3.4'], 'missing-port'], [[''], 'empty']],
  'check-addr': [[['1.2.3.4', '1.2.3.4:80', '::1:80'], null], [['1.2.3.4:80-81'], 'port-range-not-allowed'], [['1.2.3.4:+80'], 'port-offset-not-allowed'], [['::1'], 'bad-address']],
  // Not in 2.6; the parser of addresses does not mind.
  'http-proxy': [[['1.2.3.4', '1.2.3.4:80', '/tmp/s', '::1:80'], null], [['localhost', 'foo!x', '127.1'], 'bad-address'], [['1.2.3.4:80-81'], 'port-range-not-allowed'], [['1.2.3.4:99999'], 'bad-port'],
    [['udp@1.2.3.4:80'], 'dgram-not-allowed'], [['fd@1'], 'fd-not-allowed']],
  socks4: [[['1.2.3.4:80', ':80'], null], [['1.2.3.4'], 'missing-port'], [['1.2.3.4:0'], 'bad-port']],
};

test('addresses are refused for the same reason as by HAProxy', () => {
  let count = 0;
  for (const [use, rows] of Object.entries(ROWS)) for (const [texts, expected] of rows) for (const text of texts) {
    HERE.forEach((version, i) => {
      const kind = Array.isArray(expected) ? (expected as readonly Expected[])[i] : expected;
      // A prefix of a newer version makes an unresolvable name of it: we say which version knows it.
      const found = parseAddress(text, use as AddressUse, version).problem?.kind ?? null;
      assert.equal(found, kind, `${use} ${text} ${version}`);
      count++;
    });
  }
  assert.ok(count > 900, String(count));
});

test('the parts of an address', () => {
  const rows: [string, AddressUse, object][] = [
    ['1.2.3.4:80-90', 'bind', { family: 'ipv4', transport: 'stream', host: '1.2.3.4', hostStart: 0, hostEnd: 7, port: { low: 80, high: 90, kind: 'range', start: 8, end: 13, trailing: -1 } }],
    ['ipv6@[::1]:443', 'bind', { family: 'ipv6', prefix: 'ipv6@', host: '[::1]', hostStart: 5, hostEnd: 10 }],
    ['quic4@:443', 'bind', { family: 'ipv4', transport: 'quic', prefix: 'quic4@', host: '' }],
    ['web.example:+80', 'server', { family: 'name', host: 'web.example', port: { low: 80, high: 80, kind: 'offset', start: 12, end: 15, trailing: -1 } }],
    ['1.2.3.4:-80', 'server', { port: { low: -80, high: -80, kind: 'offset', start: 8, end: 11, trailing: -1 } }],
    ['stream+unix@/run/x', 'bind', { family: 'unix', prefix: 'stream+unix@', host: '/run/x' }],
    ['80', 'server', { family: 'ipv4', host: '80', port: null }],
    ['127.0.0.1', 'log', { transport: 'dgram', family: 'ipv4' }],
    ['ring@r1', 'log', { family: 'ring', host: 'r1', prefix: 'ring@' }],
    ['rhttp@be/s1', 'bind', { family: 'rhttp', prefix: 'rhttp@', host: 'be/s1' }],
    ['mptcp4@1.2.3.4:80', 'bind', { mptcp: true, family: 'ipv4' }],
    ['*:70000', 'bind', { problem: { kind: 'bad-port', start: 2, end: 7, limit: 1 } }],
    ['*:80,', 'bind', { problem: { kind: 'bad-port-char', start: 4, end: 5 } }],
  ];
  for (const [text, use, part] of rows) matches(parseAddress(text, use, '3.2'), part, text);
  const old = parseAddress('1.2.3.4:80x', 'server', '2.8');
  assert.deepEqual([old.problem, old.port?.low, old.port?.trailing], [null, 80, 10], 'older versions ignore what follows the port');
  assert.equal(parseAddress('abnsz@x', 'bind', '3.0').problem?.since, '3.1');
  assert.equal(parseAddress(path(90), 'bind', '3.2', 10).problem?.limit, 87);
  assert.equal(parseAddress('1.2.3.4:4294967376', 'bind', '3.2').port?.low, 80, 'the port is a 32-bit integer');
});

function matches(actual: object, part: object, text: string): void {
  for (const [key, value] of Object.entries(part)) assert.deepEqual((actual as Record<string, unknown>)[key], value, `${text} ${key}`);
}

test('a bind line lists addresses', () => {
  assert.deepEqual(splitAddresses(':80,:81,'), [{ text: ':80', start: 0 }, { text: ':81', start: 4 }]);
  assert.deepEqual(splitAddresses(',:80'), [{ text: '', start: 0 }, { text: ':80', start: 1 }]);
  assert.deepEqual(splitAddresses(''), []);
});

test('a value type names its use', () => {
  assert.equal(addressUse('address(server-source)'), 'server-source');
  for (const type of ['address', 'address(x)', 'address()', 'time']) assert.equal(addressUse(type), null, type);
});

test('prefixes by version', () => {
  assert.ok(addressPrefixes('3.2').includes('mptcp@') && !addressPrefixes('3.0').includes('mptcp@'));
  assert.ok(addressPrefixes('2.9').includes('rhttp@') && !addressPrefixes('2.8').includes('rhttp@'));
});

test('any text gives an address with columns inside it', () => {
  const uses: AddressUse[] = ['bind', 'dgram-bind', 'server', 'ring-server', 'peer', 'log', 'source', 'server-source', 'nameserver', 'mailer', 'dispatch', 'check-addr', 'socks4', 'http-proxy'];
  const piece = fc.constantFrom('ipv4@', 'unix@', 'quic+', 'rht', 'fd@', '[', ']', ':', '::', '1', '80', '-', '+', '.', '/', 'a', '@', '', ' ', '*', 'é');
  fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 8 }).map((p) => p.join(''))), fc.constantFrom(...uses), fc.constantFrom(...VERSIONS), (text, use, version) => {
    const a = parseAddress(text, use, version);
    const inside = (start: number, end: number) => assert.ok(start >= 0 && start <= end && end <= text.length, `${text}: ${start}-${end}`);
    inside(a.hostStart, a.hostEnd);
    if (a.port) inside(a.port.start, a.port.end);
    if (a.problem) inside(a.problem.start, a.problem.end);
  }));
});
