import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Engine } from '../../../server/src/engine/index.ts';
import { openMarked, placeOf } from '../marks.ts';

const BASE = `frontend www
    bind :80
    acl ws hdr(Upgrade) -i websocket
    use_backend app if ws
    use_backend app if { path /a }
    use_backend %[req.hdr(host)] if x
    default_backend other

listen door
    bind :81
    use_backend app if ws
    server own 127.0.0.1:9

backend app
    server s1 127.0.0.1:1
    server-template t 3 srv.local:80

backend other
    server s2 "127.0.0.1:2"
    server s3 127.0.0.1:3 track app/s1
`;
const at = (line: string, marked: string): string => { const i = BASE.indexOf(line); if (i < 0) throw new Error(line); return BASE.slice(0, i) + marked + BASE.slice(i + line.length); };
type Calls = ReturnType<Engine['incomingCalls']>;
const shown = (calls: Calls): string[] => calls.map((c) => `${c.item.kind} ${c.item.name}: ${c.ranges.map((r) => `${r.start.line}:${r.start.character}`).join(' ')}`);

const CASES: readonly { name: string; text: string; items: readonly string[]; incoming: readonly string[]; outgoing: readonly string[] }[] = [
  { name: 'a frontend', text: at('frontend www', 'front‸end www'), items: ['frontend www (frontend)'], incoming: [], outgoing: ['backend app: 3:16 4:16', 'backend other: 6:20'] },
  { name: 'a listen sends elsewhere and to its own servers', text: at('listen door', 'listen do‸or'), items: ['frontend door (listen)'], incoming: [], outgoing: ['backend app: 10:16', 'server own: 11:11'] },
  { name: 'a backend', text: at('\nbackend app', '\nbackend a‸pp'), items: ['backend app (backend)'], incoming: ['frontend www: 3:16 4:16', 'frontend door: 10:16'], outgoing: ['server s1: 14:11', 'server t: 15:20'] },
  { name: 'a use_backend line, anywhere on it', text: at('    use_backend app if ws\n    use_backend app if { path', '    use_ba‸ckend app if ws\n    use_backend app if { path'), items: ['backend app (backend)'], incoming: ['frontend www: 3:16 4:16', 'frontend door: 10:16'], outgoing: ['server s1: 14:11', 'server t: 15:20'] },
  { name: 'the name in default_backend', text: at('default_backend other', 'default_backend oth‸er'), items: ['backend other (backend)'], incoming: ['frontend www: 6:20'], outgoing: ['server s2: 18:11', 'server s3: 19:11'] },
  { name: 'a server: its backend sends there', text: at('server s2', 'server s‸2'), items: ['server s2 (127.0.0.1:2)'], incoming: ['backend other: 18:11'], outgoing: [] },
  { name: "a server template's address", text: at('server-template t', 'server-temp‸late t'), items: ['server t (srv.local:80)'], incoming: ['backend app: 15:20'], outgoing: [] },
  { name: 'a route that only a running HAProxy knows', text: at('%[req.hdr(host)]', '%[req.hdr(ho‸st)]'), items: [], incoming: [], outgoing: [] },
  { name: 'nothing on a bind line', text: at('bind :80', 'bind ‸:80'), items: [], incoming: [], outgoing: [] },
  { name: 'nothing on a defaults section', text: `defaults b‸ase\n${BASE}`, items: [], incoming: [], outgoing: [] },
];

suite('call hierarchy', () => {
  for (const c of CASES) test(c.name, () => {
    const { engine, uri, position } = openMarked(c.text), items = engine.prepareCalls(uri, position);
    assert.deepEqual(items.map((i) => `${i.kind} ${i.name} (${i.detail})`), c.items);
    const ask = (of: 'incomingCalls' | 'outgoingCalls'): string[] => items.flatMap((i) => shown(engine[of](i.uri, i.selection.start)));
    assert.deepEqual(ask('incomingCalls'), c.incoming);
    assert.deepEqual(ask('outgoingCalls'), c.outgoing);
    for (const i of items) assert.ok(i.range.start.line <= i.selection.start.line && i.selection.end.line <= i.range.end.line);
  });
  test('an overruled default_backend sends nothing', () => {
    const { engine, uri, position } = openMarked('frontend f\n  default_backend a\n  default_backend b\nbackend a‸\nbackend b\n');
    assert.deepEqual(engine.incomingCalls(uri, position), []);
  });
  test('across files', () => {
    const { engine, uri, position } = openMarked('=== a.cfg\nfrontend f\n  default_backend b\n=== b.cfg\nbackend b‸\n  server s 1.1.1.1:1\n');
    assert.deepEqual(engine.incomingCalls(uri, position).map((c) => `${c.item.name} ${c.ranges.map((r) => placeOf(c.item.uri, r)).join()}`), ['f a.cfg:1:18-19']);
  });
  test('after an edit, what left is no caller', () => {
    const { engine, uri, position } = openMarked(at('\nbackend app', '\nbackend a‸pp'));
    engine.update(uri, 2, [{ range: { start: { line: 3, character: 0 }, end: { line: 5, character: 0 } }, text: '' }]);
    assert.deepEqual(shown(engine.incomingCalls(uri, { line: position.line - 2, character: position.character })), ['frontend door: 8:16']);
    assert.deepEqual(engine.incomingCalls(uri, { line: 2, character: 0 }), []);
  });
});
