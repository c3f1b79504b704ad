// Every rule has a fixture folder: `bad*.cfg` shows the marked findings and nothing else of the rule, `good*.cfg` is silent
// under all rules, `fixed*.cfg` is the bad file with all fixes of the rule applied.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { RULES } from '../../server/src/engine/index.ts';
import { findings, fixAllOf, isMark, marksOf, safeFixes } from './fixture.ts';

const root = join(process.cwd(), 'test', 'rules');
const read = (p: string): string => readFileSync(p, 'utf8');
const bare = (text: string): string => text.split('\n').filter((l) => !isMark(l)).join('\n');

suite('rules', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => d.name);
  test('every rule has a fixture folder and every folder a rule', () => {
    assert.deepEqual(folders.sort(), RULES.map((r) => r.id).sort());
  });
  for (const rule of RULES) {
    const dir = join(root, rule.id), files = existsSync(dir) ? readdirSync(dir).filter((f) => f.endsWith('.cfg')).sort() : [];
    test(`${rule.id}: has bad and good files`, () => {
      assert.ok(files.some((f) => f.startsWith('bad')) && files.some((f) => f.startsWith('good')), files.join(' '));
      if (rule.fix !== 'none') assert.ok(files.some((f) => f.startsWith('fixed')), 'a rule with a fix needs fixed.cfg');
    });
    for (const file of files) {
      const text = read(join(dir, file));
      if (file.startsWith('bad')) {
        test(`${rule.id}/${file} shows exactly what is marked`, () => {
          const marks = marksOf(text).map((m) => `${m.line + 1}:${m.start}-${m.end} ${m.rule}`);
          assert.ok(marks.length > 0, 'no mark in the file');
          const shown = findings(text).map((f) => `${f.range.start.line + 1}:${f.range.start.character}-${f.range.end.character} ${f.rule}`);
          assert.deepEqual(shown.sort(), marks.sort());
        });
        const fixed = join(dir, file.replace('bad', 'fixed'));
        if (existsSync(fixed)) {
          test(`${rule.id}/${file} becomes ${file.replace('bad', 'fixed')}`, () => {
            const now = fixAllOf(text, rule.id);
            assert.equal(bare(now), bare(read(fixed)));
            assert.equal(fixAllOf(now, rule.id), now, 'fixing again changes nothing');
          });
        }
      } else if (file.startsWith('good')) {
        test(`${rule.id}/${file} is silent under all rules`, () => { assert.deepEqual(findings(text).map((f) => `${f.range.start.line + 1} ${f.rule}: ${f.message}`), []); });
      } else if (file.startsWith('fixed')) {
        test(`${rule.id}/${file} is silent for the rule`, () => { assert.deepEqual(findings(bare(text)).filter((f) => f.rule === rule.id), []); });
      }
    }
  }
});

suite('proof configurations', () => {
  const proofs = join(process.cwd(), 'test', 'proof');
  for (const d of readdirSync(proofs, { withFileTypes: true })) {
    if (!d.isDirectory() || !existsSync(join(proofs, d.name, 'bad.cfg'))) continue;
    const bad = read(join(proofs, d.name, 'bad.cfg')), fixed = read(join(proofs, d.name, 'fixed.cfg'));
    test(`${d.name}: our fixes turn bad.cfg into fixed.cfg`, () => {
      assert.ok(findings(bad).some((f) => f.rule === d.name), `the rule is silent: ${findings(bad).map((f) => f.rule).join(' ')}`);
      const { fix } = RULES.find((r) => r.id === d.name)!;
      // a rule without a fix has a cure written by hand
      if (fix !== 'none') assert.equal(fix === 'safe' && safeFixes(bad) !== bad ? safeFixes(bad) : fixAllOf(bad, d.name), fixed);
      assert.deepEqual(findings(fixed).filter((f) => f.rule === d.name), []);
    });
  }
});
