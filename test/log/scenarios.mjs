// One session each, with the end that its name tells. `line` tells its log line from the others.
import { connect as connectTls } from 'node:tls';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const upgrade = (path, key = true) => `GET ${path} HTTP/1.1\r\nHost: app.local\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n${key ? 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' : ''}\r\n`;
const page = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: app.local\r\n${more}\r\n`;

/** Opens a connection, sends `text`, resolves after the first answer, the end, or `patience` ms. The socket stays open. */
const say = (port, text, { tls = false, patience = 300 } = {}) => new Promise((resolve) => {
  const to = { host: '127.0.0.1', port: Number(port), rejectUnauthorized: false, servername: 'localhost', allowHalfOpen: true };
  const socket = tls ? connectTls({ ...to, ALPNProtocols: ['http/1.1'] }) : connect(to);
  const limit = setTimeout(() => resolve(socket), patience);
  const now = () => { clearTimeout(limit); resolve(socket); };
  socket.on('error', now).on('data', now).on('end', () => { now(); socket.end(); });
  if (text) socket.write(text);
});

const web = (name, text, then) => [name, { line: new RegExp(`\\?s=${name}[ "]`), run: async (env, ask) => { const socket = await say(env.WEB, text); await then?.(socket, ask, env); return socket; } }];
const front = (name, proxy, text, then, options) => [name, { line: new RegExp(`(?:^|[ "\\[(>])${proxy}[~ "/:>]`), run: async (env, ask) => { const socket = await say(env[proxy.toUpperCase()], text, options); await then?.(socket, ask, env); return socket; } }];
const reset = (socket) => socket.resetAndDestroy();
const close = (socket) => socket.end();

/** Scenario → how to make it. */
export const SCENARIOS = new Map([
  web('ws-tunnel', upgrade('/tunnel/ws?s=ws-tunnel')),
  web('ws-server-silent', upgrade('/impatient/ws?s=ws-server-silent')),
  front('ws-client-silent', 'short', upgrade('/ws')),
  web('ws-client-reset', upgrade('/long/ws?s=ws-client-reset'), reset),
  web('ws-server-reset', upgrade('/long/reset?s=ws-server-reset')),
  web('ws-closed', upgrade('/long/ws?s=ws-closed'), close),
  web('ws-server-closed', upgrade('/long/close?s=ws-server-closed')),
  web('ws-killed', upgrade('/killed/ws?s=ws-killed'), (_, ask) => ask('shutdown sessions server killed/s1')),
  web('ws-marked-down', upgrade('/marked/ws?s=ws-marked-down'), (_, ask) => ask('set server marked/s1 health down')),
  web('ws-late', upgrade('/impatient/hang?s=ws-late')),
  web('ws-no-answer', upgrade('/long/gone?s=ws-no-answer')),
  web('ws-bad-accept', upgrade('/long/bad?s=ws-bad-accept')),
  web('server-refuses', upgrade('/long/403?s=server-refuses')),
  web('page', page('/long/page?s=page'), close),
  web('refused', page('/refused/?s=refused')),
  web('no-server', page('/nobody/?s=no-server')),
  web('connect-timeout', page('/unreachable/?s=connect-timeout')),
  web('denied', page('/limited?s=denied')),
  web('redirected', page('/moved?s=redirected'), close),
  web('client-left', page('/watched/hang?s=client-left'), reset),
  ['queue', { line: /\?s=queue[ "]/, run: async (env) => { const first = await say(env.WEB, upgrade('/full/ws')); await sleep(50); await say(env.WEB, upgrade('/full/ws?s=queue'), { patience: 2000 }); return first; } }],
  front('ws-no-key', 'no_key', upgrade('/ws', false)),
  front('too-large', 'large', page('/', `Cookie: ${'x'.repeat(20_000)}\r\n`)),
  front('slow-head', 'slow_head', 'GET / HTTP/1.1\r\nHost: a', undefined, { patience: 50 }),
  front('no-head', 'no_head', 'GET / HTTP/1.1\r\nHost: a', reset, { patience: 50 }),
  front('early', 'early', upgrade('/ws'), close),
  front('own-words', 'own_words', upgrade('/ws')),
  front('own-json', 'own_json', page('/')),
  front('own-words-tcp', 'own_words_tcp', 'hello'),
  front('common', 'common', page('/')),
  ['https', { line: / secure~ tunnel\//, run: (env) => say(env.SECURE, upgrade('/ws'), { tls: true }) }],
  ['tls-error', { line: / secure\S* err=/, run: (env) => say(env.SECURE, page('/')) }],
  front('tls-error-plain', 'secure_plain', page('/')),
  front('connects', 'connects', page('/'), close),
  front('tcp-closed', 'tcp_ends', page('/page'), close),
  front('tcp-client-silent', 'tcp_silent', 'hello'),
  front('tcp-server-silent', 'tcp_silent_server', 'hello'),
  front('tcp-tunnel', 'tcp_tunnel', 'hello'),
  front('tcp-refused', 'tcp_none', 'hello'),
]);
/** Only where profile.cfg loads. */
export const LATER = new Map([front('profiled', 'profiled', upgrade('/ws')), front('encoded', 'encoded', upgrade('/ws'), undefined)]);
/** By the reload at the very end. */
export const LAST = new Map([web('ws-hard-stop', upgrade('/long/ws?s=ws-hard-stop'))]);
