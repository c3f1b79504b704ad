// No text makes the reader throw or hang; what a format writes, its reader reads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, explanationText, summarise } from '../../server/src/engine/log.ts';
import { compileFormat } from '../../server/src/engine/features/log/format.ts';
import { exampleLine } from '../../server/src/engine/features/hover/example.ts';
import { configuration, ROWS } from './rows.ts';

/** Reproducible. */
function random(seed: number): (below: number) => number {
  let s = seed;
  return (below) => { s = (s * 1103515245 + 12345) % 2147483648; return Math.floor((s / 2147483648) * below); };
}
const { project, lines } = configuration();
const BITS = [' ', '"', '[', ']', '{', '}', '/', ':', '|', '\\', '%', '-', '+', '<NOSRV>', ' [22/Nov/2026:', '\0', '\u2028', 'é', '\ud800', '1', 'cD--', 'K', 'constructor', '__proto__', '{"status":', '9'.repeat(400)];

test('any damage to a line is read without a throw, and the summary counts as the explanation does', () => {
  const pick = random(7);
  for (let n = 0; n < 3000; n++) {
    let text = ROWS[pick(ROWS.length)]!.line;
    for (let k = pick(6); k >= 0; k--) { const at = pick(text.length + 1); text = text.slice(0, at) + BITS[pick(BITS.length)] + text.slice(at + pick(8)); }
    const e = explain(lines, text, project), s = summarise(lines);
    s.add(text);
    assert.ok(explanationText(e).length > 0);
    assert.equal(s.done().causes[0]?.cause, e.cause, text);
  }
});

test('long and repetitive lines cost little', () => {
  const since = process.cpuUsage().user;
  for (const unit of ['a', ' ', '/', '"', '[', ' [22/Nov/2026:10:00:00.000] ', '1:', '{', 'x ', '{a', '0/', '0 ', '<134>', '\\"'])
    for (const front of ['', ROWS[0]!.line, '127.0.0.1:1 [22/Nov/2026:10:00:00.000] a b/c 0/0/0/0/0 101 ']) explain(lines, front + unit.repeat(60_000 / unit.length), project);
  const ms = (process.cpuUsage().user - since) / 1000;
  assert.ok(ms < 4000, `${Math.round(ms)} ms for 42 lines of 60,000 characters`);
});

test('a reader reads back what its format writes', () => {
  const pick = random(3), names = ['ci', 'cp', 'tr', 'ft', 'b', 's', 'TR', 'Tw', 'Tc', 'Tr', 'Ta', 'ST', 'B', 'tsc', 'ac', 'HM', 'HP', 'fi', 'sslv', 'trg', '[src]', '[ssl_fc_sni]'], apart = [' ', ' ', ';', ' | ', '/', '","', '%%', ' x='];
  let read = 0;
  for (let n = 0; n < 500; n++) {
    const chosen = names.filter(() => pick(3) === 0), quoted = pick(4) === 0 ? '%{+Q}o ' : '';
    if (!chosen.length) continue;
    // a path has slashes, a date has them and a blank: between such neighbours they tell nothing
    const format = quoted + chosen.map((name, i) => { const a = apart[pick(apart.length)]!; return `${i ? (a === '/' || a === ' ' ? ' ' : a) : ''}%${name}`; }).join('');
    const line = exampleLine(format, '3.2')!, got = compileFormat('x', format)?.read(line.trimStart(), 0);
    assert.ok(got, `${format}\n${line}`);
    for (const name of chosen) {
      const key = `%${name}`, alone = exampleLine(key, '3.2')!;
      assert.equal(got.get(name.startsWith('[') ? key : name), alone, `${name} of ${format}\n${line}`);
      read++;
    }
  }
  assert.ok(read > 2000, String(read));
});

test('any text as a format is compiled or refused without a throw', () => {
  const pick = random(11), parts = ['%', '{', '+Q', '}', '[', ']', '(', ')', 'ST', 'o', '+json', 'hr', '^', '\\', '-', ' ', '"', 'src,lower', '*', '+', '?', '$', '.', '|'];
  for (let n = 0; n < 3000; n++) {
    const format = Array.from({ length: 1 + pick(10) }, () => parts[pick(parts.length)]).join('');
    compileFormat('x', format)?.read(ROWS[0]!.line, 0);
  }
  for (const c of ']^\\-[(') assert.ok(compileFormat('x', `%[src]${c}%ST`)?.read(`10.0.0.1${c}200`, 0), c);
  assert.equal(compileFormat('x', 'only text'), null);
  assert.equal(compileFormat('x', '%{+cbor}o %(a)ST'), null);
});
