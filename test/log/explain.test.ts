// Lines that real HAProxy wrote (test/log/record.mjs), each with the end that its scenario made, explained.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, explanationText, logLines, summarise, summaryText } from '../../server/src/engine/log.ts';
import { causeOf, causes } from '../../server/src/engine/features/log/cause.ts';
import { letters } from '../../server/src/engine/features/log/words.ts';
import { configuration, EXPECTED, ROWS } from './rows.ts';

const { project, lines } = configuration(), PLAIN = logLines();

test('the rows cover every scenario, and four branches', () => {
  assert.deepEqual([...new Set(ROWS.map((r) => r.scenario))].sort(), Object.keys(EXPECTED).sort());
  assert.equal(new Set(ROWS.map((r) => r.version.split('.', 2).join('.'))).size, 4);
  assert.ok(ROWS.length >= 160);
});

for (const { version, scenario, line } of ROWS) test(`${scenario}, HAProxy ${version}`, () => {
  const [cause, closer, format, timeout, section] = EXPECTED[scenario]!, e = explain(lines, line, project);
  // the same end has another name where the release writes another status
  const meant = scenario === 'too-large' && e.values.ST !== '400' ? 'request-too-large' : cause;
  assert.deepEqual([e.cause, e.closer, e.format], [meant, closer, format], line);
  assert.equal(e.timeout?.timeout ?? undefined, timeout, e.timeout?.text);
  if (timeout) {
    assert.equal(e.timeout!.agrees, true, e.timeout!.text);
    assert.equal(e.timeout!.ms, 1000);
    assert.match(e.timeout!.text, new RegExp(`${timeout} 1s rules here \\(${section}, line \\d+\\)`));
  }
  assert.ok(explanationText(e).startsWith(`${e.title}\n\n`));
});

test('built-in formats need no configuration, and every phase is told', () => {
  for (const { scenario, line } of ROWS) {
    const [cause, , format] = EXPECTED[scenario]!;
    if (!format.startsWith('option ') || scenario === 'too-large') continue;
    const e = explain(PLAIN, line, null);
    assert.deepEqual([e.cause, e.format, e.timeout], [cause, format, null], line);
    const timers = e.phases.map((p) => p.timer), ms = (timer: string): number => e.phases.find((p) => p.timer === timer)?.ms ?? 0;
    if (format === 'option httplog') assert.deepEqual(timers.filter((x) => x !== 'Td'), ['TR', 'Tw', 'Tc', 'Tr', 'Ta']);
    if (format === 'option tcplog') assert.deepEqual(timers.filter((x) => x !== 'Td'), ['Tw', 'Tc', 'Tt']);
    // what is left of the whole is the transfer, where there was one
    assert.equal(timers.includes('Td'), ms('Tr') > 0 || (format === 'option tcplog' && e.values.Tc !== '-1') || e.values.Tr === '0', line);
    if (timers.includes('Td') && format === 'option httplog') assert.equal(ms('TR') + ms('Tw') + ms('Tc') + ms('Tr') + ms('Td'), ms('Ta'), line);
  }
});

const ROW = ROWS.find((r) => r.scenario === 'ws-tunnel' && r.version.startsWith('3.2'))!.line;
const BODY = ROW.replace(/^.*?\]: /, '');
const values = (line: string): Record<string, string> => explain(PLAIN, line, null).values;

test('whatever stands in front of the line is skipped', () => {
  const plain = values(BODY);
  assert.equal(plain.ci, '127.0.0.1');
  for (const front of ['<134>Nov 22 16:56:18 haproxy[1]: ', 'Nov  2 16:56:18 lb-1.example haproxy[1]: ', '2026-11-22T16:56:18.718+00:00 lb1 haproxy[1]: ', '<134>1 2026-11-22T16:56:18Z lb1 haproxy 1 - - ', 'haproxy-1  | ', '2026-11-22T16:56:18.7Z stdout F ', 'haproxy: ', ''])
    assert.deepEqual(values(front + BODY), plain, front);
});

test('captured headers, IPv6, UNIX sockets, HTTP/2, cut lines', () => {
  const made = (what: string, by: string | RegExp): Record<string, string> => values(BODY.replace(by, what));
  assert.equal(made('2001:db8::7:', /^127\.0\.0\.1:/).ci, '2001:db8::7');
  assert.equal(made('unix:', /^127\.0\.0\.1:/).ci, 'unix');
  const both = made('0/0 {websocket|app.local} {} "', /0\/0 "/);
  assert.deepEqual([both.hr, both.hs, both.r], ['{websocket|app.local}', '{}', values(BODY).r]);
  assert.equal(made('0/0 {a b|c} "', /0\/0 "/).hr, '{a b|c}');
  assert.equal(made('"GET https://app.local/ws HTTP/2.0"', /"GET.*"/).r, 'GET https://app.local/ws HTTP/2.0');
  assert.equal(made('"GET /very/long', /"GET.*"/).r, 'GET /very/long');
  assert.match(explanationText(explain(PLAIN, BODY.replace(/"GET.*"/, '"GET https://app.local/ws HTTP/2.0"'), null)), /RFC 8441/);
});

test('a line that the configuration cannot have written is told', () => {
  const tell = (edit: (config: string) => string, line = ROW): [boolean | null | undefined, string | undefined] => { const c = configuration(edit), e = explain(c.lines, line, c.project); return [e.timeout?.agrees, e.timeout?.text]; };
  const longer = tell((c) => c.replaceAll('timeout tunnel 1s', 'timeout tunnel 1h'));
  assert.equal(longer[0], false);
  assert.match(longer[1]!, /1h rules here \(backend tunnel, line \d+\)\. 1s\d*m?s? is shorter than that, so the running configuration is another/);
  assert.equal(tell((c) => c.replaceAll('timeout tunnel 1s', 'timeout tunnel 1h\n    http-request set-timeout tunnel 1s'))[0], null);
  const none = tell((c) => c.replaceAll('    timeout tunnel 1s\n', '').replaceAll('8s', '500ms').replaceAll('timeout server 500ms', 'timeout server 400ms'));
  assert.equal(none[0], false);
  assert.match(none[1]!, /timeout server 400ms rules.*would have been logged as sD/);
  assert.match(tell((c) => c.replaceAll('backend tunnel\n', 'backend other\n'))[1]!, /no tunnel/);
  assert.equal(tell((c) => c.replaceAll(/ {4}timeout .*\n/g, ''))[0], false);
  const later = BODY.replace(/\/\d+ 101/, '/3601000 101');
  assert.match(tell(String, later)[1]!, /data passed last about 1h after its beginning/);
});

test('states that no row has', () => {
  assert.equal(causeOf('CH--', '-1', true, false), 'client-left');
  assert.equal(causeOf('cD--', '400', true, false), 'client-late');
  assert.equal(causeOf('RC--', '500', true, false), 'resources');
  assert.equal(causeOf('IH--', '500', true, false), 'internal');
  assert.equal(causeOf('D---', '101', true, false), 'marked-down');
  assert.equal(causeOf('PR', undefined, false, false), 'request-denied');
  const e = explain(PLAIN, BODY.replace(' 101 ', ' 200 ').replace('cD--', 'sL--'), null);
  assert.deepEqual([e.cause, e.notes], ['unknown', letters('sL')]);
  assert.equal(e.notes.length, 2);
  assert.deepEqual(letters('zz'), []);
});

test('lines of no session are told apart', () => {
  const kind = (line: string): string => explain(PLAIN, line, null).kind;
  assert.equal(kind('<133>Nov 22 16:56:18 haproxy[1]: Server be/s1 is DOWN, reason: Layer4 connection problem'), 'notice');
  assert.equal(kind('Nov 22 16:56:18 lb haproxy[1]: backend be has no server available!'), 'notice');
  assert.equal(kind('Nov 22 16:56:18 lb sshd[1]: Accepted publickey for root'), 'unread');
  assert.equal(kind(''), 'unread');
});

test('the summary counts what the explanations say', () => {
  const s = summarise(lines), single = new Map<string, number>();
  for (const { line } of ROWS) { s.add(line); s.add(''); const { cause } = explain(lines, line, project); single.set(cause, (single.get(cause) ?? 0) + 1); }
  const done = s.done();
  assert.equal(done.lines, ROWS.length);
  assert.deepEqual(Object.fromEntries(done.causes.map((c) => [c.cause, c.count])), Object.fromEntries(single));
  for (const c of done.causes) { assert.ok(causes().includes(c.cause)); if (c.cause !== 'accepted' && c.cause !== 'unread') assert.match(c.first ?? 'none', /^\d\d\/[A-Z][a-z]{2}\/\d{4}:|^none$/); }
  const killed = done.causes.find((c) => c.cause === 'killed')!;
  assert.deepEqual(killed.proxies, [{ name: 'killed', count: 4 }, { name: 'long', count: 4 }]);
  assert.match(summaryText(done), /^\d+ lines\n\n/);
});

