import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine } from '../../server/src/engine/index.ts';
import { excused, joinCustom, readCustom } from '../../server/src/engine/language/custom.ts';

suite('custom data', () => {
  test('reads words and objects, leaves out what does not fit', () => {
    assert.deepEqual(readCustom('{"actions":["a",{"name":"b"},3,{"x":1}],"other":["c"],"fetches":"no"}'), { actions: ['a', 'b'] });
    assert.equal(readCustom('[]'), null);
    assert.equal(readCustom('not json'), null);
  });
  test('joins files; a star stands for every word that begins so', () => {
    const words = joinCustom([{ actions: ['a'] }, { actions: ['acme-*'], fetches: ['f'] }]);
    assert.deepEqual(words, { actions: ['a', 'acme-*'], fetches: ['f'] });
    assert.ok(excused(words, 'unknown-action', 'acme-guard') && !excused(words, 'unknown-action', 'acme') && !excused(words, 'unknown-fetch', 'a'));
  });
  test('a declared keyword is not unknown', () => {
    const text = 'global\n    acme-module on\n    acme-other\n', engine = new Engine();
    engine.open('a', 1, text, { ...DEFAULT_SETTINGS, custom: { keywords: ['acme-module'] } });
    assert.deepEqual(engine.findings('a').map((f) => `${f.range.start.line} ${f.rule}`), ['2 unknown-keyword']);
    engine.setSettings('a', { ...DEFAULT_SETTINGS });
    assert.equal(engine.findings('a').length, 2);
  });
});
