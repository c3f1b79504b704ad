import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Engine, type HintOptions } from '../../../server/src/engine/index.ts';
import { URI } from '../cursor.ts';
import { placeOf } from '../marks.ts';

const BOTH: HintOptions = { inheritedTimeouts: true, units: true };
/** The text with its hints as an editor shows them, in `⟦…⟧`. */
function shown(text: string, want: HintOptions = BOTH, from = 0, to = 1e9): string {
  const engine = new Engine();
  engine.open(URI, 1, text);
  const lines = text.split('\n');
  for (const h of engine.hints(URI, from, to, want).reverse()) { const l = lines[h.position.line]!; lines[h.position.line] = `${l.slice(0, h.position.character)}⟦${h.parts.join(' · ')}⟧${l.slice(h.position.character)}`; }
  return lines.join('\n');
}
const BASE = 'defaults\n  timeout connect 5s\n  timeout client 50s\n  timeout server 1m\n';

/** `is`: the text with its hints; without them it is what the engine gets. */
const CASES: readonly { name: string; is: string; want?: HintOptions }[] = [
  { name: 'what proxies inherit', is: `${BASE}frontend f⟦client 50s⟧\nbackend b⟦server 1m · connect 5s⟧\nlisten l⟦client 50s · server 1m · connect 5s⟧\n` },
  { name: 'not what they set themselves', is: `${BASE}frontend f # comment\n  timeout client 1s\nbackend b⟦server 1m⟧\n  timeout connect 1s\n` },
  { name: 'along a chain of from', is: 'defaults a\n  timeout tunnel 1h\ndefaults b from a\n  timeout server 90s\nbackend x from b⟦server 1m30s · tunnel 1h⟧  # here\n' },
  { name: 'not what nobody knows, and no zero', is: 'defaults\n  timeout server "${T}"\n  timeout connect 0\nbackend b\n' },
  { name: 'other sections inherit nothing', is: `${BASE}userlist u\nglobal\n` },
  { name: 'units of bare times', is: 'backend b\n  timeout server 5000⟦ms⟧\n  timeout tunnel 1h\n  timeout queue 0\n  server s 127.0.0.1:80 check inter 2000⟦ms⟧ fall 3 slowstart 10s\n' },
  { name: 'seconds where seconds count', is: 'backend b\n  cookie SRV insert maxidle 30⟦s⟧ maxlife 8h\n  stats refresh 10⟦s⟧\n' },
  { name: 'sizes', is: 'global\n  tune.bufsize 32768⟦B⟧\nbackend b\n  stick-table type ip size 100000 expire 30000⟦ms⟧\nring r\n  size 32768⟦B⟧\n' },
  { name: 'numbers that have no unit', is: 'global\n  maxconn 1000\nbackend b\n  retries 3\n  server s 127.0.0.1:80 weight 100 maxconn 30\n  http-request deny deny_status 429\n' },
  { name: 'actions and rules', is: 'frontend f\n  tcp-request inspect-delay 5000⟦ms⟧\n  http-request set-timeout tunnel 3600000⟦ms⟧ if x\n  http-request wait-for-body time 100⟦ms⟧ at-least 1024⟦B⟧\n' },
  { name: 'other sections have times, too', is: 'resolvers r\n  timeout retry 1000⟦ms⟧\n  hold valid 10000⟦ms⟧\nmailers m\n  timeout mail 15000⟦ms⟧\n' },
  { name: 'units only', is: `${BASE}frontend f\n  timeout client 5⟦ms⟧\nbackend b\n`, want: { inheritedTimeouts: false, units: true } },
  { name: 'inherited only', is: `${BASE}backend b⟦connect 5s⟧\n  timeout server 5\n`, want: { inheritedTimeouts: true, units: false } },
  { name: 'in quotes', is: 'backend b\n  timeout server "5000"⟦ms⟧\n' },
];

suite('inlay hints', () => {
  for (const c of CASES) test(c.name, () => { assert.equal(shown(c.is.replace(/⟦[^⟧]*⟧/g, ''), c.want), c.is); });
  test('only the lines asked for', () => {
    assert.equal(shown('backend a\n  timeout server 1\nbackend b\n  timeout server 2\n  timeout queue 3\n', BOTH, 2, 3), 'backend a\n  timeout server 1\nbackend b\n  timeout server 2⟦ms⟧\n  timeout queue 3\n');
  });
  test('a range costs what it holds', () => {
    const engine = new Engine();
    engine.open(URI, 1, `${BASE}${'backend b\n  timeout server 5000\n'.repeat(2000)}`);
    engine.work(URI);
    const before = engine.meter(URI).lexed;
    assert.equal(engine.hints(URI, 2000, 2039, BOTH).length, 40);
    assert.ok(engine.meter(URI).lexed - before < 400, String(engine.meter(URI).lexed - before));
  });
  test('where a part comes from', () => {
    const engine = new Engine();
    engine.open(URI, 1, `${BASE}backend b\n  timeout queue 5000\n`);
    const parts = engine.hintParts(URI, { line: 4, character: 9 }, 'inherited')!;
    assert.deepEqual(parts.map((p) => p.tooltip), ['timeout server of defaults, line 4', 'timeout connect of defaults, line 2']);
    assert.deepEqual(parts.map((p) => p.location && placeOf(p.location.uri, p.location.range)), ['haproxy.cfg:3:17-19', 'haproxy.cfg:1:18-20']);
    assert.deepEqual(engine.hintParts(URI, { line: 5, character: 20 }, 'unit')?.map((p) => p.tooltip), ['5000 without a unit is 5s.']);
    assert.equal(engine.hintParts(URI, { line: 5, character: 20 }, 'inherited'), null);
    assert.equal(engine.hintParts(URI, { line: 4, character: 1 }, 'unit'), null);
  });
});
