// Which proxies serve WebSocket: the definition of docs/evidence.md, as rows.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../server/src/engine/index.ts';
import { Document } from '../../server/src/engine/model/document.ts';
import { Project } from '../../server/src/engine/model/project.ts';
import { frontendSign, webSocketOf } from '../../server/src/engine/model/webSocket.ts';

/** What the backend `be` is, behind `frontend www` with these lines; `front` and `back` are lines of the two. */
interface Row { readonly name: string; readonly front?: string; readonly back?: string; readonly is: 'strong' | 'weak' | null; readonly paths?: readonly string[] }
const use = (condition: string): string => `use_backend be ${condition}`;

const TESTS: readonly (readonly [condition: string, is: Row['is']])[] = [
  // the handshake's own headers
  ['if { hdr(Upgrade) -i websocket }', 'strong'], ['if { req.hdr(upgrade) websocket }', 'strong'], ['if { req.fhdr(Upgrade) -i WebSocket }', 'strong'], ['if { hdr(Upgrade),lower websocket }', 'strong'],
  ['if { hdr(Upgrade) -m found }', 'strong'], ['if { hdr(Upgrade) -m sub -i socket }', null], ['if { hdr_sub(Upgrade) -i websocket }', 'strong'], ['if { hdr(Upgrade) -m reg -i ^websocket$ }', 'strong'],
  ['if { hdr(Upgrade) h2c }', null], ['if { hdr(Upgrade) -m reg .+ }', null], ['if { hdr_cnt(Upgrade) gt 0 }', 'strong'], ['if { hdr_cnt(Upgrade) 1 }', 'strong'],
  ['if { hdr_cnt(Upgrade) 0 }', null], ['if { hdr_cnt(Upgrade) eq 0 }', null], ['if { hdr_cnt(Upgrade) lt 1 }', null], ['if { hdr_cnt(Sec-WebSocket-Key) lt 1 }', null],
  ['if { hdr(Connection) -i upgrade }', 'strong'], ['if { hdr(Connection) -m sub -i Upgrade }', 'strong'], ['if { hdr(Connection) -i close }', null],
  ['if { hdr(Sec-WebSocket-Protocol) -m found }', 'strong'], ['if { hdr(Sec-WebSocket-Protocol) mqtt }', 'strong'], ['if { hdr(Sec-WebSocket-Key) -m len 0 }', null], ['if { res.hdr(Upgrade) websocket }', null],
  // negations
  ['if !{ hdr(Upgrade) -i websocket }', null], ['unless { hdr(Upgrade) -i websocket }', null], ['unless !{ hdr(Upgrade) -i websocket }', 'strong'], ['if !!{ hdr(Upgrade) -i websocket }', 'strong'],
  ['if { path_beg /ws } !{ hdr(Upgrade) -i websocket }', null], ['if { path_beg /ws } !{ hdr(Upgrade) -i websocket } or { path_beg /wss }', 'weak'],
  ['unless !{ hdr(Upgrade) -i websocket } { src 10.0.0.1 }', null], ['unless !{ hdr(Upgrade) -i websocket } or { src 10.0.0.1 }', null],
  // several terms and alternatives
  ['if { hdr(Upgrade) -i websocket } { hdr(Connection) -i upgrade }', 'strong'], ['if { src 10.0.0.1 } { hdr(Upgrade) -i websocket }', 'strong'], ['if { src 10.0.0.1 } or { hdr(Upgrade) -i websocket }', 'strong'], ['if { path_beg /ws } { hdr(Upgrade) -i websocket }', 'strong'],
  // paths are weak signs
  ['if { path_beg /ws }', 'weak'], ['if { path_beg -i /WS }', 'weak'], ['if { path /api/v1/wss }', 'weak'], ['if { path_dir ws }', 'weak'], ['if { path -m end /websocket }', 'weak'], ['if { path_sub websockets/ }', 'weak'],
  ['if { path_reg ^/ws(/|$) }', 'weak'], ['if { path_reg ^/(ws|events) }', 'weak'], ['if { path -m reg ^/ws.* }', 'weak'], ['if { url_beg /ws?token= }', 'weak'], ['if { base_sub example.com/ws/ }', 'weak'], ['if { path,lower -m beg /ws }', 'weak'],
  ['if { path_beg /news }', null], ['if { path_beg /wsdl }', null], ['if { path_beg /aws }', null], ['if { path /ws.js }', null], ['if { path_end /sockjs.min.js }', null], ['if { path_end .ws }', null], ['if { path -m found }', null], ['if { path_len 2 }', null], ['if { hdr(host) ws.example.com }', null],
  // the frameworks' own
  ...['/socket.io/', '/engine.io', '/sockjs', '/sockjs-node/', '/cable', '/signalr', '/_blazor', '/notifications/hub', '/mqtt', '/faye', '/primus', '/websockify', '/websocket-tunnel', '/xmpp-websocket', '/colibri-ws/', '/live/websocket', '/socket/websocket', '/api/live/ws'].map((p) => [`if { path_beg ${p} }`, 'weak'] as const),
  ['if { path_reg ^/socket\\.io/ }', 'weak'], ['if { path_beg /hub }', null], ['if { path_beg /notifications }', null], ['if { path_beg /app }', null],
  // maps, files, variables, Lua and the environment say nothing
  ['if { path,map_beg(/etc/haproxy/paths.map) -m str ws }', null], ['if { hdr(Upgrade),map(/etc/haproxy/x.map) websocket }', null], ['if { hdr(Upgrade),lua.kind websocket }', null], ['if { hdr(Upgrade) -f /etc/haproxy/up.lst }', null], ['if { var(txn.ws) -m bool }', null], ['if { path_beg "$' + '{WS_PATH}" }', null],
];

const ROWS: readonly Row[] = [
  ...TESTS.map(([condition, is]) => ({ name: condition, front: use(condition), is })),
  { name: 'a named ACL', front: `acl up hdr(Upgrade) -i websocket\n${use('if up')}`, is: 'strong' },
  { name: 'a named ACL, negated', front: `acl up hdr(Upgrade) -i websocket\n${use('if !up')}`, is: null },
  { name: 'two lines of one name are "or"', front: `acl up path_beg /x\nacl up hdr(Upgrade) -i websocket\n${use('if up')}`, is: 'strong' },
  { name: 'the name of an ACL says nothing', front: `acl is_websocket src 10.0.0.1\n${use('if is_websocket')}`, is: null },
  { name: 'an ACL by a framework\'s path', front: `acl hubs path_beg /signalr\n${use('if hubs')}`, is: 'weak' },
  { name: 'an ACL in quotes', front: `acl up "hdr(Upgrade)" -i "websocket"\n${use('if up')}`, is: 'strong' },
  { name: 'an ACL of another section', front: `${use('if up')}\nfrontend other\n  acl up hdr(Upgrade) -i websocket`, is: null },
  { name: 'an ACL in a conditional block', front: `.if defined(X)\nacl up hdr(Upgrade) -i websocket\n.endif\n${use('if up')}`, is: null },
  { name: 'a rule in a conditional block', front: `.if defined(X)\n${use('if { hdr(Upgrade) -i websocket }')}\n.endif`, is: null },
  { name: 'default_backend alone', front: 'default_backend be', is: null },
  { name: 'default_backend beside a rule for it', front: `${use('if { hdr(Upgrade) -i websocket }')}\ndefault_backend be`, is: 'strong' },
  { name: 'the default of those that go elsewhere', front: 'use_backend x if { hdr(Upgrade) -i websocket }\ndefault_backend be', is: null },
  { name: 'what is left when the others are taken', front: 'use_backend x if !{ hdr(Upgrade) -i websocket }\ndefault_backend be', is: 'strong' },
  { name: 'the same with unless and an ACL', front: 'acl up hdr(Upgrade) -i websocket\nuse_backend x unless up\ndefault_backend be', is: 'strong' },
  { name: 'what is left when the others are refused', front: 'http-request deny unless { hdr(Upgrade) -i websocket }\ndefault_backend be', is: 'strong' },
  { name: 'what is left when some of the others are taken', front: 'use_backend x if !{ hdr(Upgrade) -i websocket } { src 10.0.0.1 }\ndefault_backend be', is: null },
  { name: 'what is left when others are taken by a path', front: 'use_backend x unless { path_beg /ws }\ndefault_backend be', is: null },
  { name: 'what is left when the others and the WebSockets are taken', front: 'use_backend y if { hdr(Upgrade) -i websocket }\nuse_backend x if !{ hdr(Upgrade) -i websocket }\ndefault_backend be', is: null },
  { name: 'what is left beside a map', front: 'use_backend %[path,map(/etc/haproxy/b.map)]\nuse_backend x if !{ hdr(Upgrade) -i websocket }\ndefault_backend be', is: null },
  { name: 'what is left when headers are set on the others', front: 'http-request set-header X 1 unless { hdr(Upgrade) -i websocket }\ndefault_backend be', is: null },
  { name: 'what is left in a conditional block', front: '.if defined(X)\nuse_backend x if !{ hdr(Upgrade) -i websocket }\n.endif\ndefault_backend be', is: null },
  { name: 'an overruled default_backend', front: 'default_backend be\ndefault_backend x', back: 'server s 192.0.2.1:80 ssl', is: null },
  { name: 'a backend by variable', front: 'use_backend %[var(txn.be)] if { hdr(Upgrade) -i websocket }', is: null },
  { name: 'the ws option of a server', front: 'default_backend be', back: 'server s 192.0.2.1:80 ws h1', is: 'strong' },
  { name: 'the ws option of default-server', front: 'default_backend be', back: 'default-server ws auto\nserver s 192.0.2.1:80', is: 'strong' },
  { name: 'a server named ws', front: 'default_backend be', back: 'server ws 192.0.2.1:80', is: null },
  { name: 'a check that sends the upgrade', front: 'default_backend be', back: 'option httpchk\nhttp-check send hdr Connection Upgrade hdr Upgrade websocket\nserver s 192.0.2.1:80 check', is: 'strong' },
  { name: 'the old form of that check', front: 'default_backend be', back: 'option httpchk GET /ws HTTP/1.1\\r\\nUpgrade:\\ websocket\nserver s 192.0.2.1:80 check', is: 'strong' },
  { name: 'a check of a path named ws', front: 'default_backend be', back: 'option httpchk GET /ws\nserver s 192.0.2.1:80 check', is: null },
  { name: 'a rule of its own that lets upgrades through', front: 'default_backend be', back: 'http-request set-header X-Kind ws if { hdr(Upgrade) -i websocket }\nserver s 192.0.2.1:80', is: 'strong' },
  { name: 'a rule of its own that refuses them', front: 'default_backend be', back: 'http-request deny if { hdr(Upgrade) -i websocket }\nserver s 192.0.2.1:80', is: null },
  { name: 'use-server', front: 'default_backend be', back: 'use-server s if { hdr(Upgrade) -i websocket }\nserver s 192.0.2.1:80', is: 'strong' },
  { name: 'a path of the settings', front: use('if { path_beg /live/socket }'), is: 'weak', paths: ['/live'] },
  { name: 'not another path', front: use('if { path_beg /pages }'), is: null, paths: ['/live', ''] },
  { name: 'a path of the settings by a named ACL', front: `acl live path /live\n${use('if live')}`, is: 'weak', paths: ['/live'] },
];

function signs(texts: readonly string[], paths: readonly string[] = []): (name: string) => { use: string | null; front: string | null } {
  const project = new Project();
  project.settings = { ...DEFAULT_SETTINGS, webSocket: { ...DEFAULT_SETTINGS.webSocket, paths } };
  texts.forEach((text, i) => { for (const _ of project.add(new Document(`file:///${i}.cfg`, 1, text))) { /* reads a slice */ } });
  return (name) => {
    const section = project.documents.flatMap((d) => d.sections).find((s) => s.name === name)!;
    return { use: webSocketOf(project, section)?.sign ?? null, front: section.kind === 'backend' ? null : frontendSign(project, section) };
  };
}
const config = (front: string, back: string): string => `defaults\n  mode http\nfrontend www\n  bind :80\n${front}\nbackend x\n  server s 192.0.2.9:80\nbackend be\n${back}\n`;

suite('which backends serve WebSocket', () => {
  for (const { name, front = 'default_backend be', back = 'server s 192.0.2.1:80', is, paths } of ROWS) test(`${name}: ${is ?? 'no sign'}`, () => {
    const of = signs([config(front, back)], paths);
    assert.equal(of('be').use, is);
    assert.equal(of('x').use === 'weak', false);
  });
});

const SECTIONS: readonly { readonly name: string; readonly files: readonly string[]; readonly is: Readonly<Record<string, readonly [use: string | null, front: string | null]>> }[] = [
  { name: 'a listen that takes them itself', files: ['listen l\n mode http\n bind :80\n acl up hdr(Upgrade) -i websocket\n http-request set-header X 1 if up\n server s 192.0.2.1:80\n'], is: { l: ['strong', 'strong'] } },
  { name: 'a listen that sends them to another', files: ['listen l\n mode http\n bind :80\n use_backend b if { hdr(Upgrade) -i websocket }\n server s 192.0.2.1:80\nbackend b\n mode http\n server s 192.0.2.1:80\n'], is: { l: [null, 'strong'], b: ['strong', null] } },
  { name: 'a listen that only refuses them', files: ['listen l\n mode http\n bind :80\n http-request deny if { hdr(Upgrade) -i websocket }\n server s 192.0.2.1:80\n'], is: { l: [null, null] } },
  { name: 'the name of a backend that is used', files: ['frontend f\n default_backend be_ws\nbackend be_ws\n server s 192.0.2.1:80\n'], is: { be_ws: ['weak', null], f: [null, 'weak'] } },
  { name: 'the name of a backend that nobody uses', files: ['backend be_ws\n server s 192.0.2.1:80\n'], is: { be_ws: [null, null] } },
  { name: 'names that only look so', files: ['frontend f\n default_backend news\n use_backend no-ws if { src 10.0.0.1 }\nbackend news\n server s 192.0.2.1:80\nbackend no-ws\n server s 192.0.2.1:80\n'], is: { news: [null, null], 'no-ws': [null, null] } },
  { name: 'the name of a frontend with one way out', files: ['frontend ws\n default_backend b\nbackend b\n server s 192.0.2.1:80\n'], is: { ws: [null, 'weak'], b: ['weak', null] } },
  { name: 'the name of a frontend with several', files: ['frontend ws\n use_backend c if { path_beg /c }\n default_backend b\nbackend b\n server s 192.0.2.1:80\nbackend c\n server s 192.0.2.1:80\n'], is: { ws: [null, null], b: [null, null], c: [null, null] } },
  { name: 'several files', files: ['frontend f\n use_backend b if { hdr(Upgrade) -i websocket }\n', 'backend b\n server s 192.0.2.1:80\n'], is: { f: [null, 'strong'], b: ['strong', null] } },
  { name: 'several frontends, one of them for WebSocket', files: ['frontend f\n default_backend b\nfrontend g\n use_backend b if { hdr(Upgrade) -i websocket }\nbackend b\n server s 192.0.2.1:80\n'], is: { f: [null, null], g: [null, 'strong'], b: ['strong', null] } },
];
suite('which proxies serve WebSocket', () => {
  for (const { name, files, is } of SECTIONS) test(name, () => {
    const of = signs(files);
    assert.deepEqual(Object.fromEntries(Object.keys(is).map((k) => [k, Object.values(of(k))])), is);
  });
});
