// Directives of proxies with a few words behind them: numbers, fixed words, names. What HAProxy reads leniently is not judged.
import { leadingInteger } from '../../language/ints.ts';
import { enumValues } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { newestIn, oldestIn, versionBit } from '../../language/version.ts';
import { badValue } from '../language/bad-value.ts';
import { conflictingArguments } from '../language/conflicting-arguments.ts';
import { keywordIgnoredHere } from '../language/keyword-ignored-here.ts';
import { keywordVersion } from '../language/keyword-version.ts';
import { nameOf } from '../write.ts';
import { isUnsigned } from './actions-common.ts';
import { since, words } from './action-context.ts';
import type { Check, Checker } from './context.ts';
import { spanIn } from './expression.ts';
import { need, noMore, refuse, wantWord } from './values.ts';

/** `what` has to stand behind the keyword; with `max`, no more than that many words. */
const wants = (what: string, max?: number): Checker => (c) => { if (need(c, 1, c.value(0), what) && max !== undefined) noMore(c, max + 1, c.value(0)); };
const alone: Checker = (c) => { noMore(c, 1, c.value(0)); };

/** A word of an enumeration; one that another version knows is told apart. */
function wantKnown(c: Check, i: number, keyword: string, id: string, list: readonly string[]): boolean {
  const word = c.value(i), other = c.unknown(i) || list.includes(word) ? undefined : enumValues(id).find((v) => v.value === word && v.known !== 0);
  if (!other) return wantWord(c, i, keyword, list);
  const bit = versionBit(c.version), before = other.known & (bit - 1), later = other.known & ~(bit - 1) & ~bit;
  c.report(keywordVersion, c.span(i), { word: `${keyword} ${word}`, version: c.version, since: later && !before ? oldestIn(later) ?? '' : '', until: before ? newestIn(before) ?? '' : '', replacement: '' });
  return false;
}

const MODES = words('mode');

const mode: Checker = (c) => {
  if (!need(c, 1, 'mode', MODES(c).join(', ')) || !noMore(c, 2, 'mode')) return;
  if (c.value(1) === 'health') { refuse(c, 1, 'mode', t("one of {0}; 'http-request return status 200' does what 'health' did", MODES(c).join(', '))); return; }
  wantKnown(c, 1, 'mode', 'mode', MODES(c));
};

const id: Checker = (c) => {
  if (!noMore(c, 2, 'id') || !need(c, 1, 'id', 'a number')) return;
  if (!c.unknown(1) && leadingInteger(c.value(1)).value <= 0) refuse(c, 1, 'id', 'a whole number of at least 1');
};

/** A whole number in any base that C reads, sign included; what follows it is refused. */
const strict = (i: number, keyword: string): Checker => (c) => {
  if (need(c, i, keyword, 'a whole number') && !c.unknown(i) && !isUnsigned(c.value(i))) refuse(c, i, keyword, 'a whole number');
};

const oneOf = (list: (c: Check) => readonly string[], id: string, max?: number): Checker => (c) => {
  if (need(c, 1, c.value(0), list(c).join(', ')) && wantKnown(c, 1, c.value(0), id, list(c)) && max !== undefined) noMore(c, max + 1, c.value(0));
};

const HASH_METHODS = words('hash-method'), HASH_FUNCTIONS = words('hash-function'), HASH_MODIFIERS = words('hash-modifier');

const hashType: Checker = (c) => {
  if (!need(c, 1, 'hash-type', HASH_METHODS(c).join(' or ')) || !wantWord(c, 1, 'hash-type', HASH_METHODS(c)) || c.value(2) === '') return;
  if (wantKnown(c, 2, 'hash-type', 'hash-function', HASH_FUNCTIONS(c)) && c.value(3) !== '') wantWord(c, 3, 'hash-type', HASH_MODIFIERS(c));
};

const balanceFactor: Checker = (c) => {
  if (!need(c, 1, 'hash-balance-factor', 'a number') || c.unknown(1)) return;
  const { value } = leadingInteger(c.value(1));
  if (value !== 0 && value <= 100) refuse(c, 1, 'hash-balance-factor', '0 or a whole number above 100');
};

const RETRY_ON = words('retry-on');

const retryOn: Checker = (c) => {
  if (!need(c, 1, 'retry-on', 'what to retry on')) return;
  for (let i = 1; c.value(i) !== ''; i++) {
    if (!wantKnown(c, i, 'retry-on', 'retry-on', RETRY_ON(c))) return;
    if (c.value(i) === 'none' && (i > 1 || c.value(i + 1) !== '')) { c.report(conflictingArguments, c.span(i), { keyword: 'retry-on', first: 'none', second: c.value(i > 1 ? 1 : 2) }); return; }
  }
};

const LOG_STEPS = ['accept', 'request', 'connect', 'response', 'close', 'quic-init', 'tcp-req-conn', 'tcp-req-sess', 'tcp-req-cont', 'tcp-res-cont', 'http-req', 'http-res', 'http-after-res'];

/** Steps joined by commas, or `all`. Nothing at all is taken as well; in a backend HAProxy warns and reads no further. */
const logSteps: Checker = (c) => {
  if (c.kind === 'backend' || c.value(1) === '' || c.value(1) === 'all' || c.unknown(1)) return;
  let at = 0;
  for (const step of c.value(1).split(',')) {
    if (!LOG_STEPS.includes(step)) {
      c.report(badValue, spanIn(c, c.words[1]!, at, Math.max(at + step.length, at + 1)), { keyword: 'log-steps', value: step, expected: t('all alone, or steps joined by commas: {0}', LOG_STEPS.join(', ')), better: '' });
      return;
    }
    at += step.length + 1;
  }
};

const GUID_LENGTH = 127;

const guid: Checker = (c) => {
  if (!need(c, 1, 'guid', 'an identifier') || c.unknown(1)) return;
  const text = c.value(1);
  if (text.length > GUID_LENGTH || /[^A-Za-z0-9_:.-]/.test(text)) refuse(c, 1, 'guid', t('at most {0} letters, digits, dots, colons, hyphens and underscores', GUID_LENGTH));
};

/** From 3.4 on HAProxy refuses headers that decide how a message is read. */
const NOT_FOR_NAMES: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

const sendNameHeader: Checker = (c) => {
  if (need(c, 1, 'http-send-name-header', 'the name of a header') && since(c, '3.4') && !c.unknown(1) && NOT_FOR_NAMES.has(c.value(1).toLowerCase())) refuse(c, 1, 'http-send-name-header', 'another header than those that frame or route the message');
};

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];
/** Up to 3.1 HAProxy forgets to ask for the value. */
const email = (what: string): Checker => (c) => { if (since(c, '3.2')) need(c, 2, `email-alert ${c.value(1)}`, what); };

const externalCheck = (what: string): Checker => (c) => { const keyword = `external-check ${c.value(1)}`; if (need(c, 2, keyword, what)) noMore(c, 3, keyword); };

/** In a `defaults` section HAProxy warns and does nothing. */
const offload: Checker = (c) => {
  if (c.kind === 'defaults') c.report(keywordIgnoredHere, c.span(0, 1), { word: 'compression offload', section: nameOf(c.section), allowed: 'frontend, listen, backend' });
};

const SERVER_STATES = words('load-server-state'), REUSE = words('http-reuse'), PRESERVE = words('hash-preserve-affinity');

export const PROXY_VALUES: Readonly<Record<string, Checker>> = {
  'proxy mode': mode, 'proxy id': id, 'proxy guid': guid, 'proxy description': wants('a text'), 'proxy disabled': alone, 'proxy enabled': alone, 'proxy transparent': alone,
  'proxy maxconn': wants('a number', 1), 'proxy backlog': wants('a number', 1), 'proxy fullconn': wants('a number', 1), 'proxy retries': wants('a number', 1),
  'proxy rate-limit sessions': strict(2, 'rate-limit sessions'), 'proxy max-keep-alive-queue': strict(1, 'max-keep-alive-queue'), 'proxy max-session-srv-conns': wants('a number'),
  'proxy clitcpka-cnt': strict(1, 'clitcpka-cnt'), 'proxy srvtcpka-cnt': strict(1, 'srvtcpka-cnt'),
  'proxy monitor-uri': wants('a path', 1), 'proxy log-tag': wants('a tag'), 'proxy dynamic-cookie-key': wants('a key'), 'proxy use-fcgi-app': wants('the name of a fcgi-app section'),
  'proxy server-state-file-name': (c) => { noMore(c, 2, 'server-state-file-name'); },
  'proxy load-server-state-from-file': oneOf(SERVER_STATES, 'load-server-state'), 'proxy http-reuse': oneOf(REUSE, 'http-reuse', 1), 'proxy hash-preserve-affinity': oneOf(PRESERVE, 'hash-preserve-affinity'),
  'proxy http-send-name-header': sendNameHeader, 'proxy hash-type': hashType, 'proxy hash-balance-factor': balanceFactor, 'proxy retry-on': retryOn, 'proxy log-steps': logSteps,
  'proxy email-alert from': email('an address'), 'proxy email-alert to': email('an address'), 'proxy email-alert mailers': email('the name of a mailers section'), 'proxy email-alert myhostname': email('a host name'),
  'proxy email-alert level': (c) => { if (need(c, 2, 'email-alert level', LEVELS.join(', '))) wantWord(c, 2, 'email-alert level', LEVELS); },
  'proxy external-check command': externalCheck('a command'), 'proxy external-check path': externalCheck('a list of folders'),
  'proxy compression offload': offload,
};
