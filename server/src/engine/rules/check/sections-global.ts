// Statements of the global section that have a parser of their own; generic.ts sees to the many that take one number or word.
import { atoi } from '../../language/ints.ts';
import { enumWords } from '../../language/load.ts';
import { variableProblem } from '../../language/samples.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { missingArgument } from '../language/missing-argument.ts';
import type { Check, Checker } from './context.ts';
import { cpuMap, cpuSet, threadGroup } from './cpus.ts';
import { checkSampleWords } from './expression.ts';
import { checkLogFormat } from './logFormat.ts';
import { placeOf } from './place.ts';
import { need, noMore, refuse, wantInteger, wantSwitch, wantTime, wantWord } from './values.ts';

const since = (c: Check, version: '2.8' | '3.2' | '3.4'): boolean => compareVersions(c.version, version) >= 0;
/** `count` words, no more; `what` says which the first is. */
const words = (count: number, what = ''): Checker => (c) => { if (count === 0 || need(c, count, c.value(0), what)) noMore(c, count + 1, c.value(0)); };
const atLeastOne = (what: string): Checker => (c) => { need(c, 1, c.value(0), what); };
const oneOf = (at: number, list: (c: Check) => readonly string[], only: boolean): Checker => (c) => {
  const keyword = c.words.slice(0, at).map((w) => w.value).join(' ');
  if (need(c, at, keyword, list(c).join(', ')) && wantWord(c, at, keyword, list(c)) && only) noMore(c, at + 1, keyword);
};
const always = (...list: readonly string[]) => (): readonly string[] => list;

/** Comma-separated words, each of `allowed`. */
const list = (allowed: readonly string[], what = ''): Checker => (c) => {
  const expected = what || t('a list of {0}', allowed.join(', '));
  if (!need(c, 1, c.value(0), expected) || c.unknown(1)) return;
  if (c.value(1).split(',').some((w, i, all) => !allowed.includes(w) && !(w === '' && i > 0 && i === all.length - 1))) refuse(c, 1, c.value(0), expected);
};

/** `400-499,503 +404 -407`: sets, or additions and removals. */
function statusCodes(c: Check): void {
  const keyword = c.value(0), what = 'status codes and ranges such as 400-499,503, perhaps with + or - in front';
  if (!need(c, 1, keyword, what)) return;
  for (let i = 1; c.has(i); i++) {
    if (c.unknown(i)) continue;
    for (const range of c.value(i).replace(/^[-+]/, '').split(',')) {
      const m = /^(\d+)(?:-(\d+))?$/.exec(range), low = Number(m?.[1]), high = Number(m?.[2] ?? m?.[1]);
      if (!m || low < 100 || high > 599 || low > high) { refuse(c, i, keyword, what); return; }
    }
  }
}

const LIMITS = ['ssl-min-ver', 'ssl-max-ver'];

const tlsOptions = (side: 'bind' | 'server'): Checker => (c) => {
  const keyword = c.value(0), known = enumWords(`ssl-default-${side}-option`, c.version);
  if (!need(c, 1, keyword, 'an option')) return;
  for (let i = 1; c.has(i); i++) {
    if (c.unknown(i)) return;
    if (!wantWord(c, i, keyword, known)) return;
    if (!LIMITS.includes(c.value(i))) continue;
    if (!need(c, i + 1, c.value(i), 'a TLS version') || !wantWord(c, i + 1, c.value(i), ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'])) return;
    i++;
  }
};

const EXTRA_FILES = ['none', 'all', 'bundle', 'sctl', 'ocsp', 'issuer', 'key'];

function extraFiles(c: Check): void {
  if (!need(c, 1, 'ssl-load-extra-files', EXTRA_FILES.join(', '))) return;
  for (let i = 1; c.has(i); i++) {
    if (!wantWord(c, i, 'ssl-load-extra-files', EXTRA_FILES)) return;
    if ((c.value(i) === 'none' || c.value(i) === 'all') && c.words.length > 2) { refuse(c, i, 'ssl-load-extra-files', "'none' or 'all' alone"); return; }
  }
}

const UNIX_BIND = ['prefix', 'mode', 'uid', 'gid', 'user', 'group'];

function unixBind(c: Check): void {
  for (let i = 1; c.has(i); i += 2) {
    if (!wantWord(c, i, 'unix-bind', UNIX_BIND)) return;
    if (c.value(i) !== 'mode' && c.value(i) !== 'uid' && c.value(i) !== 'gid' && !need(c, i + 1, `unix-bind ${c.value(i)}`, 'a value')) return;
  }
}

function variable(c: Check): boolean {
  const keyword = c.value(0), [name = ''] = c.value(1).split(',');
  if (!need(c, 1, keyword, 'a variable of the process and a value') || c.unknown(1)) return false;
  if (!name.startsWith('proc.') || variableProblem(name)) { refuse(c, 1, keyword, 'a variable of the process: proc. and letters, digits, _ or .'); return false; }
  return need(c, 2, keyword, 'a value') && !c.unknown(2);
}

function setVar(c: Check): void {
  if (variable(c)) checkSampleWords(c, 2, placeOf('global', 'config'), { keyword: 'set-var' });
}

function setVarFormat(c: Check): void {
  if (variable(c)) checkLogFormat(c, c.words[2]!, placeOf('global', 'config'), { keyword: 'set-var-fmt' });
}

function caseAdjust(c: Check): void {
  if (!need(c, 1, 'h1-case-adjust', 'a name in small letters, and how to write it') || !need(c, 2, 'h1-case-adjust', 'how to write the name') || !noMore(c, 3, 'h1-case-adjust') || c.unknown(1) || c.unknown(2)) return;
  if (c.value(1).toLowerCase() !== c.value(2).toLowerCase()) refuse(c, 2, 'h1-case-adjust', t("'{0}' with some letters as capitals", c.value(1)));
}

function profilingTasks(c: Check): void {
  if (!since(c, '3.4')) { oneOf(1, always('on', 'auto', 'off'), true)(c); return; }
  if (!need(c, 1, 'profiling.tasks', 'on, auto or off')) return;
  for (let i = 1; c.has(i); i++) if (!wantWord(c, i, 'profiling.tasks', ['on', 'auto', 'off', 'lock', 'no-lock', 'memory', 'no-memory'])) return;
}

/** Behind the policy nothing, since 3.4 how many threads a core runs. */
function cpuPolicy(c: Check): void {
  const known = enumWords('cpu-policy', c.version);
  if (!need(c, 1, 'cpu-policy', known.join(', ')) || !wantWord(c, 1, 'cpu-policy', known)) return;
  if (!since(c, '3.4')) noMore(c, 2, 'cpu-policy');
  else if (c.has(2) && wantWord(c, 2, 'cpu-policy', ['threads-per-core']) && need(c, 3, 'threads-per-core', '1, auto')) wantWord(c, 3, 'threads-per-core', ['1', 'auto']);
}

function defaultPath(c: Check): void {
  if (need(c, 1, 'default-path', 'current, config, parent or origin') && wantWord(c, 1, 'default-path', ['current', 'config', 'parent', 'origin']) && c.value(1) === 'origin') need(c, 2, 'default-path origin', 'a directory');
}

function node(c: Check): void {
  if (need(c, 1, 'node', 'a name') && !c.unknown(1) && !/^[A-Za-z0-9._-]*$/.test(c.value(1))) refuse(c, 1, 'node', 'letters, digits, dots, hyphens and underscores');
}

function dumpable(c: Check): void {
  if (!since(c, '3.2')) { noMore(c, 1, 'set-dumpable'); return; }
  if (c.has(1) && wantWord(c, 1, 'set-dumpable', ['on', 'off', 'libs'])) noMore(c, 2, 'set-dumpable');
}

/** The word came in 2.7 or 2.8. */
function externalCheck(c: Check): void {
  if (compareVersions(c.version, '2.6') <= 0) { noMore(c, 1, 'external-check'); return; }
  if (c.has(1) && wantWord(c, 1, 'external-check', ['preserve-env'])) noMore(c, 2, 'external-check');
}

/** Digits, or nothing; what follows is ignored. */
function variableSize(c: Check): void {
  if (c.has(1) && !c.unknown(1) && !/^[-+]?\d+$/.test(c.value(1))) refuse(c, 1, c.value(0), 'a number of bytes');
}

function dhParam(c: Check): void {
  if (!need(c, 1, c.value(0), 'a number') || !noMore(c, 2, c.value(0)) || c.unknown(1)) return;
  const value = atoi(c.value(1));
  if (value >= 0 && value < 1024) refuse(c, 1, c.value(0), 'a whole number of at least 1024');
}

const CAPABILITIES = ['cap_net_raw', 'cap_net_admin', 'cap_net_bind_service', 'cap_sys_admin'], EVENTS = ['err', 'hup', 'rdhup'];

export const GLOBALS: Readonly<Record<string, Checker>> = {
  'global chroot': words(1, 'a directory'), 'global daemon': words(0), 'global gid': words(1, 'a number'), 'global uid': words(1, 'a number'), 'global user': words(1, 'a name'), 'global group': words(1, 'a name'),
  'global unsetenv': atLeastOne('the name of a variable'), 'global lua-load': atLeastOne('a file name'), 'global lua-load-per-thread': atLeastOne('a file name'),
  'global ssl-dh-param-file': atLeastOne('a file name'), 'global ssl-engine': atLeastOne('a name'), 'global ssl-provider': atLeastOne('a name'),
  'global cpu-map': cpuMap, 'global cpu-set': cpuSet, 'global thread-group': threadGroup, 'global http-err-codes': statusCodes, 'global http-fail-codes': statusCodes,
  'global dns-accept-family': (c) => { list(['ipv4', 'ipv6', 'auto'], 'ipv4, ipv6 or auto, joined by commas')(c); noMore(c, 2, 'dns-accept-family'); },
  'global setcap': list(CAPABILITIES), 'global tune.epoll.mask-events': (c) => { if (c.has(1)) list(EVENTS)(c); noMore(c, 2, 'tune.epoll.mask-events'); },
  'global tune.lua.openlibs': (c) => { const known = enumWords('lua-openlibs', c.version); if (known.length) list(known)(c); },
  'global ssl-default-bind-options': tlsOptions('bind'), 'global ssl-default-server-options': tlsOptions('server'), 'global ssl-load-extra-files': extraFiles,
  'global ssl-server-verify': oneOf(1, always('none', 'required'), true), 'global httpclient.ssl.verify': oneOf(1, always('none', 'required'), true),
  'global stats calculate-max-counters': (c) => { if (need(c, 2, 'stats calculate-max-counters', 'on or off')) wantSwitch(c, 2, 'stats calculate-max-counters'); },
  'global stress-level': (c) => { if (need(c, 1, 'stress-level', 'a number') && noMore(c, 2, 'stress-level') && !c.unknown(1) && !/^\d(?!\d)/.test(c.value(1))) refuse(c, 1, 'stress-level', 'a number from 0 to 9'); },
  'global cpu-policy': cpuPolicy, 'global tune.fd.edge-triggered': oneOf(1, always('on', 'off'), true),
  'global unix-bind': unixBind, 'global set-var': setVar, 'global set-var-fmt': setVarFormat, 'global h1-case-adjust': caseAdjust, 'global profiling.tasks': profilingTasks, 'global default-path': defaultPath,
  // its value: set-once
  'global maxconn': words(1, 'a number'),
  'global node': node, 'global set-dumpable': dumpable, 'global external-check': externalCheck,
  'global master-worker': (c) => { if (c.has(1) && wantWord(c, 1, 'master-worker', ['no-exit-on-failure'])) noMore(c, 2, 'master-worker'); },
  'global close-spread-time': (c) => { if (need(c, 1, 'close-spread-time', 'a time') && c.value(1) !== 'infinite') wantTime(c, 1, 'close-spread-time'); },
  'global tune.ssl.default-dh-param': dhParam, 'global tune.takeover-other-tg-connections': oneOf(1, always('none', 'restricted', 'full'), true),
  'global tune.fail-alloc': (c) => { if (noMore(c, 2, 'tune.fail-alloc') && c.has(1)) wantInteger(c, 1, 'tune.fail-alloc', { min: 0, max: 100, lenient: true }); },
  ...Object.fromEntries(['check', 'global', 'proc', 'reqres', 'sess', 'txn'].map((scope) => [`global tune.vars.${scope}-max-size`, variableSize])),
  'global ssl-passphrase-cmd': (c) => { if (!c.has(1)) c.report(missingArgument, c.whole(), { keyword: 'ssl-passphrase-cmd', expected: 'a command' }, 'warning'); },
};
