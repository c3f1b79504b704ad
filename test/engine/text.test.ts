// The line tree and content changes against a plain string, with every kind of line end and of odd position.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planChange, splitLines, textOf } from '../../server/src/engine/text/edit.ts';
import { CONDITIONAL, HEADER, Line, LineTree, MARKED } from '../../server/src/engine/text/lineTree.ts';
import { applied, fresh, URI } from './snapshot.ts';

const lines = (t: Iterable<Line>): string[] => [...t].map((l) => l.text + l.eol);

for (const [text, expected] of [
  ['', ['']], ['a', ['a']], ['a\n', ['a\n', '']], ['a\r\nb', ['a\r\n', 'b']], ['a\rb', ['a\r', 'b']], ['\r\r\n\n', ['\r', '\r\n', '\n', '']], ['\n\r', ['\n', '\r', '']], ['a\u2028b\v\f', ['a\u2028b\v\f']],
] as const) test(`lines of ${JSON.stringify(text)}`, () => { assert.deepEqual(lines(splitLines(text)), expected); });

const FLAGS = [0, 0, 0, HEADER, CONDITIONAL, MARKED, HEADER | MARKED];
type Op = { readonly at: number; readonly remove: number; readonly add: readonly number[] } | { readonly at: number; readonly flags: number };
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: fc.nat(), remove: fc.oneof(fc.nat(3), fc.nat(200)), add: fc.array(fc.constantFrom(...FLAGS), { maxLength: 90, size: 'max' }) }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(), flags: fc.constantFrom(...FLAGS) }) },
);

test('the line tree is a list that counts', () => {
  let id = 0;
  const line = (flags: number): Line => { const l = new Line(String(id++), '\n'); l.flags = flags; return l; };
  fc.assert(fc.property(fc.array(fc.constantFrom(...FLAGS), { minLength: 1, maxLength: 3000, size: 'max' }), fc.array(op, { maxLength: 12, size: 'max' }), (start, ops) => {
    const model = start.map(line), tree = new LineTree([...model]);
    for (const o of ops) {
      const at = o.at % model.length;
      if ('flags' in o) { tree.setFlags(model[at]!, o.flags); continue; }
      const add = o.add.map(line), remove = Math.min(o.remove, model.length - at - (add.length ? 0 : 1));
      const gone = tree.splice(at, remove, add);
      assert.deepEqual(gone.map((l) => l.text), model.splice(at, remove, ...add).map((l) => l.text));
      assert.ok(gone.every((l) => l.leaf === null && tree.numberOf(l) === -1));
    }
    const has = (f: number): Line[] => model.filter((l) => l.flags & f);
    assert.deepEqual(lines(tree.slice()), lines(model));
    assert.deepEqual([tree.lineCount, tree.headerCount, tree.conditionalCount, tree.markedCount], [model.length, has(HEADER).length, has(CONDITIONAL).length, has(MARKED).length]);
    assert.deepEqual([...tree.marked()], has(MARKED));
    assert.deepEqual([...tree.headers()], has(HEADER));
    assert.deepEqual([...tree.conditionals()], has(CONDITIONAL));
    let headers = 0, conditionals = 0;
    for (const [i, l] of model.entries()) {
      assert.equal(tree.numberOf(l), i);
      assert.equal(tree.at(i), l);
      assert.equal(tree.headersAbove(l), headers);
      assert.equal(tree.conditionalsAbove(l), conditionals);
      assert.equal(tree.after(l), model[i + 1] ?? null);
      assert.equal(tree.before(l), model[i - 1] ?? null);
      if (l.flags & HEADER) assert.equal(tree.nth(HEADER, headers++), l);
      if (l.flags & CONDITIONAL) conditionals++;
    }
    assert.equal(tree.nth(HEADER, headers), null);
    assert.ok(tree.holds(model[0]!) && !tree.holds(new Line('', '')));
  }), { seed: 5, numRuns: 120 });
});

const place = fc.record({ line: fc.integer({ min: 0, max: 12 }), character: fc.integer({ min: 0, max: 9 }) });
const piece = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\r\n', '\u{1f600}', ' '), maxLength: 12 });
const change = fc.oneof({ weight: 9, arbitrary: fc.record({ range: fc.record({ start: place, end: place }), text: piece }) }, { weight: 1, arbitrary: fc.record({ text: piece }) });

test('a content change does to the tree what it does to a string, whatever the positions and line ends', () => {
  fc.assert(fc.property(piece, fc.array(change, { maxLength: 15, size: 'max' }), (start, changes) => {
    const tree = new LineTree(splitLines(start));
    let text = start;
    for (const c of changes) {
      const plan = planChange(tree, c);
      tree.splice(plan.at, plan.count, plan.added);
      text = applied(text, c);
      assert.equal(textOf(tree), text);
      assert.deepEqual(lines(tree.slice()), lines(splitLines(text)));
    }
  }), { seed: 6, numRuns: 4000 });
});

test('a replacement of everything touches only what differs', () => {
  const engine = fresh('frontend a\n    bind :80\n'.repeat(500));
  engine.findings(URI);
  const before = engine.meter(URI).lexed;
  const text = engine.text(URI).replace(/bind :80\n$/, 'bind :81\n');
  engine.update(URI, 2, [{ text }]);
  engine.findings(URI);
  assert.equal(engine.text(URI), text);
  assert.ok(engine.meter(URI).lexed - before < 200, `${engine.meter(URI).lexed - before} lines lexed`);
});

/** Milliseconds of CPU of this process: other work on the machine does not count. */
const cpu = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

for (const [what, text] of [
  ['a line of 1 MB', `global\n    description ${'x'.repeat(1 << 20)}\nfrontend a\n    bind :80\n`],
  ['a line of 1 MB of words', `frontend a\n    acl x path_beg ${'/ws '.repeat(1 << 18)}\n`],
  ['a line of 1 MB of quotes', `frontend a\n    log-format ${'"\''.repeat(1 << 19)}\n`],
  ['a line of 1 MB of a condition', `frontend a\n    use_backend a if ${'{ path /a } or '.repeat(70_000)}\n`],
  ['a line of 1 MB of brackets', `frontend a\n    http-request set-var(txn.a) ${'%[req.hdr('.repeat(100_000)}\n`],
  ['a line of 1 MB of blanks', `frontend a\n${' '.repeat(1 << 20)}# haproxy-ws-ignore: ${'a, '.repeat(1000)}\n`],
  ['nothing but line ends', '\r\n\n\r'.repeat(100_000)],
  ['control characters', `frontend \0\x01\x1b[31m\u2028\x7f\n    bind \x08:80\n    use_backend \0 if \0\n`],
  ['lone surrogates', 'frontend \ud800\n    acl \udc00 hdr(Upgrade) -i \ud83d\n    use_backend \ud800 if \udc00\n'],
] as const) test(`no text is too odd: ${what}`, () => {
  const started = cpu(), engine = fresh(text);
  engine.findings(URI);
  for (const f of engine.findings(URI)) engine.fixes(URI, f);
  engine.hover(URI, { line: 1, character: 20 });
  engine.refactorings(URI, { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } });
  const opened = cpu() - started;
  engine.update(URI, 2, [{ range: { start: { line: 1, character: 12 }, end: { line: 1, character: 12 } }, text: 'x' }]);
  engine.findings(URI);
  assert.equal(engine.text(URI).length, text.length + 1);
  assert.ok(opened < 10_000, `${opened} ms of CPU to open`); // with anything quadratic it would be minutes
});

/** `npm run bench` opens a million; here a fifth of it, so that the tests stay quick. */
for (const [what, name] of [['two hundred thousand lines', (i: number) => `b${i}`], ['the same block forty thousand times', () => 'b']] as const) {
  test(`${what} open, take an edit and cost what it changes`, { timeout: 120_000 }, () => {
    const blocks = Array.from({ length: 40_000 }, (_, i) => `backend ${name(i)}\n    server s 10.0.0.1:80\n    # note\n    balance source\n\n`).join('');
    const engine = fresh(`defaults\n    mode http\n    timeout server 1m\n    timeout connect 1s\n${blocks}`);
    assert.equal(engine.lineCount(URI), 200_005);
    engine.work(URI);
    const before = { ...engine.meter(URI) }, started = cpu();
    engine.update(URI, 2, [{ range: { start: { line: 100_005, character: 0 }, end: { line: 100_005, character: 0 } }, text: ' ' }]);
    engine.work(URI);
    assert.ok(cpu() - started < 300, `${cpu() - started} ms of CPU`);
    assert.ok(engine.meter(URI).lexed - before.lexed < 50, `${engine.meter(URI).lexed - before.lexed} lines lexed`);
  });
}

test('the text of a range, over lines of every end', () => {
  const whole = 'one\r\ntwo\n\nfour', engine = fresh(whole);
  const of = (l1: number, c1: number, l2: number, c2: number): string => engine.text(URI, { start: { line: l1, character: c1 }, end: { line: l2, character: c2 } });
  assert.equal(engine.text(URI), whole);
  assert.equal(of(0, 1, 0, 2), 'n');
  assert.equal(of(0, 1, 1, 2), 'ne\r\ntw');
  assert.equal(of(0, 3, 3, 4), '\r\ntwo\n\nfour');
  assert.equal(of(2, 0, 3, 0), '\n');
});
