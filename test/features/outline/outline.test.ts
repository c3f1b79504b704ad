import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Engine } from '../../../server/src/engine/index.ts';
import { URI } from '../cursor.ts';
import { TEXT } from '../shape.ts';

const outline = (content: string): string[] => {
  const engine = new Engine();
  engine.open(URI, 1, content);
  return engine.outline(URI).map((i) => `${i.kind} ${i.name} ${i.range.start.line}-${i.range.end.line}: ${i.children.map((c) => c.name).join(', ')}`);
};

suite('outline', () => {
  test('sections and what is in them', () => {
    assert.deepEqual(outline(TEXT), ['global global 3-4: ', 'frontend www 7-13: :80, is_ws, use_backend be_ws', 'backend be_ws 15-20: s1, s2, s3, s4, s5']);
  });
  test('kinds of children', () => {
    const engine = new Engine();
    engine.open(URI, 1, 'listen l\n    bind :80\n    acl a src 10.0.0.1\n    http-request deny if a\n    use_backend b\n    stick-table type ip size 1m\n    server s 127.0.0.1:1\nuserlist u\n    user x password y\nresolvers r\n    nameserver n 127.0.0.1:53\n');
    assert.deepEqual(engine.outline(URI).map((i) => i.children.map((c) => `${c.kind} ${c.name}`)), [
      ['bind :80', 'acl a', 'rule http-request deny', 'route use_backend b', 'table stick-table', 'server s'], ['name x'], ['name n'],
    ]);
  });
  test('the selection is the name', () => {
    const engine = new Engine();
    engine.open(URI, 1, 'backend be_ws\n    server s1 127.0.0.1:1\n');
    const [item] = engine.outline(URI);
    assert.deepEqual(item!.selection, { start: { line: 0, character: 8 }, end: { line: 0, character: 13 } });
    assert.deepEqual(item!.children[0]!.selection, { start: { line: 1, character: 11 }, end: { line: 1, character: 13 } });
  });
  test('nothing for an empty file and for text that is no configuration', () => { assert.deepEqual(outline(''), []); assert.deepEqual(outline('hello\nworld\n'), []); });
});

suite('workspace symbols', () => {
  const engine = new Engine();
  engine.openAll([{ uri: URI, version: 1, text: TEXT }, { uri: 'file:///etc/haproxy/conf.d/1.cfg', version: 1, text: 'backend BE_Chat\n' }]);
  test('by letters in order, in all files', () => {
    assert.deepEqual(engine.findSections('bews', 10).map((s) => s.item.name), ['be_ws']);
    assert.deepEqual(engine.findSections('bec', 10).map((s) => [s.uri, s.item.name]), [['file:///etc/haproxy/conf.d/1.cfg', 'BE_Chat']]);
    assert.deepEqual(engine.findSections('zzz', 10), []);
  });
  test('no more than asked for', () => { assert.equal(engine.findSections('', 2).length, 2); });
});
