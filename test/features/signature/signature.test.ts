import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { open, URI } from '../cursor.ts';

/** The form, with the argument under the cursor in ⟦ ⟧; null: none. */
function shown(text: string): string | null {
  const { engine, position } = open(text), s = engine.signatures(URI, position), one = s?.list[s.active];
  if (!one) return null;
  const [a, b] = one.parameters[one.active] ?? [0, 0];
  return `${one.label.slice(0, a)}⟦${one.label.slice(a, b)}⟧${one.label.slice(b)}`;
}
const F = (line: string): string => `frontend f\n    ${line}`, B = (line: string): string => `backend b\n    ${line}`;

const CASES: readonly (readonly [name: string, text: string, is: string | null])[] = [
  ['the first argument', F('maxconn ‸'), 'maxconn ⟦<conns>⟧'],
  ['behind two words', B('timeout tunnel ‸'), 'timeout tunnel ⟦<timeout>⟧'],
  ['an argument half typed', B('timeout tunnel 1‸'), 'timeout tunnel ⟦<timeout>⟧'],
  ['the second argument', F('errorfile 503 ‸'), 'errorfile <code> ⟦<file>⟧'],
  ['an action', F('http-request set-header X-A ‸'), 'set-header <name> ⟦<fmt>⟧'],
  ['an action of tcp-request', F('tcp-request content set-dst ‸'), 'set-dst ⟦<expr>⟧'],
  ['words that name the argument', B('stick-table type ip size ‸'), 'stick-table type <type> size ⟦<size>⟧ [ expire <expire> ] [ nopurge ] [ recv-only ] [ write-to <wtable> ] [ srvkey <srvkey> ] [ store <data_type> ]... [ brates-factor <factor> ] [ peers <peersect> ]'],
  ['an option of a server', B('server s1 127.0.0.1:1 check inter ‸'), 'inter ⟦<delay>⟧'],
  ['an option of a bind', F('bind :443 ssl crt ‸'), 'crt ⟦<cert>⟧'],
  ['behind an option that takes nothing: the server again', B('server s1 127.0.0.1:1 check ‸'), 'server <name> <address> ⟦[<param>]*⟧'],
  ['a fetch', F('acl x url_param(‸'), 'url_param(⟦[name]⟧,[delim],[i])'],
  ['a converter, second argument', F('http-request set-var(txn.a) path,field(1,‸'), 'field(index,⟦delimiters⟧,[count])'],
  ['in a log-format', F('log-format "%ci %[req.hdr(‸'), 'req.hdr(⟦[name]⟧,[occ])'],
  ['one of several forms', B('balance url_param ‸'), 'balance url_param ⟦<param>⟧ [ check_post ]'],
  ['behind no', F('no maxconn ‸'), 'maxconn ⟦<conns>⟧'],
  ['not in a comment', F('maxconn 5 # ‸'), null],
  ['not on a header', 'frontend ‸', null],
  ['not for what takes nothing', F('option httpclose ‸'), null],
];

suite('signature help', () => {
  for (const [name, text, is] of CASES) test(name, () => assert.equal(shown(text), is));
  test('with the text of the keyword', () => {
    const { engine, position } = open(B('server s1 127.0.0.1:1 check inter ‸'));
    assert.equal(engine.signatures(URI, position)!.list[0]!.documentation, engine.prose('server/inter')!.split('\n\n')[0]);
  });
});
