import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openMarked, placeOf } from '../marks.ts';

/** `‹…›` are the names that the answer selects. `whole`: lines of the first target's range. */
const CASES: readonly { name: string; text: string; whole?: readonly [number, number] }[] = [
  { name: 'a backend', text: 'frontend f\n  use_backend b‸e if x\nbackend ‹be›\n  mode http\n\n# c\nbackend other\n', whole: [2, 3] },
  { name: 'default_backend to a listen', text: 'frontend f\n  default_backend ‸be\nlisten ‹be›\n' },
  { name: 'the declaration itself', text: 'backend ‹b‸e›\n' },
  { name: 'every line of an ACL', text: 'frontend f\n  acl ‹ws› path /a\n  acl ‹ws› path /b\n  use_backend b if !w‸s\n', whole: [1, 1] },
  { name: 'an ACL of this section, not of the next', text: 'frontend e\n  acl ws path /\nfrontend f\n  acl ‹ws› path /\n  http-request deny if w‸s\n' },
  { name: 'a server of the own backend', text: 'backend b\n  use-server s‸ if x\n  server ‹s› 1.1.1.1:1 check\n', whole: [2, 2] },
  { name: 'a server of another backend', text: 'backend a\n  server s 1.1.1.1:1\n  server t 1.1.1.1:1 track b/s‸\nbackend b\n  server ‹s› 1.1.1.1:1 check\n' },
  { name: 'the backend in front of it', text: 'backend a\n  server t 1.1.1.1:1 track b‸/s\nbackend ‹b›\n  server s 1.1.1.1:1 check\n' },
  { name: 'from', text: 'defaults ‹base›\nfrontend f from b‸ase\n' },
  { name: 'a userlist', text: 'userlist ‹u›\nfrontend f\n  http-request auth unless { http_auth(‸u) }\n' },
  { name: 'a stick-table: the line with its columns', text: 'frontend f\n  http-request track-sc0 src table s‸t\nbackend st\n  ‹stick-table› type ip size 1m\n', whole: [3, 3] },
  { name: 'a stick-table that is not there: the section', text: 'frontend f\n  http-request track-sc0 src table s‸t\nbackend ‹st›\n' },
  { name: 'a table of peers', text: 'peers p\n  table ‹t› type ip size 1m\nfrontend f\n  http-request deny if { src_conn_rate(p/t‸) gt 1 }\n' },
  { name: 'a variable: where it is set', text: 'frontend f\n  http-request set-var(‹txn.a›) path if x\n  tcp-request content set-var(‹txn.a›) src\n  http-request deny if { var(txn‸.a) -m found }\n' },
  { name: 'a variable: where a converter sets it', text: 'frontend f\n  http-request set-header X %[path,set-var(‹txn.a›)]\n  http-request set-header Y %[var(tx‸n.a)]\n' },
  { name: 'an environment name', text: 'global\n  setenv ‹X› 1\nfrontend f\n  bind "${‸X}:80"\n' },
  { name: 'a capture by number', text: 'frontend f\n  capture request header A len 1\n  capture request header ‹B› len 1\n  http-request set-header C %[capture.req.hdr(1‸)]\n' },
  { name: 'a capture from a backend', text: 'frontend f\n  declare capture ‹request› len 1\n  default_backend b\nbackend b\n  http-request capture path id 0‸\n' },
  { name: 'resolvers', text: 'resolvers ‹r›\nbackend b\n  server-template s 3 x:80 resolvers ‸r\n' },
  { name: 'do-resolve', text: 'resolvers ‹r›\nbackend b\n  http-request do-resolve(txn.a,‸r) path\n' },
  { name: 'a fcgi-app', text: 'backend b\n  use-fcgi-app ‸a\nfcgi-app ‹a›\n' },
  { name: 'peers of a table', text: 'backend b\n  stick-table type ip size 1k peers ‸p\npeers ‹p›\n' },
  { name: 'mailers', text: 'backend b\n  email-alert mailers ‸p\nmailers ‹p›\n' },
  { name: 'a log target', text: 'ring ‹r›\nfrontend f\n  log ring@r‸ local0\n' },
  { name: 'log-forward to a log backend', text: 'log-forward l\n  log backend@lb‸ local0\nbackend ‹lb›\n  mode log\n' },
  { name: 'a reverse connection', text: 'frontend f\n  bind rhttp@b/s‸\nbackend b\n  server ‹s› 1.1.1.1:1\n' },
  { name: 'stats scope', text: 'listen st\n  stats scope b‸\nbackend ‹b›\n' },
  { name: 'a user in a group', text: 'userlist u\n  group g users a‸\n  user ‹a› password x\n' },
  { name: 'in another file', text: '=== a.cfg\nfrontend f\n  default_backend ‸be\n=== b.cfg\n\n\nbackend ‹be›\n  mode http\n', whole: [2, 3] },
  { name: 'in a file before', text: '=== a.cfg\nuserlist ‹u›\n=== b.cfg\nfrontend f\n  acl a http_auth(‸u)\n' },
];

suite('definition', () => {
  for (const c of CASES) test(c.name, () => {
    const { engine, uri, position, places } = openMarked(c.text), d = engine.definition(uri, position);
    assert.ok(d, 'no definition');
    assert.deepEqual(d.targets.map((x) => placeOf(x.uri, x.selection)), places);
    assert.ok(d.origin.start.line === position.line && d.origin.start.character <= position.character && position.character <= d.origin.end.character);
    for (const { range, selection } of d.targets) assert.ok(range.start.line <= selection.start.line && selection.end.line <= range.end.line);
    if (c.whole) assert.deepEqual([d.targets[0]!.range.start.line, d.targets[0]!.range.end.line], c.whole);
  });
  test('none where there is none', () => {
    for (const text of ['frontend f\n  default_backend no‸where\n', 'frontend f\n  http-request deny if METH_G‸ET\n', 'frontend f\n  use_backend %[req.hdr(ho‸st)]\n', 'global\n  max‸conn 1\n', '‸', 'frontend f\n  bind "${HO‸ME}"\n']) {
      const { engine, uri, position } = openMarked(text);
      assert.equal(engine.definition(uri, position), null, text);
    }
    const { engine, uri } = openMarked('backend a‸\n');
    assert.equal(engine.definition(uri, { line: 99, character: 0 }), null);
    assert.equal(engine.definition('file:///other', { line: 0, character: 0 }), null);
  });
});
