import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openMarked, placeOf } from '../marks.ts';
import { NAMES } from '../references/cases.ts';

suite('highlights', () => {
  for (const c of NAMES) test(c.name, () => {
    const { engine, uri, position, places } = openMarked(c.text), file = placeOf(uri, { start: position, end: position }).split(':')[0]!;
    assert.deepEqual(engine.highlights(uri, position).map((h) => placeOf(uri, h.range)), places.filter((p) => p.startsWith(`${file}:`)));
  });
  const WRITES: readonly { name: string; text: string; writes: readonly number[] }[] = [
    { name: 'a header declares', text: 'frontend f\n  default_backend b‸e\nbackend be\n', writes: [2] },
    { name: 'each line of an ACL declares', text: 'frontend f\n  acl x path /\n  acl x path /a\n  http-request deny if x‸\n', writes: [1, 2] },
    { name: 'set-var declares, var and unset-var do not', text: 'frontend f\n  http-request set-var(txn.v) path\n  http-request deny if { var(txn.v‸) -m found }\n  http-request unset-var(txn.v)\n', writes: [1] },
    { name: 'the converter set-var declares', text: 'frontend f\n  http-request set-header X %[path,set-var(txn.v‸)]\n', writes: [1] },
    { name: 'setenv declares', text: 'global\n  setenv X‸ 1\n  log "${X}" local0\n', writes: [1] },
    { name: 'do-resolve sets its variable', text: 'frontend f\n  http-request do-resolve(txn.v,dns) path\n  http-request set-dst var(txn.v‸)\n', writes: [1] },
    { name: 'a capture is made by its declaration', text: 'frontend f\n  capture request header H len 1\n  http-request set-header X %[capture.req.hdr(0‸)]\n', writes: [1] },
    { name: 'a server line declares', text: 'backend b\n  use-server s‸ if x\n  server s 1.1.1.1:1\n', writes: [2] },
  ];
  for (const c of WRITES) test(`writes: ${c.name}`, () => {
    const { engine, uri, position } = openMarked(c.text);
    assert.deepEqual(engine.highlights(uri, position).filter((h) => h.write).map((h) => h.range.start.line), c.writes);
  });
});
