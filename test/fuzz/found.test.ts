// What the fuzzer found, made small: each once, so that it is not found again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextChange } from '../../server/src/engine/index.ts';
import { PLAIN, torment } from './torment.ts';

const CASES: readonly (readonly [what: string, text: string, ...changes: TextChange[]])[] = [
  ['two routes for the same requests were moved above each other for ever', 'defaults\n    mode http\nfrontend f\n    acl is_ws hdr(Upgrade) -i websocket\n    use_backend b if is_ws\n    use_backend e if is_ws\nbackend b\nbackend e\n'],
  ['the same with a path that takes everything', 'defaults\n    mode http\nfrontend f\n    use_backend b if { path_beg / }\n    use_backend e if { path_beg / } { hdr(Upgrade) -i websocket }\n    use_backend e if { hdr(Upgrade) -i websocket }\n    use_backend b if { hdr(Upgrade) -i websocket }\nbackend b\nbackend e\n'],
  ['of lines alike the first is skipped by HAProxy, and an edit ends the skipping', 'crt-store a\n.if true\n.else\ncrt-bas\n.endif\ncrt-bas\n', { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } }, text: '# x' }],
  ['an edit begins the skipping', 'crt-store a\n.if true\ncrt-bas\n.endif\ncrt-bas\n', { range: { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } }, text: 'false' }],
  ['a fix wrote its words behind a quote that nothing closes', 'backend a\noption httpchk\nhttp-check send uri /ws \'\nhttp-check expect status 101\nserver 1 127.0.0.1:1 check\n'],
  ['a rule that leaves upgrades to those below goes, and they are asked to poll', 'defaults\nmode http\nfrontend f\nacl is_ws hdr(Upgrade) websocket\nacl is_chat path_beg /socket.io\nuse_backend p if !is_ws\nuse_backend be_sockets if is_chat\nbackend p\nbackend be_sockets\nserver a 127.0.0.1:1\nserver b 127.0.0.1:2\n', { range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } }, text: '#' }],
];

for (const [what, text, ...changes] of CASES) test(what, { timeout: 30_000 }, () => {
  assert.deepEqual(torment({ text, changes, settings: PLAIN, logs: [], requests: [] }, null, true).filter((p) => !p.what.startsWith('slow:')), []);
});
