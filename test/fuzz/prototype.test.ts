// Words that JavaScript's objects know by birth are words like any other: tables looked up with a word of the text must not find them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Engine } from '../../server/src/engine/index.ts';
import { URI } from '../engine/snapshot.ts';
import { dice } from './dice.ts';
import { configuration } from './grammar.ts';
import { PLAIN, torment } from './torment.ts';

/** Each beside a word of the same length that is nobody's. */
const WORDS = [['constructor', 'constructoq'], ['__proto__', '__prota__'], ['toString', 'toStrinq'], ['valueOf', 'valueOq'], ['hasOwnProperty', 'hasOwnPropertq']] as const;
const shown = (text: string): string => { const e = new Engine(); e.open(URI, 1, text); return JSON.stringify([e.findings(URI).map((f) => [f.rule, f.severity, f.range]), e.outline(URI).map((i) => [i.kind, i.children.map((x) => [x.kind, x.selection])]), e.tokensOf(URI, 0, 999)]); };

test('in the place of any word of any line', { timeout: 120_000 }, () => {
  const d = dice(77), differ = new Map<string, string>();
  let tried = 0;
  for (let n = 0; n < 1200; n++) {
    const text = configuration(d, 5).replace(/\r\n?/g, '\n'), words = [...text.matchAll(/[\w.-]+/g)];
    if (!words.length) continue;
    for (let k = 0; k < 2; k++) {
      const at = d.one(words), [born, other] = d.one(WORDS), put = (w: string): string => text.slice(0, at.index) + w + text.slice(at.index + at[0].length);
      const a = put(born), b = put(other);
      let said = '';
      try { said = shown(a); } catch (e) { said = String(e); }
      tried++;
      if (said !== shown(b)) { const line = a.slice(a.lastIndexOf('\n', at.index) + 1).split('\n')[0]!; differ.set(line.trim().split(' ')[0]!, `${a}\n${said}\n${shown(b)}`); }
      if (n % 10 === 0) for (const p of torment({ text: a, changes: [], settings: PLAIN, logs: [], requests: [] }, (lines) => { const line = lines.findIndex((l) => l.includes(born)), character = (lines[line] ?? '').indexOf(born); return line < 0 ? [] : [0, 1, born.length, born.length + 1].map((c) => ({ line, character: character + c })); }, false)) if (!p.what.startsWith('slow:')) differ.set(p.what, `${a}\n${p.detail}`);
    }
  }
  assert.ok(tried > 2000);
  assert.deepEqual([...differ].map(([k, v]) => `${k}: ${v}`), []);
});
