import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Engine } from '../../../server/src/engine/index.ts';
import { openMarked, placeOf } from '../marks.ts';

/** `‹…›` are the links; `to`: their targets. Files lie in /etc/haproxy. */
const CASES: readonly { name: string; text: string; to: readonly string[] }[] = [
  { name: 'errorfile, absolute', text: 'defaults\n  errorfile 503 ‹/etc/errors/503.http›\n', to: ['file:///etc/errors/503.http'] },
  { name: 'errorfile, relative', text: 'http-errors h\n  errorfile 404 ‹errors/404.http›\n', to: ['file:///etc/haproxy/errors/404.http'] },
  { name: 'certificates', text: 'frontend f\n  bind :443 ssl crt ‹site.pem› crt ‹/x/y.pem› crt-list ‹list.txt› ca-file ‹ca.pem› alpn h2\n', to: ['file:///etc/haproxy/site.pem', 'file:///x/y.pem', 'file:///etc/haproxy/list.txt', 'file:///etc/haproxy/ca.pem'] },
  { name: 'certificates with their bases', text: 'global\n  crt-base /certs\n  ca-base cas\nfrontend f\n  bind :443 ssl crt ‹site.pem› ca-file ‹ca.pem› crl-file ‹r.pem› crt-list ‹list.txt›\n', to: ['file:///certs/site.pem', 'file:///etc/haproxy/cas/ca.pem', 'file:///etc/haproxy/cas/r.pem', 'file:///etc/haproxy/list.txt'] },
  { name: "a server's", text: 'backend b\n  server s crt:443 ssl ca-file ‹ca.pem› crt ‹c.pem› check\n  default-server ca-file ‹/ca.pem›\n', to: ['file:///etc/haproxy/ca.pem', 'file:///etc/haproxy/c.pem', 'file:///ca.pem'] },
  { name: 'a crt-store with bases of its own', text: 'global\n  crt-base /g\ncrt-store s\n  crt-base /own\n  key-base /keys\n  load crt ‹a.pem› key ‹a.key› ocsp ‹a.ocsp› alias x\n', to: ['file:///own/a.pem', 'file:///keys/a.key', 'file:///own/a.ocsp'] },
  { name: 'ACL patterns from files', text: 'frontend f\n  acl a src -f ‹/etc/lists/a.lst› -f ‹b.lst›\n  http-request deny if { hdr(host) -i -m str -f ‹h.lst› }\n  acl m path -M -f ‹m.map›\n', to: ['file:///etc/lists/a.lst', 'file:///etc/haproxy/b.lst', 'file:///etc/haproxy/h.lst', 'file:///etc/haproxy/m.map'] },
  { name: 'maps', text: 'frontend f\n  use_backend %[req.hdr(host),lower,map_str(‹hosts.map›,be)]\n  http-request set-header X "%[path,map_beg_int(‹/m/p.map›,0),add(1)]"\n  http-request deny if { src,map(‹s.map›) -m found }\n', to: ['file:///etc/haproxy/hosts.map', 'file:///m/p.map', 'file:///etc/haproxy/s.map'] },
  { name: 'actions on maps and ACL files', text: 'frontend f\n  http-request set-map(‹m.map›) %[src] 1\n  http-request add-acl(‹a.lst›) %[src]\n  http-response del-map(‹m.map›) %[src]\n', to: ['file:///etc/haproxy/m.map', 'file:///etc/haproxy/a.lst', 'file:///etc/haproxy/m.map'] },
  { name: 'Lua and other files of global', text: 'global\n  lua-load ‹x.lua› arg\n  lua-load-per-thread ‹/l/y.lua›\n  ssl-dh-param-file ‹dh.pem›\n  pidfile /run/x.pid\n  chroot /var/x\n', to: ['file:///etc/haproxy/x.lua', 'file:///l/y.lua', 'file:///etc/haproxy/dh.pem'] },
  { name: 'server state', text: 'global\n  server-state-base /state\n  server-state-file ‹all›\nbackend b\n  server-state-file-name ‹b.state›\n', to: ['file:///state/all', 'file:///state/b.state'] },
  { name: 'replies', text: 'frontend f\n  http-request return status 200 content-type text/html file ‹/w/i.html›\n  http-request deny deny_status 429 errorfile ‹e.http›\n  http-error status 404 lf-file ‹f.txt›\n', to: ['file:///w/i.html', 'file:///etc/haproxy/e.http', 'file:///etc/haproxy/f.txt'] },
  { name: 'default-path parent', text: 'global\n  default-path parent\nfrontend f\n  errorfile 503 ‹errors/503.http›\n', to: ['file:///etc/errors/503.http'] },
  { name: 'default-path origin', text: 'global\n  default-path origin /srv/ha\n  crt-base certs\nfrontend f\n  bind :1 ssl crt ‹a.pem›\n  errorfile 503 ‹./e/../503.http›\n', to: ['file:///srv/ha/certs/a.pem', 'file:///srv/ha/503.http'] },
  { name: 'names with blanks and quotes', text: 'frontend f\n  errorfile 503 "‹/a b/50%3.http›"\n  errorfile 502 ‹/a\\ b/ü.http›\n', to: ['file:///a%20b/50%253.http', 'file:///a%20b/%C3%BC.http'] },
  { name: 'prefixes of 3.0 and later', text: 'frontend f\n  acl a src -f opt@‹a.lst›\n  acl b src -f virt@b.lst\n  http-request set-map(virt@m) %[src] 1\n', to: ['file:///etc/haproxy/a.lst'] },
  { name: 'no file', text: 'crt-store s\n  load crt ‹a.pem› alias b\nfrontend f\n  bind :443 ssl crt @s/b ca-file @system-ca\n  errorfile 503 "${DIR}/503.http"\n  bind /run/x.sock\n  acl x path_beg /static\n', to: ['file:///etc/haproxy/a.pem'] },
  { name: 'addresses in comments', text: '# see ‹https://example.org/a?b=c#d›.\nglobal # (‹http://example.org/x›), and ‹https://example.net›!\n  maxconn 1 # no://thing\n  setenv X http://example.org\n', to: ['https://example.org/a?b=c#d', 'http://example.org/x', 'https://example.net'] },
  { name: 'a SPOE filter', text: 'frontend f\n  filter spoe engine e config ‹spoe.conf›\n', to: ['file:///etc/haproxy/spoe.conf'] },
];

suite('document links', () => {
  for (const c of CASES) test(c.name, () => {
    const { engine, uri, places } = openMarked(`${c.text}‸`), found = engine.links(uri);
    assert.deepEqual(found.map((l) => placeOf(uri, l.range)), places);
    assert.deepEqual(found.map((l) => l.target), c.to);
    assert.deepEqual(engine.links(uri), found, 'asked again');
  });
  test('base directories count across files, and when they change', () => {
    const { engine, uri, texts } = openMarked('=== a.cfg\nglobal\n  crt-base /one\n=== b.cfg\nfrontend f\n  bind :1 ssl crt a.pem‸\n');
    assert.equal(engine.links(uri)[0]?.target, 'file:///one/a.pem');
    engine.update([...texts.keys()][0]!, 2, [{ range: { start: { line: 1, character: 12 }, end: { line: 1, character: 15 } }, text: 'two' }]);
    assert.equal(engine.links(uri)[0]?.target, 'file:///two/a.pem');
  });
  test('a workspace that is no disk', () => {
    const engine = new Engine(), uri = 'vscode-vfs://github/a/b/haproxy.cfg';
    engine.open(uri, 1, 'defaults\n  errorfile 503 e/503.http\n  errorfile 502 /x/502.http\n  errorfile 504 ../../../../504.http\n');
    assert.deepEqual(engine.links(uri).map((l) => l.target), ['vscode-vfs://github/a/b/e/503.http', 'vscode-vfs://github/x/502.http', 'vscode-vfs://github/504.http']);
  });
});
