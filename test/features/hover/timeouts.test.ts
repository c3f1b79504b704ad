import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/engine/index.ts';
import { open } from '../cursor.ts';

const BASE = `defaults base
    mode http
    timeout connect 5s
    timeout client 50s
    timeout server 1m

frontend www
    bind :80
    use_backend be_ws if { hdr(Upgrade) -i websocket }
    default_backend be_app

backend be_app
    server a 127.0.0.1:1

backend be_ws
    server w 127.0.0.1:2
`;
const at = (line: string, marked: string): string => { const i = BASE.indexOf(line); if (i < 0) throw new Error(line); return BASE.slice(0, i) + marked + BASE.slice(i + line.length); };

const CASES: readonly { name: string; text: string; shows: readonly string[]; version?: Settings['version'] }[] = [
  { name: 'client in defaults', text: at('timeout client 50s', 'timeout cli‸ent 50s'), shows: ['**timeout client** `50s`', 'After the 101', '101 cD--', 'milliseconds'] },
  { name: 'the cursor on the first word', text: at('timeout server 1m', 'time‸out server 1m'), shows: ['**timeout server** `1m`', '504'] },
  { name: 'connect', text: at('timeout connect 5s', 'timeout ‸connect 5s'), shows: ['503'] },
  { name: 'client in a frontend: own value', text: at('    bind :80', '    bind :80\n    timeout c‸lient 20s'), shows: ['In `frontend www` the effective value is **20s** (line 9)'] },
  { name: 'a bare number', text: at('    server w', '    timeout t‸unnel 3600\n    server w'), shows: ['`3600` has no unit', '3s600ms', '**3s600ms** (line 16)'] },
  { name: 'tunnel in a backend', text: at('    server w', '    timeout tun‸nel 1h\n    server w'), shows: ['**timeout tunnel** `1h`', '**1h**'] },
  { name: 'overruled by a later line', text: at('    server w', '    timeout tun‸nel 1h\n    timeout tunnel 2h\n    server w'), shows: ['**2h** (line 17)'] },
  { name: 'environment variable', text: at('    server w', '    timeout tun‸nel "${T}"\n    server w'), shows: ['not known'] },
  { name: 'client-fin says what 2.9 changed', text: at('    bind :80', '    bind :80\n    timeout client-‸fin 20s'), shows: ['client-fin'] },
  { name: 'frontend header: table and idle limits', text: at('frontend www', 'frontend w‸ww'), shows: ['mode http, inherits from defaults base, line 1', '| client | **50s** (defaults base, line 4) |', 'to `backend be_ws`: **50s** (timeout client of frontend www; no timeout tunnel) (serves WebSocket)'] },
  { name: 'backend header', text: at('backend be_ws\n', 'bac‸kend be_ws\n'), shows: ['| server | **1m** (defaults base, line 5) |', 'from `frontend www`: **50s**'] },
  { name: 'backend header with tunnel', text: at('backend be_ws\n', 'backend be‸_ws\n    timeout tunnel 1h\n'), shows: ['from `frontend www`: **1h** (timeout tunnel)'] },
  { name: 'defaults header', text: at('defaults base', 'def‸aults base'), shows: ['| connect | **5s** (line 3) |'] },
  { name: 'client in 3.3 speaks of abortonclose', text: at('timeout client 50s', 'timeout cli‸ent 50s'), shows: ['In HAProxy 3.3', 'abortonclose'], version: '3.3' },
];

suite('hover on timeouts', () => {
  for (const c of CASES) test(c.name, () => {
    const { engine, position } = open(c.text, c.version ? { ...DEFAULT_SETTINGS, version: c.version } : DEFAULT_SETTINGS);
    const h = engine.hover('file:///etc/haproxy/haproxy.cfg', position);
    assert.ok(h, 'no hover');
    for (const s of c.shows) assert.ok(h.markdown.includes(s), `${s}\nnot in:\n${h.markdown}`);
    assert.ok(position.character >= h.range.start.character && position.character <= h.range.end.character);
  });
  test('nothing on blanks, comments and beyond the end', () => {
    for (const text of ['# a ‸comment\n', 'defaults\n  ‸\n', 'defaults\n‸']) { const { engine, position } = open(text); assert.equal(engine.hover('file:///etc/haproxy/haproxy.cfg', position), null); }
  });
});

suite('refactoring: offer only HTTP/1.1', () => {
  const title = (bind: string, version: Settings['version'] = '3.2'): string | undefined => {
    const { engine, position } = open(at('    bind :80', `    ${bind}‸`), { ...DEFAULT_SETTINGS, version });
    return engine.refactorings('file:///etc/haproxy/haproxy.cfg', { start: position, end: position }).find((r) => r.title.includes('alpn'))?.title;
  };
  test('adds or replaces alpn and says whether it changes anything', () => {
    assert.match(title('bind :443 ssl crt x.pem alpn h2,http/1.1') ?? '', /HTTP\/1.1 for every client/);
    assert.match(title('bind :443 ssl crt x.pem') ?? '', /HTTP\/1.1 for every client/);
    assert.match(title('bind :443 ssl crt x.pem', '2.6') ?? '', /changes nothing/);
    assert.equal(title('bind :443 ssl crt x.pem alpn http/1.1'), undefined);
    assert.equal(title('bind :80'), undefined);
  });
});
