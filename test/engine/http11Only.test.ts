// The policy `haproxy.websocket.http11Only`: what turns it on, and the note that it offers for one host name.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine } from '../../server/src/engine/index.ts';
import { fromConfiguration } from '../../server/src/lsp/settings.ts';
import { apply } from '../rules/fixture.ts';

const URI = 'file:///haproxy.cfg', RULE = 'ws-bind-offers-h2';
const config = (bind: string): string => `defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n    timeout server 1m\n    timeout tunnel 1h\n\nfrontend www\n    ${bind}\n    default_backend be_live\n\nbackend be_live\n    server live1 192.0.2.1:8080 ssl verify none ws h1\n`;
const open = (text: string, http11Only: boolean): Engine => { const e = new Engine(); e.open(URI, 1, text, { ...DEFAULT_SETTINGS, webSocket: { ...DEFAULT_SETTINGS.webSocket, http11Only } }); return e; };

suite('the policy HTTP/1.1 only', () => {
  for (const [value, is] of [[undefined, false], [null, false], ['yes', false], [false, false], [true, true]] as const) {
    test(`haproxy.websocket.http11Only = ${value}`, () => assert.equal(fromConfiguration({ websocket: { http11Only: value } }).engine.webSocket.http11Only, is));
  }
  test('changes while the file is open', () => {
    const e = open(config('bind :8443 ssl crt /etc/haproxy/site.pem'), false), shown = (): string[] => e.findings(URI).map((f) => f.rule);
    assert.deepEqual(shown(), []);
    e.setSettings(URI, { ...DEFAULT_SETTINGS, webSocket: { ...DEFAULT_SETTINGS.webSocket, http11Only: true } });
    assert.deepEqual(shown(), [RULE]);
    e.setSettings(URI, DEFAULT_SETTINGS);
    assert.deepEqual(shown(), []);
  });
  for (const [bind, note] of [
    ['bind :8443 ssl crt /etc/haproxy/site.pem alpn h2,http/1.1', "    # HTTP/1.1 for one host name only: 'crt-list FILE' instead of 'crt', below the other certificates, the line\n    # /etc/haproxy/site.pem [alpn http/1.1] ws.example.com\n"],
    ['bind :8443 ssl crt-list /etc/haproxy/sites.list', '    # HTTP/1.1 for one host name only: in /etc/haproxy/sites.list, below the other certificates, the line\n    # /etc/haproxy/ws.pem [alpn http/1.1] ws.example.com\n'],
  ] as const) test(`the note of a crt-list line: ${bind}`, () => {
    const text = config(bind), e = open(text, true), [f] = e.findings(URI), fixes = e.fixes(URI, f!);
    assert.deepEqual(fixes.map((x) => x.safe), [true, false]);
    const after = apply(text, fixes[1]!.edits);
    assert.equal(after, text.replace(`    ${bind}\n`, `${note}    ${bind}\n`));
    const again = open(after, true), [g] = again.findings(URI);
    assert.equal(again.fixes(URI, g!).length, 1, 'not a second time');
  });
});
