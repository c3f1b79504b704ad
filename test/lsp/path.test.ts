// The picture of the routing over stdio, as a client asks for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PathModel } from '../../server/src/lsp/protocol.ts';
import { start } from './client.mjs';

const URI = 'file:///etc/haproxy/haproxy.cfg';
const TEXT = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\nfrontend www\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n    default_backend pages\nbackend be_ws\n    server s1 127.0.0.1:8080\nbackend pages\n    server p1 127.0.0.1:8081\n';

test('haproxy/path: the picture that a view asks for, after an edit a new one; as Mermaid text', { timeout: 60_000 }, async () => {
  const c = await start({ settings: { haproxy: { websocket: { pingInterval: '45s' } } } });
  try {
    const ask = (view: object): ReturnType<typeof c.request<PathModel | null>> => c.request<PathModel | null>('haproxy/path', { uri: URI, view });
    assert.equal(await ask({}), null, 'no such document');
    c.open(URI, TEXT);
    const only = await ask({ webSocketOnly: true });
    assert.deepEqual(only?.nodes.map((n) => n.id).sort(), ['backend be_ws', 'backend be_ws server 1', 'frontend www', 'frontend www bind 1', 'frontend www rule 1']);
    assert.deepEqual([only.timeline?.verdict.tone, only.timeline?.ping, only.version], ['bad', 45_000, '3.2']);
    assert.deepEqual(only.nodes.find((n) => n.id === 'backend be_ws')?.at, { uri: URI, line: 9 });
    assert.equal((await ask({}))?.nodes.length, 8);
    assert.equal((await ask({ at: { uri: URI, line: 12 } }))?.here, 'backend pages server 1');
    c.change(URI, 2, [{ range: { start: { line: 10, character: 0 }, end: { line: 10, character: 0 } }, text: '    timeout tunnel 1h\n' }]);
    assert.equal((await ask({ webSocketOnly: true }))?.timeline?.verdict.tone, 'good');
    assert.match(await c.request<string>('haproxy/pathMermaid', { uri: URI, view: {} }), /^flowchart LR\n {2}n1\["frontend www"\]\n/);
    assert.equal((await c.stop()).code, 0, c.stderr());
  } finally { c.child.kill('SIGKILL'); }
});

test('haproxy/path: a question that is given up fails as cancelled or overtaken, and the next one is answered', { timeout: 60_000 }, async () => {
  const c = await start();
  try {
    c.open(URI, TEXT + Array.from({ length: 20_000 }, (_, i) => `backend be_${i}\n    server s 10.0.0.1:80 check\n`).join(''));
    const first = c.request<PathModel | null>('haproxy/path', { uri: URI });
    first.cancel();
    const end = await first.then(() => 'answered', (e: { code?: number }) => e.code);
    assert.ok([-32800, -32802, 'answered'].includes(end as number), String(end));
    assert.equal((await c.request<PathModel | null>('haproxy/path', { uri: URI, view: { webSocketOnly: true } }))?.totals.backends, 20_002);
    assert.equal((await c.stop()).code, 0, c.stderr());
  } finally { c.child.kill('SIGKILL'); }
});
