// Statements of userlist, cache, fcgi-app, log-profile, log-forward, crt-store, traces, acme and healthcheck sections.
import { atoi, leadingInteger } from '../../language/ints.ts';
import { at, crtStoreOptions, enumWords, usable } from '../../language/load.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { badValue } from '../language/bad-value.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unknownKeyword } from '../language/unknown-keyword.ts';
import { checkAclStatement } from './acl.ts';
import { checkCondition } from './condition.ts';
import type { Check, Checker } from './context.ts';
import { reportVersion } from './known.ts';
import { checkLogFormat } from './logFormat.ts';
import { ANYWHERE } from './place.ts';
import { checkRegex } from './regex.ts';
import { wantName } from './sections-network.ts';
import { CHECK_RULES } from './tcpcheck.ts';
import { need, noMore, refuse, wantInteger, wantSwitch, wantWord } from './values.ts';

/** `user NAME [password|insecure-password HASH] [groups G,H]`, in any order, again and again. */
function user(c: Check): void {
  if (!need(c, 1, 'user', 'a name')) return;
  for (let i = 2; c.has(i); i += 2) if (!wantWord(c, i, 'user', ['password', 'insecure-password', 'groups'])) return;
}

function group(c: Check): void {
  if (!need(c, 1, 'group', 'a name') || !wantName(c, 1, 'group')) return;
  for (let i = 2; c.has(i); i += 2) {
    if (!wantWord(c, i, 'group', ['users'])) return;
    if (i > 2 && compareVersions(c.version, '3.0') >= 0) { noMore(c, i, 'group', "'users' once"); return; }
  }
}

/** HAProxy calls these problems of a cache warnings, and refuses to start all the same. */
const cacheNumber = (keyword: string, what: string, fine: (value: number) => boolean): Checker => (c) => {
  if (!need(c, 1, keyword, what) || !noMore(c, 2, keyword) || c.unknown(1)) return;
  const { value, end } = leadingInteger(c.value(1));
  if (end < c.value(1).length || !fine(value)) refuse(c, 1, keyword, what);
};

const CACHE: Readonly<Record<string, Checker>> = {
  'cache total-max-size': cacheNumber('total-max-size', 'megabytes from 1 to 4095', (n) => n > 0 && n <= 4095),
  'cache max-object-size': cacheNumber('max-object-size', 'a number of bytes', () => true),
  'cache max-secondary-entries': cacheNumber('max-secondary-entries', 'a whole number above 0', (n) => n !== 0),
  'cache process-vary': (c) => {
    if (!noMore(c, 2, 'process-vary') || c.unknown(1) || c.value(1) === 'on' || c.value(1) === 'off') return;
    c.report(badValue, c.span(1), { keyword: 'process-vary', value: c.value(1), expected: 'on or off', better: '' }, 'warning');
  },
  'cache max-age': (c) => { if (c.has(1)) noMore(c, 2, 'max-age'); else c.report(missingArgument, c.whole(), { keyword: 'max-age', expected: 'a number of seconds' }, 'warning'); },
};

/** Behind word `i` only a condition may stand; HAProxy reads an empty one as none. */
function condition(c: Check, i: number): void {
  if (c.has(i) && !(c.words.length === i + 1 && (c.value(i) === 'if' || c.value(i) === 'unless'))) checkCondition(c, i, ANYWHERE);
}

const FCGI: Readonly<Record<string, Checker>> = {
  'fcgi-app acl': checkAclStatement,
  'fcgi-app path-info': (c) => { if (need(c, 1, 'path-info', 'a regular expression') && noMore(c, 2, 'path-info')) checkRegex(c, 1, 'path-info'); },
  'fcgi-app pass-header': (c) => { if (need(c, 1, 'pass-header', 'the name of a header')) condition(c, 2); },
  'fcgi-app set-param': (c) => {
    if (!need(c, 1, 'set-param', 'a name and a value') || !need(c, 2, 'set-param', 'a value')) return;
    condition(c, 3);
  },
  'fcgi-app option max-reqs': (c) => {
    if (c.prefix) { noMore(c, 0, `${c.prefix} option max-reqs`); return; }
    if (need(c, 2, 'option max-reqs', 'a number') && noMore(c, 3, 'option max-reqs')) wantInteger(c, 2, 'option max-reqs', { min: 1, lenient: true });
  },
};

const STEPS = ['accept', 'request', 'connect', 'response', 'close', 'error', 'any', 'quic-init', 'tcp-req-conn', 'tcp-req-sess', 'tcp-req-cont', 'tcp-res-cont', 'http-req', 'http-res', 'http-after-res'];

/** `on STEP drop|format F|sd F`, the last two in any order. */
function onStep(c: Check): void {
  if (!need(c, 1, 'on', 'a step of the log') || !wantWord(c, 1, 'on', STEPS) || !need(c, 2, `on ${c.value(1)}`, "'drop', 'format' or 'sd'")) return;
  for (let i = 2; c.has(i); i++) {
    if (!wantWord(c, i, `on ${c.value(1)}`, ['drop', 'format', 'sd'])) return;
    if (c.value(i) === 'drop') continue;
    if (!need(c, ++i, `on ${c.value(1)} ${c.value(i - 1)}`, 'a log-format string')) return;
    checkLogFormat(c, c.words[i]!, ANYWHERE, { keyword: `on ${c.value(1)}` });
  }
}

/** `load` of a crt-store, `ssl-f-use` alike: pairs of a word and its value; `crt` has to be among them. */
function checkCrtOptions(c: Check, from: number, keyword: string): void {
  let crt = false;
  for (let i = from; c.has(i); i += 2) {
    if (c.unknown(i)) return;
    const name = c.value(i), entry = crtStoreOptions().get(name);
    if (!entry) {
      const names = crtStoreOptions().entries.filter((e) => usable(e, c.version)).map((e) => e.name);
      c.report(unknownKeyword, c.span(i), { word: name, section: t('{0} line of a {1}', keyword, c.kind), similar: suggest(name, names).join(' '), what: 'keyword' });
      return;
    }
    if (!usable(entry, c.version)) { reportVersion(c, entry, name, c.span(i)); return; }
    const { valueType } = at(entry, c.version);
    if (valueType === 'enum:on-off') { if (!need(c, i + 1, name, 'on or off') || !wantSwitch(c, i + 1, name)) return; }
    if (name === 'bits' && c.has(i + 1)) wantInteger(c, i + 1, name, {});
    if (name === 'crt') { crt = true; if (!need(c, i + 1, name, 'a file name')) return; }
  }
  if (!crt && keyword === 'load') c.report(missingArgument, c.whole(), { keyword, expected: "'crt' and a file name" });
}

/** Where a trace goes and how much it tells; HAProxy lists what it knows when a word is missing, and goes on. */
const SOURCES = ['all', 'acme', 'applet', 'check', 'fcgi', 'h1', 'h2', 'h3', 'haterm', 'jwt', 'peers', 'pt', 'qcm', 'qmux', 'quic', 'session', 'spop', 'ssl', 'stconn', 'stream', 'xprt'];
const LEVELS = ['error', 'user', 'proto', 'state', 'data', 'developer'], WORDS = ['sink', 'level', 'lock', 'event', 'follow', 'start', 'stop', 'pause', 'verbosity'], OF_ALL = ['sink', 'level', 'follow'];

function trace(c: Check): void {
  const source = c.value(1);
  if (c.unknown(1) || source === '0') return;
  if (c.has(1) && !wantWord(c, 1, 'trace', SOURCES)) return;
  for (let i = 2; c.has(i); i += 2) {
    if (!wantWord(c, i, source === 'all' ? 'trace all' : 'trace', source === 'all' ? OF_ALL : WORDS)) return;
    const known = c.value(i) === 'level' ? LEVELS : c.value(i) === 'follow' ? SOURCES : null;
    if (known && c.has(i + 1) && !wantWord(c, i + 1, c.value(i), known)) return;
  }
  if (c.words.length % 2 || !c.has(2)) c.report(missingArgument, c.whole(), { keyword: 'trace', expected: c.has(2) ? t("what '{0}' is", c.value(c.words.length - 1)) : c.has(1) ? 'what to do' : 'a source' }, 'warning');
}

const ACME: Readonly<Record<string, Checker>> = {
  'acme challenge': (c) => { if (need(c, 1, 'challenge', 'the name of a challenge') && !c.unknown(1)) oneOfAnyCase(c, 1, 'challenge', ['http-01', 'dns-01', ...(compareVersions(c.version, '3.3') >= 0 ? ['dns-persist-01'] : [])]); },
  'acme keytype': (c) => { if (need(c, 1, 'keytype', 'RSA or ECDSA')) wantWord(c, 1, 'keytype', ['RSA', 'ECDSA']); },
  'acme curves': (c) => { need(c, 1, 'curves', 'the name of a curve'); },
  'acme bits': (c) => { if (need(c, 1, 'bits', 'a number') && noMore(c, 2, 'bits')) wantInteger(c, 1, 'bits', {}); },
};

function oneOfAnyCase(c: Check, i: number, keyword: string, words: readonly string[]): void {
  if (!words.includes(c.value(i).toLowerCase())) refuse(c, i, keyword, t('one of {0}', words.join(', ')), suggest(c.value(i), words)[0] ?? '');
}

const TYPES = ['tcp-check', 'httpchk', 'ssl-hello-chk', 'smtpchk', 'pgsql-check', 'redis-check', 'mysql-check', 'ldap-check', 'spop-check'];

/** Rules as a proxy has them. */
function checkRule(c: Check): void {
  const names = Object.keys(CHECK_RULES).filter((k) => k.startsWith(`proxy ${c.value(0)} `)).map((k) => k.slice(`proxy ${c.value(0)} `.length)), [word] = c.value(1).split('(');
  if (!need(c, 1, c.value(0), names.join(', '))) return;
  const own = CHECK_RULES[`proxy ${c.value(0)} ${word}`];
  if (own) own(c); else wantWord(c, 1, c.value(0), names);
}

function healthcheckType(c: Check): void {
  if (!need(c, 1, 'type', 'the kind of check') || !wantWord(c, 1, 'type', TYPES)) return;
  if (c.value(1) === 'pgsql-check') { if (need(c, 2, 'type pgsql-check', "'user' and a name") && wantWord(c, 2, 'type pgsql-check', ['user'])) need(c, 3, 'type pgsql-check user', 'a name'); }
}

const PROGRAM: Readonly<Record<string, Checker>> = {
  'program command': (c) => { need(c, 1, 'command', 'a program'); },
  'program user': (c) => { if (need(c, 1, 'user', 'a name')) noMore(c, 2, 'user'); },
  'program option start-on-reload': (c) => { noMore(c, 2, 'option start-on-reload'); },
  'program group': (c) => { if (need(c, 1, 'group', 'a name')) noMore(c, 2, 'group'); },
};

export const DATA_SECTIONS: Readonly<Record<string, Checker>> = {
  'userlist user': user, 'userlist group': group, ...CACHE, ...FCGI, 'log-profile on': onStep, 'crt-store load': (c) => checkCrtOptions(c, 1, 'load'), 'traces trace': trace, ...ACME, ...PROGRAM,
  'healthcheck type': healthcheckType, 'healthcheck tcp-check': checkRule, 'healthcheck http-check': checkRule,
  'log-forward option host': (c) => { if (need(c, 2, 'option host', 'replace, fill, keep or append')) wantWord(c, 2, 'option host', enumWords('option-host', c.version).length ? enumWords('option-host', c.version) : ['replace', 'fill', 'keep', 'append']); },
  'ring size': (c) => { if (compareVersions(c.version, '3.1') < 0 && need(c, 1, 'size', 'a number of bytes') && !c.unknown(1) && atoi(c.value(1)) === 0) refuse(c, 1, 'size', 'a number of bytes'); else if (compareVersions(c.version, '3.1') >= 0) ringSize(c); },
  'ring maxlen': (c) => { if (need(c, 1, 'maxlen', 'a length') && !c.unknown(1) && atoi(c.value(1)) === 0) refuse(c, 1, 'maxlen', 'a length above 0'); },
};

/** Since 3.1 sizes may have a unit. */
function ringSize(c: Check): void {
  if (!need(c, 1, 'size', 'a size') || c.unknown(1)) return;
  if (!/^0*[1-9]\d*[kmgtpKMGTP]?$/.test(c.value(1))) refuse(c, 1, 'size', 'a size above 0, such as 1m');
}
