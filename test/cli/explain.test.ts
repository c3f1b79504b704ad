// `haproxy-ws explain`: one line explained, many counted; its arguments and exit codes; memory that does not grow with the file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { ROWS } from '../log/rows.ts';
import { inFolder } from './cli.ts';

const row = (scenario: string): string => `${ROWS.find((r) => r.scenario === scenario && r.version.startsWith('3.2'))!.line}\n`;
const STATES = readFileSync('test/log/states.cfg');

test('one line', inFolder({ 'one.log': `\n${row('ws-tunnel')}\n`, 'states.cfg': STATES }, (f) => {
  const plain = f.run(['explain', 'one.log']), known = f.run(['explain', '--config', 'states.cfg', '--target', '3.4', 'one.log']);
  assert.equal(plain.code, 0, plain.err);
  assert.match(plain.out, /^WebSocket cut for silence: /);
  assert.match(plain.out, /^Ended by: HAProxy$/m);
  assert.doesNotMatch(plain.out, /^Timeout: /m);
  assert.match(known.out, /^Timeout: timeout tunnel 1s rules here \(backend tunnel, line \d+\)\. The session lasted 1s/m);
  assert.match(known.out, /^ {2}Tr +\S+ {2}waiting for the answer's headers$/m);
}));

test('standard input, with - and without', inFolder({}, (f) => {
  for (const args of [['explain'], ['explain', '-']]) assert.match(f.run(args, row('ws-killed')).out, /^Session ended by an operator/);
  assert.equal(f.run(['explain'], '').out, '0 lines\n\n');
}));

test('many lines, counted by cause', inFolder({ 'many.log': row('ws-tunnel') + row('refused').repeat(3) + row('own-json') + 'nothing of HAProxy\n', 'states.cfg': STATES }, (f) => {
  const all = JSON.parse(f.run(['explain', '--format', 'json', 'many.log']).out) as { tool: string; lines: number; causes: { cause: string; count: number; first: string; last: string; proxies: unknown }[] };
  assert.deepEqual([all.tool, all.lines], ['haproxy-ws', 6]);
  assert.deepEqual(all.causes.map((c) => [c.cause, c.count]), [['connect-refused', 3], ['unread', 2], ['ws-client-silent', 1]]);
  assert.match(all.causes[0]!.first, /^\d\d\/\w{3}\/\d{4}:/);
  assert.deepEqual(all.causes[0]!.proxies, [{ name: 'refused', count: 3 }]);
  const known = f.run(['explain', '--config=states.cfg', 'many.log']).out;
  assert.match(known, /^6 lines\n\n4 {2}Connection to the server failed\n/);
  assert.match(known, /^1 {2}Line of no known format$/m);
}));

test('one line as JSON', inFolder({ 'states.cfg': STATES }, (f) => {
  const { lines, explanation: e } = JSON.parse(f.run(['explain', '--format', 'json', '--config', 'states.cfg'], row('ws-server-silent')).out) as { lines: number; explanation: { cause: string; closer: string; timeout: { timeout: string; ms: number; agrees: boolean; at: { uri: string; line: number } }; values: Record<string, string>; phases: { timer: string; ms: number | null }[] } };
  assert.deepEqual([lines, e.cause, e.closer, e.timeout.timeout, e.timeout.ms, e.timeout.agrees, e.timeout.at.uri], [1, 'ws-server-silent', 'haproxy', 'timeout server', 1000, true, 'states.cfg']);
  assert.match(STATES.toString().split('\n')[e.timeout.at.line]!, /timeout server 1s/);
  assert.equal(e.values.tsc, 'sD--');
}));

test('what cannot be used is exit 2', inFolder({ 'one.log': row('page'), 'bin.cfg': Buffer.from('a\0b') }, (f) => {
  for (const args of [['missing.log'], ['--config', 'missing.cfg', 'one.log'], ['--config', 'bin.cfg', 'one.log'], ['one.log', 'one.log'], ['--format', 'sarif', 'one.log'], ['--fix', 'one.log'], ['--fail-on', 'error', 'one.log'], ['--target', '9.9', 'one.log'], ['.']]) {
    const r = f.run(['explain', ...args]);
    assert.equal(r.code, 2, args.join(' '));
    assert.match(r.err, /^haproxy-ws: \S/);
    assert.equal(r.out, '');
  }
  assert.match(f.run(['check', '--config', 'a.cfg', 'one.log']).err, /check has no --config/);
}));

test('a log does not steer the terminal', inFolder({}, (f) => {
  assert.doesNotMatch(f.run(['explain'], row('page').replace('GET /long', 'GET /\x1b[31mlong')).out, /\x1b/);
}));

test('memory does not grow with the file', inFolder({ 'peak.cjs': "process.on('exit', () => require('fs').writeSync(2, String(process.resourceUsage().maxRSS)));" }, (f) => {
  const some = Array.from({ length: 1000 }, (_, i) => row('ws-tunnel').replace(/:(\d+) \[/, `:${1024 + i} [`).replace(' tunnel/', ` tunnel${i}/`)).join('');
  const peak = (thousands: number, tail = ''): number => {
    const path = join(f.path, 'big.log'), fd = openSync(path, 'w');
    for (let i = 0; i < thousands; i++) writeSync(fd, some);
    if (tail) for (let i = 0; i < 40; i++) writeSync(fd, tail);
    closeSync(fd);
    const r = spawnSync(process.execPath, ['--require', join(f.path, 'peak.cjs'), '--max-semi-space-size=2', resolve('dist/cli.js'), 'explain', path], { encoding: 'utf8', timeout: 60_000 });
    assert.equal(r.status, 0, r.stderr);
    assert.match(r.stdout, new RegExp(`^${thousands}0{3}|^${thousands * 1000 + 1} `));
    return Number(r.stderr) / 1024;
  };
  const small = peak(20), large = peak(400), endless = peak(20, 'x'.repeat(1 << 20));
  console.log(`# peak memory: ${Math.round(small)} MB for 20,000 lines, ${Math.round(large)} MB for 400,000, ${Math.round(endless)} MB with a line of 40 MB`);
  assert.ok(large < small + 24, `${small} MB, ${large} MB`);
  assert.ok(endless < small + 24, `${small} MB, ${endless} MB`);
}));
