import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openMarked, placeOf } from '../marks.ts';
import { NAMES } from './cases.ts';

suite('references', () => {
  for (const c of NAMES) test(c.name, () => {
    const { engine, uri, position, places } = openMarked(c.text);
    assert.deepEqual(engine.references(uri, position, true).map((r) => placeOf(r.uri, r.range)), places);
  });
  test('the same from every place of the name', () => {
    for (const c of NAMES) {
      const { engine, places, texts } = openMarked(c.text), folder = [...texts.keys()][0]!.replace(/[^/]*$/, '');
      for (const p of places) {
        const [file, line, span] = p.split(':'), found = engine.references(folder + file!, { line: Number(line), character: Number(span!.split('-')[0]) }, true);
        assert.deepEqual(found.map((r) => placeOf(r.uri, r.range)), places, `${c.name}: ${p}`);
      }
    }
  });
  test('without declarations', () => {
    const { engine, uri, position, places } = openMarked('frontend f\n  acl x path /\n  acl x path /a\n  http-request deny if ‹‸x›\n');
    assert.deepEqual(engine.references(uri, position, false).map((r) => placeOf(r.uri, r.range)), places);
  });
  test('none on what is no name', () => {
    for (const text of ['frontend f\n  bi‸nd :80\n', '# be‸\nbackend be\n', 'backend be\n‸', 'frontend f\n  use_backend %[path‸]\n', 'frontend f\n  http-request set-header be‸ x\nbackend be\n', 'frontend f\n  http-request deny if { path_reg ^/nbsrv(b‸e) }\nbackend be\n']) {
      const { engine, uri, position } = openMarked(text);
      assert.deepEqual(engine.references(uri, position, true), [], text);
    }
  });
  test('right after an edit', () => {
    const { engine, uri, position } = openMarked('frontend f\n  default_backend b‸e\nbackend be\n');
    engine.update(uri, 2, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'frontend g\n  use_backend be if x\n' }]);
    assert.deepEqual(engine.references(uri, { line: position.line + 2, character: position.character }, true).map((r) => r.range.start.line), [1, 3, 4]);
    engine.update(uri, 3, [{ range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, text: '' }]);
    assert.deepEqual(engine.references(uri, { line: position.line + 1, character: position.character }, true).map((r) => r.range.start.line), [2, 3]);
  });
});
