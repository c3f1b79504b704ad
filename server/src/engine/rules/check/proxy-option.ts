// `option NAME …`: most take nothing more; the others have parsers of their own.
import { table } from '../../language/table.ts';
import { parseNetwork } from '../../language/mask.ts';
import { optionWrongSection } from '../language/option-wrong-section.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { httpchkHostArgument } from '../values/httpchk-host-argument.ts';
import { nameOf } from '../write.ts';
import { since, words } from './action-context.ts';
import type { Check, Checker } from './context.ts';
import { checkSample } from './expression.ts';
import { placeOf } from './place.ts';
import { need, noMore, refuse, wantWord } from './values.ts';

/** HAProxy never takes `default` in front of these. */
const NO_DEFAULT: ReadonlySet<string> = new Set(['httpclose', 'http-server-close', 'http-keep-alive', 'forwarded', 'accept-invalid-http-request', 'accept-invalid-http-response']);

/** `default` in front of an option: up to 3.0 a slip of the parser makes it fail, except for redispatch. Two options lost `no` with their new names. */
function prefixed(c: Check): boolean {
  const name = c.value(1), old = name.startsWith('accept-invalid-http-');
  if (c.prefix === null || (c.prefix === 'no' ? !old || !since(c, '3.1') : name === 'redispatch' || !(NO_DEFAULT.has(name) || !since(c, '3.1')))) return false;
  const { start, end } = c.unit.statement.tokens[0]!;
  c.report(unexpectedArgument, { start, end }, { keyword: `option ${name}`, word: c.prefix, expected: '' });
  return true;
}

/** At most `count` words behind the name. */
const atMost = (count: number): Checker => (c) => { noMore(c, 2 + count, `option ${c.value(1)}`); };

/** `clf` or nothing. */
const logForm: Checker = (c) => {
  const keyword = `option ${c.value(1)}`;
  if (c.value(2) === '' || c.unknown(2)) ignoredInBackend(c);
  else if (c.value(1) === 'tcplog' && !since(c, '3.1')) noMore(c, 2, keyword);
  else if (wantWord(c, 2, keyword, ['clf']) && noMore(c, 3, keyword)) ignoredInBackend(c);
};

function ignoredInBackend(c: Check): void {
  if (c.kind === 'backend') c.report(optionWrongSection, c.span(0, 1), { word: `option ${c.value(1)}`, section: nameOf(c.section), side: 'frontend', fatal: '', now: false });
}

/** `except NETWORK`, `header NAME`, and for forwardfor `if-none`, in any order. */
const forwarded = (options: readonly string[]): Checker => (c) => {
  const keyword = `option ${c.value(1)}`;
  for (let i = 2; c.value(i) !== '';) {
    if (c.unknown(i)) return;
    const word = c.value(i);
    if (word === 'if-none' && options.includes(word)) { i++; continue; }
    if (!options.includes(word)) { c.report(unexpectedArgument, c.span(i), { keyword, word, expected: options.join(', ') }); return; }
    if (!need(c, i + 1, `${keyword} ${word}`, word === 'except' ? 'an address or a network' : 'the name of a header')) return;
    if (word === 'except' && !c.unknown(i + 1) && parseNetwork(c.value(i + 1)).kind === 'bad') { refuse(c, i + 1, `${keyword} except`, 'an address or a network, such as 127.0.0.0/8'); return; }
    i += 2;
  }
};

const RFC7239 = ['proto', 'host', 'host-expr', 'by', 'by-expr', 'by_port', 'by_port-expr', 'for', 'for-expr', 'for_port', 'for_port-expr'];

const rfc7239: Checker = (c) => {
  if (c.prefix || c.kind === 'frontend') return; // ignored there, unread
  for (let i = 2; c.value(i) !== ''; i++) {
    if (c.unknown(i)) return;
    const word = c.value(i);
    if (!RFC7239.includes(word)) { c.report(unexpectedArgument, c.span(i), { keyword: 'option forwarded', word, expected: RFC7239.join(', ') }); return; }
    // the expression is compiled after parsing
    if (word.endsWith('-expr') && !need(c, ++i, `option forwarded ${word}`, 'a sample expression')) return;
    if (word.endsWith('-expr') && !c.unknown(i) && checkSample(c, c.words[i]!, 0, placeOf(c.kind, 'http-req'), { keyword: `option forwarded ${word}` }).type === null) return;
  }
};

const HEADER_POLICY = words('hdr-names-policy'), MYSQL = words('mysql-version');

const headerNames: Checker = (c) => {
  const keyword = 'option http-restrict-req-hdr-names';
  if (need(c, 2, keyword, HEADER_POLICY(c).join(', ')) && wantWord(c, 2, keyword, HEADER_POLICY(c))) noMore(c, 3, keyword);
};

const smallBuffers: Checker = (c) => {
  for (let i = 2; c.value(i) !== ''; i++) if (!wantWord(c, i, 'option use-small-buffers', ['queue', 'l7-retries', 'check'])) return;
};

/** `user NAME`, for MySQL optional and with the server's version behind it. */
const databaseUser = (mysql: boolean): Checker => (c) => {
  const keyword = `option ${c.value(1)}`;
  if (mysql && c.value(2) === '') return;
  if (!need(c, 2, keyword, "'user' and a name") || !wantWord(c, 2, keyword, ['user']) || !need(c, 3, `${keyword} user`, 'a name')) return;
  if (mysql && c.value(4) !== '' && !wantWord(c, 4, `${keyword} user`, MYSQL(c))) return;
  noMore(c, mysql ? 5 : 4, keyword);
};

/** A fourth word is the Host, from 3.1 on. */
const httpchk: Checker = (c) => {
  if (!since(c, '3.1') && c.value(5) !== '' && c.value(6) === '' && !c.unknown(5)) c.report(httpchkHostArgument, c.span(5), { host: c.value(5), version: c.version });
  else noMore(c, since(c, '3.1') ? 6 : 5, 'option httpchk');
};

const CHECKS = table<Checker>({
  httplog: logForm, tcplog: logForm, httpslog: ignoredInBackend, redispatch: () => {},
  forwardfor: forwarded(['except', 'header', 'if-none']), originalto: forwarded(['except', 'header']), forwarded: rfc7239,
  'http-restrict-req-hdr-names': headerNames, 'use-small-buffers': smallBuffers,
  httpchk, smtpchk: atMost(2), 'mysql-check': databaseUser(true), 'pgsql-check': databaseUser(false),
});

export const OPTIONS: Readonly<Record<string, Checker>> = {
  'proxy option *': (c) => { if (!prefixed(c)) (CHECKS[c.value(1)] ?? atMost(0))(c); },
};
