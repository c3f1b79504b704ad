// Counts over time: every line that tells its time is counted once, at the time its session ended, whatever the order and the span.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clock, histogram, type Row } from '../../server/src/engine/features/log/clock.ts';
import { noBrief } from '../../server/src/engine/features/log/format.ts';
import { logLines, readersOf, summarise } from '../../server/src/engine/log.ts';
import { Engine } from '../../server/src/engine/index.ts';
import { ROWS } from './rows.ts';

const line = (date: string, total: string, prefix = ''): string => `${prefix}127.0.0.1:1 [${date}] www be_ws/s1 0/0/0/1/${total} 101 9 - - cD-- 1/1/0/0/0 0/0 "GET /ws HTTP/1.1"`;
const summaryOf = (text: string, config = ''): ReturnType<ReturnType<typeof summarise>['done']> => {
  const engine = new Engine();
  engine.open('a.cfg', 1, config);
  const s = summarise(logLines(readersOf(engine.model('a.cfg')!.project, true), true), true);
  for (const l of text.split('\n')) s.add(l);
  return s.done();
};
const timesOf = (text: string, config?: string): string[] => {
  const { spans, causes } = summaryOf(text, config);
  return spans ? causes.flatMap((c) => c.times!.flatMap((n, i) => (n ? [`${c.cause} ${n} at ${new Date(spans.from + i * spans.step).toISOString().slice(0, 19)}`] : []))) : [];
};

test('a session counts when it ended, not when it began', () => {
  assert.deepEqual(timesOf(line('22/Nov/2026:10:00:00.900', '60200')), ['ws-client-silent 1 at 2026-11-22T10:01:01']);
  assert.deepEqual(timesOf(line('31/Dec/2026:23:59:59.000', '+1000')), ['ws-client-silent 1 at 2026-12-31T23:59:59'], 'logasap: the total is not final');
});

test('times of every kind', () => {
  assert.deepEqual(timesOf('gmt=22/Nov/2026:10:00:07 +0000 te=60000 st=101 cD-- x', 'defaults\n log-format "gmt=%T te=%Ta st=%ST %tsc x"\n'), ['ws-client-silent 1 at 2026-11-22T10:01:07']);
  assert.deepEqual(timesOf('{"t":"22/Nov/2026:10:00:07.000","s":"101","e":"cD--"}', 'defaults\n log-format "%{+json}o %(t)tr %(s)ST %(e)tsc"\n'), ['ws-client-silent 1 at 2026-11-22T10:00:07']);
  const down = 'haproxy[1]: Server be_ws/s1 is DOWN, reason: Layer4 timeout';
  assert.deepEqual(timesOf(`2026-11-22T10:00:07.123+01:00 lb ${down}`), ['notice 1 at 2026-11-22T10:00:07']);
  assert.deepEqual(timesOf(`${line('22/Nov/2026:10:00:00.000', '1')}\n<134>Nov 22 10:00:07 lb ${down}`), ['ws-client-silent 1 at 2026-11-22T10:00:00', 'notice 1 at 2026-11-22T10:00:07'], 'the year of the lines around it');
  assert.deepEqual(timesOf(`<134>Nov 22 10:00:07 lb ${down}`), [], 'no year is known');
});

test('recorded lines: each that tells its time is counted', () => {
  const { causes, spans } = summaryOf(ROWS.map((r) => r.line).join('\n'));
  assert.ok(spans && spans.size <= 240);
  assert.equal(causes.reduce((n, c) => n + c.times!.reduce((a, b) => a + b), 0), ROWS.length);
});

test('no text is a time that it is not', () => {
  const read = clock();
  for (const date of ['', '22/Nov/2026', '22/Foo/2026:10:00:00', '99/Nov/2026:xx:00:00', '22/Nov/2026:10:00:zz', '[[[[[[[[[[[[[[[[[[[[[']) assert.equal(read({ ...noBrief(), day: date.slice(0, 11), time: date.slice(12) }, ''), NaN, date);
});

test('joined spans lose nothing and keep their places', () => {
  fc.assert(fc.property(fc.array(fc.record({ at: fc.oneof(fc.nat(3_600_000), fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1.79e12, max: 1.791e12 })), row: fc.nat(2) }), { minLength: 1, maxLength: 300 }), (all) => {
    const rows: Row[] = [[], [], []], h = histogram(() => rows);
    for (const { at, row } of all) h.add(rows[row]!, at);
    const { from, step, size } = h.spans()!;
    assert.ok(size <= 240 && from <= Math.min(...all.map((a) => a.at)) && from + size * step > Math.max(...all.map((a) => a.at)));
    rows.forEach((row, r) => {
      const expected = Array.from({ length: size }, () => 0);
      for (const a of all) if (a.row === r) expected[Math.floor((a.at - from) / step)]!++;
      assert.deepEqual(h.counts(row), expected);
    });
  }), { seed: 7, numRuns: 300 });
});
