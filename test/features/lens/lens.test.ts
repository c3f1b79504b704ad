import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Engine, type LensOptions } from '../../../server/src/engine/index.ts';
import { URI } from '../cursor.ts';
import { placeOf } from '../marks.ts';

const BOTH: LensOptions = { references: true, webSocket: true };
const titles = (text: string, want: LensOptions = BOTH): string[] => {
  const engine = new Engine();
  engine.open(URI, 1, text);
  return engine.lenses(URI, want).map((l) => `${l.range.start.line}: ${engine.lensText(URI, l.range.start.line, want)?.title}`);
};
const BASE = 'defaults base\n  mode http\n  timeout client 50s\n  timeout server 1m\nfrontend www from base\n  bind :80\n  acl ws hdr(Upgrade) -i websocket\n  use_backend be_ws if ws\n  default_backend app\nbackend app\n  server a 127.0.0.1:1\nbackend be_ws\n  server w 127.0.0.1:2\n';

const CASES: readonly { name: string; text: string; want?: LensOptions; is: readonly string[] }[] = [
  { name: 'references, and the idle limit of who serves WebSocket', text: BASE, is: ['0: 3 references', '4: 2 backends · WebSocket: idle limit 50s', '9: 1 reference', '11: 1 reference · WebSocket: idle limit 50s'] },
  { name: 'timeout tunnel rules', text: `${BASE}  timeout tunnel 1h\n`, is: ['0: 3 references', '4: 2 backends · WebSocket: idle limit 1h', '9: 1 reference', '11: 1 reference · WebSocket: idle limit 1h'] },
  { name: 'only WebSocket', text: BASE, want: { references: false, webSocket: true }, is: ['4: WebSocket: idle limit 50s', '11: WebSocket: idle limit 50s'] },
  { name: 'only references', text: BASE, want: { references: true, webSocket: false }, is: ['0: 3 references', '4: 2 backends', '9: 1 reference', '11: 1 reference'] },
  { name: 'none', text: BASE, want: { references: false, webSocket: false }, is: [] },
  { name: 'no limit', text: 'listen l\n  mode http\n  server s 127.0.0.1:1 ws h1\n', is: ['0: 0 references · WebSocket: no idle limit'] },
  { name: 'a limit that nobody knows', text: 'listen l\n  mode http\n  timeout tunnel "${T}"\n  server s 127.0.0.1:1 ws h1\n', is: ['0: 0 references · WebSocket'] },
  { name: 'by the name alone', text: 'frontend f\n  timeout client 5s\n  default_backend ws\nbackend ws\n  timeout server 9s\n  server s 127.0.0.1:1\n', is: ['0: 1 backend · perhaps WebSocket: idle limit 5s', '3: 1 reference · perhaps WebSocket: idle limit 5s'] },
  { name: 'the shortest of several frontends', text: 'frontend f\n  timeout client 50s\n  use_backend b if { hdr(Upgrade) -i websocket }\nfrontend g\n  timeout client 20s\n  use_backend b if { hdr(Upgrade) -i websocket }\nbackend b\n  timeout server 1m\n  server s 127.0.0.1:1\n', is: ['0: 1 backend · WebSocket: idle limit 50s', '3: 1 backend · WebSocket: idle limit 20s', '6: 2 references · WebSocket: idle limit 20s'] },
  { name: 'other sections count uses, too', text: 'global\n  maxconn 1\nuserlist u\nresolvers r\nbackend b\n  acl a http_auth(u)\n  server s x:1 resolvers r\n  server t x:1 resolvers r\n', is: ['2: 1 reference', '3: 2 references', '4: 0 references'] },
  { name: 'who inherits without a name', text: 'defaults\n  mode http\nfrontend f\nbackend b\ndefaults\nbackend c\n', is: ['0: 2 references', '2: 0 references', '3: 0 references', '4: 1 reference', '5: 0 references'] },
];

suite('code lens', () => {
  for (const c of CASES) test(c.name, () => { assert.deepEqual(titles(c.text, c.want), c.is); });
  test('the places that a lens counts', () => {
    const engine = new Engine(), other = URI.replace('haproxy.cfg', 'b.cfg');
    engine.openAll([{ uri: URI, version: 1, text: 'frontend f\n  default_backend b\n  acl x nbsrv(b) lt 1\n' }, { uri: other, version: 1, text: 'backend b\n' }]);
    const lens = engine.lensText(other, 0, BOTH)!;
    assert.deepEqual(lens.locations.map((l) => placeOf(l.uri, l.range)), ['haproxy.cfg:1:18-19', 'haproxy.cfg:2:14-15']);
    assert.deepEqual(lens.at, { line: 0, character: 8 });
  });
  test('no lens where no header stands any more', () => {
    const engine = new Engine();
    engine.open(URI, 1, 'backend b\n  mode http\n');
    assert.equal(engine.lensText(URI, 1, BOTH), null);
    assert.equal(engine.lensText(URI, 99, BOTH), null);
  });
  test('where a handshake can be tried: frontends and listens with a bind that serve WebSocket', () => {
    const engine = new Engine();
    engine.open(URI, 1, `${BASE}frontend plain\n  bind :81\n  default_backend app\nfrontend inside\n  use_backend be_ws if { hdr(Upgrade) websocket }\nlisten l\n  bind :82\n  server s 127.0.0.1:1 ws h1\n`);
    const tries = (want: LensOptions): number[] => engine.lenses(URI, want).filter((l) => l.tries).map((l) => l.range.start.line);
    assert.deepEqual([tries({ ...BOTH, handshake: true }), tries(BOTH), tries({ references: false, webSocket: false, handshake: true })], [[4, 18], [], [4, 18]]);
    assert.equal(engine.lenses(URI, { ...BOTH, handshake: true }).length, engine.lenses(URI, BOTH).length + 2);
  });
  test('listing lenses reads headers only', () => {
    const engine = new Engine();
    engine.open(URI, 1, Array.from({ length: 50 }, (_, i) => `backend b${i}\n${'  server s 127.0.0.1:1\n'.repeat(50)}`).join(''));
    engine.work(URI);
    const before = engine.meter(URI).lexed;
    assert.equal(engine.lenses(URI, { ...BOTH, handshake: true }).length, 50);
    assert.ok(engine.meter(URI).lexed - before <= 100);
  });
});
