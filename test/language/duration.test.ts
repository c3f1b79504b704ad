import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDuration, MAX_DURATION, parseDuration, type TimeUnit, writeDuration } from '../../server/src/engine/language/duration.ts';

const ok = (value: number, ms = value, trailing = -1) => ({ kind: 'ok', value, ms, trailing });
const bad = (at: number) => ({ kind: 'bad-char', at });

// Each row was given to `timeout client` (ms) or `stats refresh` (s) under haproxy -c of 2.6, 3.0, 3.2 and 3.4, with one verdict.
const ROWS: [string, TimeUnit, object][] = [
  ['50', 'ms', ok(50)], ['50s', 'ms', ok(50_000)], ['24d', 'ms', ok(2_073_600_000)], ['0us', 'ms', ok(0)], ['2147483647', 'ms', ok(MAX_DURATION)],
  ['999999999us', 'ms', ok(1_000_000)], ['1us', 'ms', ok(1)], ['1ms', 's', ok(1, 1000)], ['1us', 's', ok(1, 1000)], ['5', 's', ok(5, 5000)], ['0ms', 's', ok(0)],
  ['1hour', 'ms', ok(3_600_000, 3_600_000, 2)], ['1sec', 'ms', ok(1000, 1000, 2)], ['5mm', 'ms', ok(300_000, 300_000, 2)], ['5mss', 'ms', ok(5, 5, 3)], ['5usx', 'ms', ok(1, 1, 3)],
  ['50x', 'ms', bad(2)], ['x50', 'ms', bad(0)], ['-1', 'ms', bad(0)], ['5u', 'ms', bad(1)], ['5S', 'ms', bad(1)], ['1.5s', 'ms', bad(1)], ['', 'ms', bad(0)], ['68y', 's', bad(2)],
  ['2147483648', 'ms', { kind: 'overflow' }], ['25d', 'ms', { kind: 'overflow' }], ['2147483648', 's', { kind: 'overflow' }], ['25000d', 's', { kind: 'overflow' }],
  ['213504000000d', 'ms', { kind: 'overflow' }], ['213503982334601d', 'ms', { kind: 'overflow' }],
  // 64-bit arithmetic wraps: 2^64 was accepted as 0 and 2^64+1 as 1.
  ['18446744073709551616', 'ms', ok(0)], ['18446744073709551617', 'ms', ok(1)], ['2305843009213693952s', 'ms', { kind: 'underflow' }],
];

test('time values are read as HAProxy reads them', () => {
  for (const [text, unit, expected] of ROWS) assert.deepEqual(parseDuration(text, unit), expected, `${text} (${unit})`);
});

test('the default unit is the millisecond', () => {
  assert.deepEqual(parseDuration('7'), ok(7));
});

test('any text gives a result', () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom<TimeUnit>('us', 'ms', 's', 'm', 'h', 'd'), (text, unit) => {
    const r = parseDuration(text, unit);
    if (r.kind === 'bad-char') assert.ok(r.at >= 0 && r.at <= text.length);
    if (r.kind === 'ok') assert.ok(Number.isInteger(r.value) && r.value <= MAX_DURATION);
  }));
});

test('durations for people', () => {
  const rows: [number, string][] = [
    [0, '0'], [1, '1ms'], [999, '999ms'], [1000, '1s'], [1500, '1s500ms'], [50_000, '50s'], [60_000, '1m'], [90_000, '1m30s'], [3_600_000, '1h'], [5_400_000, '1h30m'],
    [86_400_000, '1d'], [90_000_000, '1d1h'], [86_401_000, '1d'], [0.5, '500us'],
  ];
  for (const [ms, text] of rows) assert.equal(formatDuration(ms), text);
});

test('a written duration is read back as the same time', () => {
  const rows: [number, string][] = [[0, '0'], [1500, '1500ms'], [50_000, '50s'], [90_000, '90s'], [5_400_000, '90m'], [86_400_000, '1d'], [0.5, '500us']];
  for (const [ms, text] of rows) assert.equal(writeDuration(ms), text);
  fc.assert(fc.property(fc.nat(MAX_DURATION), (ms) => assert.deepEqual(parseDuration(writeDuration(ms)), ok(ms))));
});
