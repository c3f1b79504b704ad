// What a keyword means for a WebSocket, where it stands: the text, what the selected version does, and what is wrongly believed of it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/index.ts';
import { open, URI } from './cursor.ts';

const F = (line: string): string => `frontend f\n    ${line}\n`, B = (line: string): string => `backend b\n    ${line}\n`, G = (line: string): string => `global\n    ${line}\n`;
const SERVER = 'server s 127.0.0.1:1 ', TABLE = 'stick-table type ip size 1k store ';

/** Keyword in its place → words of its text. */
const SAYS: readonly (readonly [place: string, ...words: string[]])[] = [
  [F('bind :443 ssl crt x.pem al‸pn h2'), 'RFC 8441', 'ordinary HTTP/1 upgrade'], [B(`${SERVER}ssl al‸pn h2`), '502 where the server lacks it'],
  [F('bind :443 pro‸to h2'), 'HTTP/1.1 clients'], [B(`${SERVER}pro‸to h2`), 'RFC 8441'], [B(`${SERVER}w‸s h1`), 'the handshake'],
  [F('option httpc‸lose'), 'after the 101 the tunnel lives on'], [B('option http-server‸-close'), 'before or after the 101'], [B('option http-keep‸-alive'), 'No effect on WebSockets, before or after the 101'],
  [B('option tcp‸ka'), 'do not count as traffic'], [F('option clitcp‸ka'), 'never restart timeout tunnel'], [B('option srvtcp‸ka'), 'do not keep a silent WebSocket open'],
  [F('option log‸asap'), 'at its 101'], [F('option cont‸stats'), 'while it runs'], [B('option http‸chk GET /x'), '400 or 426'], [B('http-check ex‸pect status 101'), 'Only 2xx and 3xx'],
  [G('h2-workaround-bogus‸-websocket-clients'), 'HTTP/1.1 connection'], [G('tune.buf‸size 32768'), 'large cookies'], [G('tune.max‸rewrite 1024'), 'lets less fit'],
  [F('stick-‸table type ip size 1k store conn_cur'), 'http-request track-sc'], [F('http-request track-‸sc0 src'), 'counts every WebSocket'],
  [B('bal‸ance source'), 'when it reconnects'], [B('coo‸kie S insert'), 'clients that keep cookies'], [B(`${SERVER}coo‸kie a`), 'makes no difference to one that is open'],
  [B(`${SERVER}check on-marked‸-down shutdown-sessions`), 'closed at once'], [G('hard-stop‸-after 1m'), 'the old process stays'],
  [G('max‸conn 100'), 'no answer'], [F('max‸conn 100'), 'without any answer'], [F('bind :80 max‸conn 100'), 'no answer'], [B(`${SERVER}max‸conn 100`), 'timeout queue'], [F('mo‸de tcp'), 'passes untouched'],
  [F(`${TABLE}conn_‸cur`), 'open WebSockets'], [F(`${TABLE}http_req_‸rate(10s)`), 'Each handshake'],
];
/** Stick-table counters: what they count of a WebSocket. */
const COUNTERS = ['conn_cnt', 'conn_rate', 'http_req_cnt', 'http_err_cnt', 'http_err_rate', 'http_fail_cnt', 'http_fail_rate', 'sess_cnt', 'sess_rate', 'bytes_in_cnt', 'bytes_in_rate', 'bytes_out_cnt', 'bytes_out_rate'];

function hoverOf(marked: string, version: Settings['version'] = '3.2'): string {
  const { engine, position } = open(marked, { ...DEFAULT_SETTINGS, version, auto: false });
  return engine.hover(URI, position)?.markdown ?? '';
}

suite('hover: for a WebSocket', () => {
  for (const [place, ...words] of SAYS) test(place.trim().replace(/\s+/g, ' '), () => {
    const shown = hoverOf(place);
    for (const w of ['*For a WebSocket:*', '*Often believed, and wrong:* That ', ...words]) assert.ok(shown.includes(w), `${w}\nnot in:\n${shown}`);
  });
  for (const c of COUNTERS) test(`counter ${c}`, () => { assert.ok(hoverOf(F(`${TABLE}${c.slice(0, 3)}‸${c.slice(3)}${c.endsWith('rate') ? '(10s)' : ''}`)).includes('*For a WebSocket:*')); });
});

const BY_VERSION: readonly (readonly [place: string, version: Settings['version'], says: string, not: string])[] = [
  [F('bind :443 ssl crt x.pem al‸pn h2'), '2.6', 'In HAProxy 2.6: Without alpn a TLS port offers no HTTP/2.', 'by itself'],
  [F('bind :443 ssl crt x.pem al‸pn h2'), '3.2', 'In HAProxy 3.2: Without alpn a TLS port in http mode offers h2,http/1.1 by itself.', 'offers no HTTP/2'],
  [B(`${SERVER}ssl al‸pn h2`), '2.4', 'goes over HTTP/2 as well', 'the next page'], [B(`${SERVER}ssl al‸pn h2`), '3.2', 'gets its WebSockets over HTTP/1.1', 'the next page'], [B(`${SERVER}ssl al‸pn h2`), '3.4', 'the next page may get 502', 'as well'],
  [B('option http‸chk GET /x'), '2.6', 'with a warning', 'keep HAProxy from starting'], [B('option http‸chk GET /x'), '3.0', 'keep HAProxy from starting', 'with a warning'],
  [G('tune.buf‸size 32768'), '3.0', 'does not fit gets 400', 'does not fit gets 414'], [G('tune.buf‸size 32768'), '3.2', 'does not fit gets 414 or 431.', 'fit gets 400'],
  [G('hard-stop‸-after 1m'), '2.6', 'K---', 'KC--'], [G('hard-stop‸-after 1m'), '3.2', 'KC--', 'nothing'], [B(`${SERVER}on-marked‸-down shutdown-sessions`), '2.6', 'D---', 'DC--'],
  [F('option clitcp‸ka'), '3.1', 'ignored with a warning', 'refuses'], [F('option clitcp‸ka'), '3.2', 'HAProxy refuses it', 'ignored'],
];
suite('hover: for a WebSocket, in the selected version', () => {
  for (const [place, version, says, not] of BY_VERSION) test(`${version}: ${says}`, () => {
    const shown = hoverOf(place, version);
    assert.ok(shown.includes(says) && !shown.includes(not), shown);
  });
});
