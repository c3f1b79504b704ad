// `tcp-check` and `http-check` rules, as the parse_tcpcheck_*() functions read them.
import { table } from '../../language/table.ts';
import { isDigits } from '../../language/ints.ts';
import { conflictingArguments } from '../language/conflicting-arguments.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { words } from './action-context.ts';
import { wantAddress } from './address.ts';
import { checkVariableWord } from './actions-variable.ts';
import { checkExpect, checkHex } from './check-expect.ts';
import type { Check, Checker } from './context.ts';
import { checkSample, checkSampleWords } from './expression.ts';
import { checkLogFormat } from './logFormat.ts';
import { ANYWHERE, placeOf } from './place.ts';
import { need, noMore, refuse, wantWord } from './values.ts';

const MUXES = words('mux-proto-check');
const CONNECT = ['comment', 'port', 'addr', 'send-proxy', 'ssl', 'sni', 'alpn', 'via-socks4', 'linger', 'default', 'proto'];
const CONNECT_FLAGS: ReadonlySet<string> = new Set(['default', 'send-proxy', 'via-socks4', 'linger', 'ssl']);
const CONNECT_VALUES = table<string>({ comment: 'a text', port: 'a port or a sample expression', addr: 'an address', sni: 'a server name', alpn: 'protocol names, joined by commas', proto: 'the name of a protocol' });

function wrongWord(c: Check, i: number, keyword: string, known: readonly string[]): void {
  c.report(unexpectedArgument, c.span(i), { keyword, word: c.value(i), expected: known.join(', ') });
}

function connect(c: Check, keyword: string): void {
  for (let i = 2; c.value(i) !== '';) {
    if (c.unknown(i)) return;
    const word = c.value(i), expected = CONNECT_VALUES[word];
    if (CONNECT_FLAGS.has(word)) { i++; continue; }
    if (expected === undefined) { wrongWord(c, i, keyword, CONNECT); return; }
    if (!need(c, i + 1, `${keyword} ${word}`, expected)) return;
    if (word === 'port' && !port(c, i + 1, `${keyword} port`)) return;
    if (word === 'proto' && !wantWord(c, i + 1, `${keyword} proto`, MUXES(c))) return;
    if (word === 'addr' && wantAddress(c, i + 1, `${keyword} addr`, 'check-addr')?.problem) return;
    i += 2;
  }
}

function port(c: Check, i: number, keyword: string): boolean {
  if (c.unknown(i)) return true;
  const text = c.value(i);
  if (!isDigits(text)) return checkSample(c, c.words[i]!, 0, placeOf(c.kind, 'check'), { keyword }).type !== null;
  if (Number(text) >= 1 && Number(text) <= 65535) return true;
  refuse(c, i, keyword, 'a port from 1 to 65535 or a sample expression');
  return false;
}

const comment: Checker = (c) => { need(c, 2, `${c.value(0)} comment`, 'a text'); };

/** `send DATA [comment TEXT]`. */
const tcpSend = (kind: 'text' | 'hex' | 'format'): Checker => (c) => {
  const keyword = `${c.value(0)} ${c.value(1)}`;
  if (!need(c, 2, keyword, kind === 'hex' ? 'hexadecimal digits' : 'a text')) return;
  for (let i = 3; c.value(i) !== ''; i += 2) {
    if (c.unknown(i)) return;
    if (c.value(i) !== 'comment') { noMore(c, i, keyword, "only 'comment' and a text; put quotes around data with blanks"); return; }
    if (!need(c, i + 1, `${keyword} comment`, 'a text')) return;
  }
  if (kind === 'hex') checkHex(c, 2, keyword);
  else if (kind === 'format' && !c.unknown(2)) checkLogFormat(c, c.words[2]!, placeOf(c.kind, 'check'), { keyword });
};

const SEND = table<string>({ comment: 'a text', meth: 'a method', uri: 'a path', 'uri-lf': 'a log-format string', ver: 'a version', hdr: 'a header name', body: 'a text', 'body-lf': 'a log-format string' });
/** Headers that HAProxy writes itself: it takes them and leaves them out. */
const OWN_HEADERS: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

const httpSend: Checker = (c) => {
  const keyword = 'http-check send', place = placeOf(c.kind, 'check'), formats: number[] = [];
  let host = false;
  for (let i = 2; c.value(i) !== '';) {
    if (c.unknown(i)) return;
    const word = c.value(i), expected = SEND[word], name = c.value(i + 1).toLowerCase();
    if (expected === undefined) { wrongWord(c, i, keyword, Object.keys(SEND)); return; }
    if (!need(c, i + 1, `${keyword} ${word}`, expected)) return;
    if (word === 'hdr') {
      if (!need(c, i + 2, `${keyword} hdr`, 'a header value')) return;
      if (name === 'host' && host) { c.report(conflictingArguments, c.span(i, i + 1), { keyword, first: 'hdr Host', second: 'hdr Host' }); return; }
      host ||= name === 'host';
      if (!OWN_HEADERS.has(name)) formats.push(i + 2);
    } else if (word.endsWith('-lf')) formats.push(i + 1);
    i += word === 'hdr' ? 3 : 2;
  }
  for (const i of formats) if (!c.unknown(i)) checkLogFormat(c, c.words[i]!, place, { keyword });
};

/** `set-var(…)` and its kin. What stands behind them is ignored. */
const variable = (action: string): Checker => (c) => {
  const keyword = `${c.value(0)} ${action}`;
  if (!checkVariableWord(c, 1, action) || action === 'unset-var') return;
  if (action === 'set-var') { if (need(c, 2, keyword, 'a sample expression')) checkSampleWords(c, 2, ANYWHERE, { keyword }); }
  else if (c.value(2) !== '' && !c.unknown(2)) checkLogFormat(c, c.words[2]!, ANYWHERE, { keyword });
};

const nothing = (word: string): Checker => (c) => { noMore(c, 2, word); };

const both = (name: string, checker: Checker): Record<string, Checker> => ({ [`proxy tcp-check ${name}`]: checker, [`proxy http-check ${name}`]: checker });

export const CHECK_RULES: Readonly<Record<string, Checker>> = {
  ...both('connect', (c) => connect(c, `${c.value(0)} connect`)),
  ...both('comment', comment),
  ...both('set-var', variable('set-var')), ...both('set-var-fmt', variable('set-var-fmt')), ...both('unset-var', variable('unset-var')),
  'proxy tcp-check expect': (c) => { if (need(c, 2, 'tcp-check expect', 'what to expect')) checkExpect(c, 2, 'tcp'); },
  'proxy http-check expect': (c) => { if (need(c, 2, 'http-check expect', 'what to expect')) checkExpect(c, 2, 'http'); },
  'proxy tcp-check send': tcpSend('text'), 'proxy tcp-check send-binary': tcpSend('hex'), 'proxy tcp-check send-lf': tcpSend('format'), 'proxy tcp-check send-binary-lf': tcpSend('format'),
  'proxy http-check send': httpSend,
  'proxy http-check disable-on-404': nothing('http-check disable-on-404'), 'proxy http-check send-state': nothing('http-check send-state'),
};
