// What changes between two versions: which lines are named, since when, and that each fix does what it says.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine } from '../../../server/src/engine/index.ts';
import { type Aim, type Change, type Upgrade, upgradeOf } from '../../../server/src/engine/upgrade.ts';
import { branchOf, patchOf } from '../../../server/src/engine/language/version.ts';
import { requireBuilds } from '../../support/haproxy.mjs';
import { ask, here, refuses } from '../../rules/loads.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
const aim = (version: string): Aim => ({ version: branchOf(version)!, release: patchOf(version) });
function upgrade(text: string, from: string, to: string): Upgrade {
  const engine = new Engine();
  engine.open(URI, 1, text, DEFAULT_SETTINGS);
  return upgradeOf(engine, URI, aim(from), aim(to))!;
}
/** `changed 3.3 balance-default 5`: kind, version, id, line from 1. */
const brief = (u: Upgrade): string[] => u.changes.map((c) => `${c.kind} ${c.since} ${c.id} ${c.range.start.line + 1}`);

/** The text after the first fix of a change. */
function fixed(text: string, change: Change): string {
  const engine = new Engine(), edits = change.fixes[0]!.edits.get(URI)!;
  engine.open(URI, 1, text, DEFAULT_SETTINGS);
  engine.update(URI, 2, edits.toReversed().map((e) => ({ range: e.range, text: e.newText })));
  return engine.text(URI);
}

const HEAD = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 1m\n', FRONT = 'frontend web\n    bind :80\n    default_backend app\n';
/** Nothing in it changes from 2.4 to 3.4. */
const CALM = `${HEAD}    balance roundrobin\n    no option abortonclose\n${FRONT}backend app\n    server a 192.0.2.1:80\n    server b 192.0.2.2:80\n`;
const app = (...lines: string[]): string => CALM.replace('\nbackend app\n', `\nbackend app\n${lines.map((l) => `    ${l}\n`).join('')}`);
const WS = CALM.replace('    default_backend', '    use_backend sockets if { hdr(Upgrade) -i websocket }\n    default_backend') + 'backend sockets\n    server s 192.0.2.3:81\n';

const CASES: readonly (readonly [name: string, from: string, to: string, text: string, wanted: readonly string[]])[] = [
  ['nothing', '2.4', '3.4', CALM, []],
  ['an option of the other side: a warning becomes a refusal', '2.6', '3.2', app('option clitcpka'), ['refused 3.2 option-wrong-section 12']],
  ['… which has not come yet', '2.6', '3.1', app('option clitcpka'), []],
  ['… or was there before', '3.2', '3.4', app('option clitcpka'), []],
  ['an option that every version refuses', '2.6', '3.4', app('option nonsense'), []],
  ['headers behind the version of httpchk', '2.6', '3.4', app('option httpchk GET / HTTP/1.1\\r\\nHost:a'), ['refused 2.7 httpchk-headers-in-version 12']],
  ['a frontend and a backend of one name', '2.6', '3.4', CALM.replace(/\bapp\b/g, 'web'), ['refused 3.3 duplicate-section 11']],
  ['a word that the older version lacks', '2.6', '3.4', CALM.replace('bind :80', 'bind :443 ssl crt a.pem no-alpn'), ['accepted 2.8 keyword-version 9']],
  ['TLS without alpn', '2.6', '3.2', CALM.replace('bind :80', 'bind :443 ssl crt a.pem'), ['changed 2.8 alpn-default 9']],
  ['… not before 2.8', '2.6', '2.7', CALM.replace('bind :80', 'bind :443 ssl crt a.pem'), []],
  ['… not in mode tcp', '2.6', '3.2', CALM.replace('mode http', 'mode tcp').replace('bind :80', 'bind :443 ssl crt a.pem'), []],
  ['… not with alpn', '2.6', '3.2', CALM.replace('bind :80', 'bind :443 ssl crt a.pem alpn h2'), []],
  ['… not where a variable may hold it', '2.6', '3.2', CALM.replace('bind :80', 'bind :443 ssl crt a.pem ${MORE}'), []],
  ['no balance in the defaults', '2.6', '3.3', CALM.replace('    balance roundrobin\n', ''), ['changed 3.3 balance-default 1']],
  ['… nor defaults at all', '2.6', '3.3', `listen one\n${HEAD.slice(HEAD.indexOf('\n') + 1)}    no option abortonclose\n    bind :80\n    server a 192.0.2.1:80\n    server b 192.0.2.2:80\n`, ['changed 3.3 balance-default 1']],
  ['… with one server, and one in reserve', '2.6', '3.3', CALM.replace('    balance roundrobin\n', '').replace('192.0.2.2:80', '192.0.2.2:80 backup'), []],
  ['… written in the backend', '2.6', '3.3', app('balance leastconn').replace('    balance roundrobin\n', ''), []],
  ['abortonclose', '3.2', '3.3', CALM.replace('    no option abortonclose\n', ''), ['changed 3.3 abortonclose-default 1']],
  ['… chosen before', '3.2', '3.3', CALM.replace('no option', 'option'), []],
  ['… and the 101 that comes late', '3.2', '3.3', WS.replace('    no option abortonclose\n', ''), ['changed 3.3 abortonclose-default 1', 'changed 3.3 abortonclose-websocket 1']],
  ['… or can not come that late', '3.2', '3.3', WS.replace('    no option abortonclose\n', '').replace('timeout server 1m', 'timeout server 20s'), ['changed 3.3 abortonclose-default 1']],
  ['the log of sessions that are killed', '2.6', '3.2', `global\n    hard-stop-after 10m\n${app('default-server on-marked-down shutdown-sessions')}`, ['changed 3.2 log-state-killed 2', 'changed 3.2 log-state-killed 14']],
  ['… in mode tcp', '2.6', '3.2', app('default-server on-marked-down shutdown-sessions').replace('mode http', 'mode tcp'), []],
  ['… late releases of 3.0 wrote it so', '3.0.11', '3.2', `global\n    hard-stop-after 10m\n${CALM}`, []],
  ['… within 3.0', '3.0.5', '3.0.11', `global\n    hard-stop-after 10m\n${CALM}`, ['changed 3.0 log-state-killed 2']],
  ['client-fin and server-fin for WebSockets', '2.6', '3.2', WS.replace('timeout client 30s', 'timeout client 30s\n    timeout client-fin 5s\n    timeout tunnel 1h'), ['changed 2.9 fin-timeouts 5']],
  ['… and for none', '2.6', '3.2', CALM.replace('timeout client 30s', 'timeout client 30s\n    timeout client-fin 5s'), []],
  ['the server shuts down its side', '3.2', '3.4', WS.replace('    server s', '    timeout tunnel 1h\n    server s'), ['changed 3.4 half-close 1']],
  ['lines of a conditional block', '2.6', '3.4', CALM.replace('    bind :80\n', '    bind :80\n.if defined(TLS)\n    bind :443 ssl crt a.pem\n.endif\n'), []],
];

suite('upgrade', () => {
  for (const [name, from, to, text, wanted] of CASES) test(`${name}: ${from} to ${to}`, () => {
    const u = upgrade(text, from, to);
    assert.deepEqual(brief(u).filter((b) => !/^\w+ \S+ (?:ws-|stick-)/.test(b)), wanted, u.markdown);
    for (const c of u.changes) if (c.kind !== 'accepted' && c.fixes.length) {
      const again = upgrade(fixed(text, c), from, to);
      assert.ok(!again.changes.some((x) => x.id === c.id && x.message === c.message), `the fix of ${c.id} changes nothing:\n${fixed(text, c)}`);
      assert.deepEqual(again.changes.filter((x) => x.kind === 'refused' && !u.changes.some((y) => y.id === x.id)).map((x) => x.message), []);
    }
  });

  test('a version that the file names for itself does not count', () => { assert.deepEqual(brief(upgrade(`# haproxy-ws: version=3.4\n${app('option clitcpka')}`, '2.6', '3.2')), ['refused 3.2 option-wrong-section 13']); });
  test('what both refuse is counted', () => { assert.equal(upgrade(app('option nonsense'), '2.6', '3.4').refusedInBoth, 1); });
  test('a file that is not open has no report', () => { assert.equal(upgradeOf(new Engine(), URI, aim('2.6'), aim('3.2')), null); });

  test('several files are one configuration', () => {
    const engine = new Engine(), [a, b] = ['file:///a.cfg', 'file:///b.cfg'];
    engine.openAll([{ uri: a!, version: 1, text: CALM.slice(0, CALM.indexOf('\nbackend app\n') + 1) }, { uri: b!, version: 1, text: app('option clitcpka').slice(app('option clitcpka').indexOf('\nbackend app\n') + 1) }]);
    const u = upgradeOf(engine, a!, aim('2.6'), aim('3.2'))!;
    assert.deepEqual(u.changes.map((c) => `${c.uri} ${c.range.start.line + 1} ${c.id}`), ['file:///b.cfg 2 option-wrong-section']);
    assert.match(u.markdown, /\[b\.cfg, line 2\]\(file:\/\/\/b\.cfg#L2\)/);
  });

  test('the report in Markdown', () => {
    assert.equal(upgrade(CALM, '2.6', '3.2').markdown, '# `haproxy.cfg`: from HAProxy 2.6 to 3.2\n\n**Nothing is newly refused.**\n');
    const { markdown } = upgrade(app('option clitcpka').replaceAll('backend app', 'backend app_x').replace(':80\n', ':443 ssl crt a.pem\n'), '2.6.12', '3.2');
    for (const line of ['# `haproxy.cfg`: from HAProxy 2.6.12 to 3.2', '**One place is newly refused.**', '## Works in another way', "  - Fix: Keep HTTP/1.1 alone: 'alpn http/1.1'"]) assert.ok(markdown.includes(`\n${line}\n`) || markdown.startsWith(`${line}\n`), `${line}\n${markdown}`);
    assert.match(markdown, /\n- \[line 12\]\(file:\/\/\/etc\/haproxy\/haproxy\.cfg#L12\), since 3\.2: .*app\\_x/);
  });

  test('every file of the examples has a report', () => {
    for (const f of readdirSync('examples').filter((x) => x.endsWith('.cfg'))) assert.match(upgrade(readFileSync(`examples/${f}`, 'utf8'), '2.6', '3.4').markdown, /^# /, f);
  });
});

const builds = requireBuilds('the upgrade cases by the word of HAProxy');
suite('upgrade by the word of real HAProxy', () => {
  for (const old of builds) for (const now of builds.filter((b) => Number(b.branch) > Number(old.branch))) test(`${old.version} to ${now.version}`, () => {
    for (const [name, , , raw] of CASES) {
      const text = here(raw.replaceAll(' crt a.pem', ' crt /a.pem')), refused = upgrade(text, old.version, now.version).changes.some((c) => c.kind === 'refused');
      assert.equal(refused, !refuses(ask(old, text)) && refuses(ask(now, text)), `${name}\n${text}`);
    }
  });
});
