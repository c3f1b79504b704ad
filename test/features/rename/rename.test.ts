import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { apply } from '../../rules/fixture.ts';
import { openMarked, placeOf } from '../marks.ts';
import { NAMES } from '../references/cases.ts';

suite('rename', () => {
  for (const c of NAMES) test(c.name, () => {
    const { engine, uri, position, places, texts } = openMarked(c.text), prepared = engine.prepareRename(uri, position);
    assert.ok(prepared, 'nothing to rename');
    if (c.fixed) {
      assert.match('problem' in prepared ? prepared.problem : '', c.fixed);
      const done = engine.rename(uri, position, c.to ?? 'name');
      assert.ok(done && 'problem' in done);
      return;
    }
    assert.ok('range' in prepared);
    assert.ok(places.includes(placeOf(uri, prepared.range)));
    const to = c.to ?? 'name', done = engine.rename(uri, position, to);
    assert.ok(done && 'edits' in done, JSON.stringify(done));
    // every marked place reads as it should, and nothing else moved
    let n = 0;
    const expected = new Map([...texts.keys()].map((u) => [u, '']));
    const parts = c.text.startsWith('=== ') ? c.text.split(/^=== .*\n/m).slice(1) : [c.text];
    [...texts.keys()].forEach((u, i) => { expected.set(u, parts[i]!.replaceAll('‸', '').replace(/‹[^›]*›/g, () => c.as?.[n++] ?? to)); });
    const now = new Map([...texts].map(([u, t]) => [u, apply(t, new Map([[u, done.edits.get(u) ?? []]]))]));
    assert.deepEqual([...now], [...expected]);
    // HAProxy reads the same configuration: as many sites of the new name as of the old one
    const version = 2;
    for (const [u, edits] of done.edits) engine.update(u, version, [...edits].reverse().map((e) => ({ range: e.range, text: e.newText })));
    assert.deepEqual([...now].map(([u]) => engine.text(u)), [...now.values()]);
    const first = [...done.edits][0]!, at = first[1][0]!.range.start;
    const found = engine.references(first[0], at, true);
    assert.equal(found.length, places.length, JSON.stringify(found));
    assert.deepEqual(engine.prepareRename(first[0], at), { range: found[0]!.range, placeholder: to });
  });

  const REFUSED: readonly { name: string; text: string; to: string; because: RegExp }[] = [
    { name: 'empty', text: 'backend b‸e\n', to: '', because: /empty/ },
    { name: 'a blank', text: 'backend b‸e\n', to: 'a b', because: /letters, digits/ },
    { name: 'a slash in a server name', text: 'backend b\n  server s‸ 1.1.1.1:1\n', to: 'a/b', because: /letters, digits/ },
    { name: 'a letter outside ASCII', text: 'backend b\n  acl x‸ path /\n', to: 'ä', because: /letters, digits/ },
    { name: 'or', text: 'backend b\n  acl x‸ path /\n', to: 'OR', because: /joins two conditions/ },
    { name: 'if', text: 'backend b\n  acl x‸ path /\n', to: 'if', because: /begins a condition/ },
    { name: 'an ACL that HAProxy has', text: 'backend b\n  acl x‸ path /\n', to: 'METH_GET', because: /of its own/ },
    { name: 'an ACL that is there', text: 'backend b\n  acl x‸ path /\n  acl y path /\n', to: 'y', because: /'y' exists already: acl in line 3/ },
    { name: 'a backend that is there', text: 'backend be‸\nbackend x\n', to: 'x', because: /'x' exists already: backend in line 2/ },
    { name: 'a frontend of the name', text: 'backend be‸\nfrontend x\n', to: 'x', because: /frontend in line 2/ },
    { name: 'in another file', text: '=== a.cfg\nbackend be‸\n=== b.cfg\n\nlisten x\n', to: 'x', because: /listen in line 2 of b\.cfg/ },
    { name: 'a server that is there', text: 'backend be\n  server a‸ 1.1.1.1:1\n  server b 1.1.1.1:1\n', to: 'b', because: /server in line 3/ },
    { name: 'a far server that is there', text: 'frontend f\n  acl u srv_is_up(be/a‸)\nbackend be\n  server a 1.1.1.1:1\n  server b 1.1.1.1:1\n', to: 'b', because: /server in line 5/ },
    { name: 'a userlist that is there', text: 'userlist a‸\nuserlist b\n', to: 'b', because: /userlist in line 2/ },
    { name: 'a variable without scope', text: 'frontend f\n  http-request set-var(txn.a‸) path\n', to: 'b', because: /scope/ },
    { name: 'a variable with a dash', text: 'frontend f\n  http-request set-var(txn.a‸) path\n', to: 'txn.a-b', because: /letters, digits, _/ },
    { name: 'a variable that is there', text: 'frontend f\n  http-request set-var(txn.a‸) path\n  http-request set-var(txn.b) path\n', to: 'txn.b', because: /exists already/ },
    { name: 'an environment name with a dash', text: 'global\n  setenv A‸ 1\n', to: 'A-B', because: /letters, digits and _/ },
    { name: 'an environment name of somebody else', text: 'frontend f\n  bind "${PO‸RT}"\n', to: 'X', because: /outside of these files/ },
    { name: 'a cache name too long', text: 'cache c‸\n', to: 'c'.repeat(33), because: /32/ },
    { name: "an ACL of HAProxy's own", text: 'frontend f\n  http-request deny if METH_‸GET\n', to: 'x', because: /of HAProxy's own/ },
  ];
  for (const c of REFUSED) test(`refuses ${c.name}`, () => {
    const { engine, uri, position } = openMarked(c.text), done = engine.rename(uri, position, c.to);
    assert.match(done && 'problem' in done ? done.problem : JSON.stringify(done), c.because);
  });

  test('what is free is taken', () => {
    for (const [text, to] of [['backend b\n  server s‸ 1.1.1.1:1\nbackend c\n  server t 1.1.1.1:1\n', 't'], ['backend b\n  acl a‸ path /\nbackend c\n  acl t path /\n', 't'], ['cache c‸\nbackend d\n', 'd'], [`cache c‸\n`, 'c'.repeat(32)], ['userlist u‸\nbackend b\n', 'b']] as const) {
      const { engine, uri, position } = openMarked(text), done = engine.rename(uri, position, to);
      assert.ok(done && 'edits' in done, `${text}: ${JSON.stringify(done)}`);
    }
  });
  test('the same name changes nothing', () => {
    const { engine, uri, position } = openMarked('backend b‸e\n'), done = engine.rename(uri, position, 'be');
    assert.ok(done && 'edits' in done && done.edits.size === 0);
  });
  test('nothing to rename on a keyword', () => {
    const { engine, uri, position } = openMarked('backend be\n  ser‸ver s 1.1.1.1:1\n');
    assert.equal(engine.prepareRename(uri, position), null);
    assert.equal(engine.rename(uri, position, 'x'), null);
  });
});
