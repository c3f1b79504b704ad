// Texts made to hurt: of absurd size, depth or repetition. Everything answers, and time grows with the text and no faster. Time is that of
// this process on a processor.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_FORMAT, Engine, type Position } from '../../server/src/engine/index.ts';
import { compileFormat } from '../../server/src/engine/features/log/format.ts';
import { simulateIn } from '../../server/src/engine/simulate.ts';
import { findingsOf, fresh, URI } from './snapshot.ts';

const cpu = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
/** Milliseconds, the least of a few runs. */
function cost(work: () => unknown, runs = 1): number { let best = Infinity; for (let n = 0; n < runs; n++) { const since = cpu(); work(); best = Math.min(best, cpu() - since); } return best; }
const around = (line: string): string => `defaults\n    mode http\nbackend x\nfrontend f\n    bind :80\n${line}\nbackend y\n    server a 192.0.2.1:1\n`;
const LINE = 5;

/** Every question that an editor asks: of the whole text, and of these places. */
function questions(uri: string, places: readonly Position[]): readonly (readonly [what: string, ask: (e: Engine) => unknown])[] {
  return [
    ['findings', (e) => { for (const f of e.findings(uri).slice(0, 5)) { e.fixes(uri, f); e.creations(uri, f); e.ignores(uri, f); } }],
    ...places.flatMap((p) => ([
      ['hover', (e) => e.hover(uri, p)], ['completion', (e) => e.complete(uri, p)], ['signatures', (e) => e.signatures(uri, p)], ['definition', (e) => e.definition(uri, p)], ['references', (e) => e.references(uri, p, true)],
      ['highlights', (e) => e.highlights(uri, p)], ['rename', (e) => e.prepareRename(uri, p)], ['linked', (e) => e.linked(uri, p)], ['selections', (e) => e.selections(uri, p)], ['refactorings', (e) => e.refactorings(uri, { start: p, end: p })],
    ] as const satisfies readonly (readonly [string, (e: Engine) => unknown])[])),
    ['tokens', (e) => e.tokensOf(uri, 0, 20)], ['format', (e) => e.format(uri, DEFAULT_FORMAT)], ['links', (e) => e.links(uri)], ['outline', (e) => e.outline(uri)], ['folds', (e) => e.folds(uri)],
    ['lenses', (e) => e.lenses(uri, { references: true, webSocket: true })], ['hints', (e) => e.hints(uri, 0, 20, { inheritedTimeouts: true, units: true })],
  ];
}
const opened = (text: string, uri = URI): Engine => { const e = new Engine(); e.open(uri, 1, text); e.work(uri); return e; };
/** Asks everything; tells what takes longer than so many milliseconds. */
function slow(text: string, limit: number, places: readonly Position[], uri = URI, only?: ReadonlySet<string>): string[] {
  const out: string[] = [], since = cpu(), e = opened(text, uri), open = cpu() - since;
  if (open > limit) out.push(`open: ${Math.round(open)} ms`);
  for (const [what, ask] of questions(uri, places)) { if (only && !only.has(what)) continue; const ms = cost(() => ask(e)); if (ms > limit) out.push(`${what}: ${Math.round(ms)} ms`); }
  return out;
}
const placesIn = (line: string): Position[] => [2, 30, line.length >> 1, line.length].map((character) => ({ line: LINE, character }));

const BASIC = new Set(['findings', 'hover', 'completion', 'tokens', 'format', 'outline', 'folds']);
const UNITS = ['a', ' ', '"', '\\', '#', '(', ')', '{ ', '} ', '[', ']', '%[', '%', '%{', '${', '$(', '!', ' or', ' !a', ',', ',lower', '-', ' -m reg (a+)+$', '1:', '.', '@', 'a=b ', '%ci', '%[src]', '\t', '\ud800', ' if', ' acl', '{{', '{%', '<%', ' haproxy-ws-ignore: a,', '# haproxy-ws: ', 'a(', '(?:', '|', '[[:alpha:]]', ' check', ' http://'] as const;
const FRONTS = ['    http-request deny if ', '    http-request set-header X "', '    acl a path_reg ', '    log-format "', '    bind ', '    server s 192.0.2.1:1 ', '    timeout client ', '# ', '    option httpchk GET / HTTP/1.1', '    stick on src,', '    http-request replace-path (.*) ', '', '    cookie ', '.if ', 'frontend ', '    use_backend ', '    http-request set-path %[path,regsub('] as const;
const FEW = 4000, MANY = 12_000;
const ENDS = ['', '"', ']', '}', ')', ' # x', ' no-check', '%'] as const;

test(`${UNITS.length * FRONTS.length} shapes of line, of 4,000 characters: each question takes milliseconds, or no more than in proportion`, { timeout: 600_000 }, () => {
  const found: string[] = [];
  let k = 0;
  for (const front of FRONTS) for (const unit of UNITS) {
    const uri = k % 3 ? URI : `${URI}.j2`, end = ENDS[k % ENDS.length]!, line = (n: number): string => front + unit.repeat(n / unit.length) + end;
    const places = (n: number): Position[] => placesIn(line(n)).filter((_, i) => i % 2 === k % 2);
    k++;
    const few = places(FEW), many = places(MANY);
    if (slow(around(line(FEW)), 20, few, uri).length === 0) continue;
    // a busy machine, a compiler at work, or something that grows faster than its line
    for (const [i, [what, ask]] of questions(uri, few).entries()) {
      const small = opened(around(line(FEW)), uri), ms = cost(() => ask(small), 3);
      if (ms < 12) continue;
      const large = opened(around(line(MANY)), uri), three = cost(() => questions(uri, many)[i]![1](large), 3);
      if (three > 6 * ms) found.push(`${what}: ${Math.round(ms)}, then ${Math.round(three)} ms: ${JSON.stringify(front + unit)}`);
    }
    const first = cost(() => opened(around(line(FEW)), uri), 3), then = first < 12 ? 0 : cost(() => opened(around(line(MANY)), uri), 3);
    if (then > 6 * first) found.push(`open: ${Math.round(first)}, then ${Math.round(then)} ms: ${JSON.stringify(front + unit)}`);
  }
  assert.deepEqual(found, []);
});

for (const unit of ['acl a src ', '{ path /x } ', '%[src]', 'x', '"', ' ']) test(`a line of 5 MB: ${JSON.stringify(unit)}`, { timeout: 300_000 }, () => {
  const line = `    http-request deny if ${unit.repeat(5_000_000 / unit.length)}`, text = around(line);
  assert.deepEqual(slow(text, 20_000, [{ line: LINE, character: 30 }], URI, BASIC), []);
});

test('100,000 sections: everything answers, an edit costs what it costs elsewhere', { timeout: 300_000 }, () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `backend b${i}\n`).join('');
  assert.deepEqual(slow(text, 8000, [{ line: 50_000, character: 9 }]), []);
  const e = opened(text);
  assert.equal(e.outline(URI).length, 100_000);
  let version = 1;
  const edit = (l1: number, c1: number, l2: number, c2: number, put: string): void => { e.update(URI, ++version, [{ range: { start: { line: l1, character: c1 }, end: { line: l2, character: c2 } }, text: put }]); e.work(URI); };
  const ms = cost(() => { edit(50_000, 0, 50_000, 0, '    bogus 1\n'); assert.equal(e.findings(URI).filter((f) => f.rule === 'unknown-keyword').length, 1); edit(50_000, 0, 50_001, 0, ''); }, 5);
  assert.ok(ms < 500, `${ms} ms for two edits and a report`);
  assert.equal(e.findings(URI).filter((f) => f.rule === 'unknown-keyword').length, 0);
});

for (const [open, close] of [['{ ', '} '], ['(', ')'], ['%[', ']'], ['"', '"'], ['\\', ''], ['${', '}'], ['{ src,lower(', ') }'], ['!', ''], ['!( ', ')']] as const) test(`100,000 of ${JSON.stringify(open)} inside each other, in a condition, a block and a format`, { timeout: 300_000 }, () => {
  for (const front of ['    http-request deny if ', '.if ', '    log-format ']) {
    const line = `${front}${open.repeat(100_000)}x${close.repeat(100_000)}`;
    assert.deepEqual(slow(around(line), 20_000, placesIn(line)), [], front);
  }
});

test('100,000 blocks inside each other', { timeout: 300_000 }, () => {
  const text = `${'.if 1\n'.repeat(100_000)}frontend f\n${'.endif\n'.repeat(100_000)}`;
  assert.deepEqual(slow(text, 20_000, [{ line: 50_000, character: 5 }, { line: 100_000, character: 9 }]), []);
  assert.ok(opened(text).folds(URI).length > 0);
});

test('every control character, separators, and surrogates alone, in words, between them, in comments and in names', { timeout: 300_000 }, () => {
  for (const code of [...Array.from({ length: 32 }, (_, i) => i), 0x7f, 0x85, 0xa0, 0x2028, 0x2029, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfeff, 0xfffe, 0xffff]) {
    const c = String.fromCharCode(code), text = `frontend f${c}x\n    bind :80${c} ${c}name ${c}\n    acl a${c} path ${c}/x # ${c}\n    use_backend b${c} if a${c}\n${c}\nbackend b${c}\n    server s${c} 127.0.0.1:1`, e = fresh(text);
    assert.equal(e.text(URI), text);
    const places = Array.from({ length: e.lineCount(URI) }, (_, line) => [0, 3, 6, 9, 12, 15, 20, 25].map((character) => ({ line, character }))).flat();
    assert.deepEqual(slow(text, 2000, places), [], `U+${code.toString(16)}`);
    assert.deepEqual(findingsOf(e), findingsOf(fresh(text)));
  }
});

test('regular expressions that take for ever elsewhere: in ACLs, replacements, checks, header names, simulated requests, log formats', { timeout: 120_000 }, () => {
  for (const re of ['^(a+)+$', '(a|a)*$', '(.*)*(.*)*(.*)*x', `${'(.*)'.repeat(9)}x`, '(((a*)*)*)*b', '((a{1,9}){1,9}){1,9}b', `${'a?'.repeat(40)}${'a'.repeat(40)}`]) {
    const path = `/${'a'.repeat(60)}`;
    const text = `defaults\n    mode http\n    option httpchk GET /ws\nfrontend f\n    bind :80\n    acl p path_reg ${re}\n    acl ws path_beg ${path}\n    http-request replace-path ${re} /y\n    http-request replace-header Connection ${re} x\n    http-request del-header ${re} -m reg\n    http-request deny if { path -m reg ${re} }\n    http-request set-path %[path,regsub('${re}',y,g)]\n    use_backend b if ws { hdr(Upgrade) -m reg ${re} }\nbackend b\n    http-check expect rstatus ${re}\n    http-check expect rstring ${re}\n    server s 192.0.2.1:1 check\n`;
    const lines = text.split('\n'), places = lines.flatMap((l, line) => (l.includes(re) ? [{ line, character: l.indexOf(re) + 1 }] : []));
    assert.deepEqual(slow(text, 1500, places), [], re);
    const request = { method: 'GET', target: path, headers: [{ name: 'Host', value: 'a'.repeat(60) }, { name: 'Upgrade', value: 'a'.repeat(60) }, { name: 'Connection', value: 'a'.repeat(60) }], http2: false, tls: false, sni: '', source: '192.0.2.7' };
    const e = opened(text);
    let ended = 0;
    const ms = cost(() => { ended = simulateIn(e, URI, request, null)?.steps.length ?? 0; });
    assert.ok(ended > 0 && ms < 1500, `${re}: ${ended} steps, ${Math.round(ms)} ms`);
  }
  for (const format of ['%ci'.repeat(40), '%ci '.repeat(60), '%[src]x'.repeat(60), '%{+Q}r '.repeat(60), '%ST%ts%b%s%f'.repeat(10), `${'%hr '.repeat(40)}%ST`]) for (const line of ['a'.repeat(5000), ' '.repeat(5000), '"'.repeat(5000), 'a '.repeat(2500), 'x'.repeat(5000), '{ '.repeat(2500)]) {
    const ms = cost(() => compileFormat('f', format)?.read(line, 0));
    assert.ok(ms < 1500, `${format}: ${Math.round(ms)} ms for ${JSON.stringify(line.slice(0, 4))}`);
  }
});
