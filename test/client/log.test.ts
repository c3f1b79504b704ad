// Which lines the hover takes for HAProxy's: every recorded one of a format by name, and none of other programs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeLog } from '../../client/src/log/recognise.ts';
import { EXPECTED, ROWS } from '../log/rows.ts';

test('recorded lines, with and without what syslog puts in front', () => {
  for (const { scenario, line } of ROWS) {
    assert.ok(looksLikeLog(line), line);
    const body = line.replace(/^.*?\]: /, '');
    if (EXPECTED[scenario]![2].startsWith('option ')) assert.ok(looksLikeLog(body), body);
  }
});

const FOREIGN = [
  '', 'haproxy', 'see haproxy: the load balancer', '127.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.5"', '10.0.0.1 - bob [22/Nov/2026:10:00:00 +0000] "GET /a/b HTTP/2.0" 200 12 "-" "Mozilla/5.0 (X11)" "-"',
  '2026-11-22T10:00:00Z INFO server started', 'Nov 22 10:00:00 host sshd[12]: Accepted publickey for root from 10.0.0.1 port 22', '[22/Nov/2026:10:00:00 +0000] 10.0.0.1 TLSv1.3 TLS_AES "GET / HTTP/1.1" 12', '[2026-11-22 10:00:00] app.ERROR: x', 'x'.repeat(100_000), '[22/Nov/2026:10:00:00] '.repeat(1000),
];
test('lines of other programs', () => {
  for (const line of FOREIGN) assert.equal(looksLikeLog(line), line === 'see haproxy: the load balancer', line.slice(0, 200));
});

test('a glance costs nothing, whatever the line', () => {
  const lines = ['[22/Nov/2026:10:00:00.000] '.repeat(500), `[22/Nov/2026:10:00:00.000] ${'a/'.repeat(50_000)}`, 'haproxy'.repeat(20_000), `[22/Nov/2026:10:00:00.000] "${'" 1 1 '.repeat(2000)}`], begun = performance.now();
  for (let i = 0; i < 20; i++) for (const line of lines) looksLikeLog(line);
  assert.ok(performance.now() - begun < 1000, `${performance.now() - begun} ms`);
});
