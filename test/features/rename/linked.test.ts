import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openMarked, placeOf } from '../marks.ts';

const CASES: readonly { name: string; text: string }[] = [
  { name: 'a backend and its uses', text: 'frontend f\n  use_backend ‹b‸e› if x\nbackend ‹be›\n' },
  { name: 'an ACL', text: 'frontend f\n  acl ‹x› path /\n  http-request deny if !‹x›\n  http-request deny if ‹x‸›\n' },
  { name: 'a far server', text: 'frontend f\n  acl u srv_is_up(b/‹s‸›)\nbackend b\n  server ‹s› 1.1.1.1:1\n' },
  { name: 'a variable', text: 'frontend f\n  http-request set-var(‹txn.a‸›) path\n  http-request deny if { var(‹txn.a›) -m found }\n' },
  { name: 'not alone', text: 'backend b‸e\n' },
  { name: 'not what nobody declares', text: 'frontend f\n  use_backend b‸e if x\n  default_backend be\n' },
  { name: 'not in quotes', text: 'frontend f\n  use_backend b‸e if x\nbackend "be"\n' },
  { name: 'not when another file has it', text: '=== a.cfg\nfrontend f\n  use_backend b‸e if x\n  default_backend be\n=== b.cfg\nbackend be\n' },
  { name: 'not numbers of captures', text: 'frontend f\n  capture request header H len 1\n  http-request set-header X %[capture.req.hdr(0‸)]%[capture.req.hdr(0)]\n' },
  { name: 'not keywords', text: 'frontend f\n  bi‸nd :80\n' },
];

suite('linked editing', () => {
  for (const c of CASES) test(c.name, () => {
    const { engine, uri, position, places } = openMarked(c.text), l = engine.linked(uri, position);
    assert.deepEqual(l ? l.ranges.map((r) => placeOf(uri, r)) : [], places);
    if (l) assert.match('a-B_c:d.1', new RegExp(`^${l.pattern}$`));
  });
});
