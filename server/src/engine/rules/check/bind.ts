// `bind` of every section, `stats socket`, `default-bind`, `dgram-bind`: addresses, then options (manual 5.1).
import { bindOptions } from '../../language/load.ts';
import { atoi } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { unknownBindOption } from '../language/unknown-bind-option.ts';
import { wantAddresses } from './address.ts';
import type { Check, Checker } from './context.ts';
import { type OptionKind, type OptionReader, walkOptions } from './options.ts';
import { wantThreads } from './threads.ts';
import { wantCongestion, wantEnum, wantProto, wantTlsVersion } from './tls.ts';
import { refuse } from './values.ts';
import type { BindOption } from '../../language/facts.ts';
import { keywordNotHere } from '../language/keyword-not-here.ts';
import { missingArgument } from '../language/missing-argument.ts';

const words = (id: string): OptionReader => (c, i, name) => { wantEnum(c, i, name, id); };

const READERS: Readonly<Record<string, OptionReader>> = {
  'accept-netscaler-cip': (c, i, name) => { if (!c.unknown(i) && atoi(c.value(i)) === 0) refuse(c, i, name, 'a number other than 0'); },
  'ca-ignore-err': ignored, 'crt-ignore-err': ignored,
  'expose-fd': words('expose-fd'), level: words('bind-level'), 'severity-output': words('severity-output'), verify: words('verify-bind'), 'quic-socket': words('quic-socket'),
  'ssl-min-ver': (c, i, name) => { wantTlsVersion(c, i, name); }, 'ssl-max-ver': (c, i, name) => { wantTlsVersion(c, i, name); },
  id: (c, i, name) => { if (!c.unknown(i) && !(/^[-+]?\d+$/.test(c.value(i)) && atoi(c.value(i)) > 0)) refuse(c, i, name, 'a whole number above 0'); },
  mode: (c, i, name) => { if (!c.unknown(i) && !/^[-+]?[0-7]+$/.test(c.value(i))) refuse(c, i, name, 'permissions in octal, such as 660'); },
  mss: (c, i, name) => {
    const size = Math.abs(atoi(c.value(i)));
    if (!c.unknown(i) && (size < 1 || size > 65535)) refuse(c, i, name, 'a segment size from 1 to 65535, or that negated');
  },
  process: processes,
  proto: (c, i, name) => { wantProto(c, i, name); },
  'quic-cc-algo': (c, i, name) => { wantCongestion(c, i, name); },
  shards,
  'tcp-ss': (c, i, name) => { if (!c.unknown(i) && !/^\+?0*[012](?!\d)/.test(c.value(i))) refuse(c, i, name, '0, 1 or 2'); },
  thread: (c, i, name) => { wantThreads(c, i, name); },
};

/** `all`, or numbers (and since 2.8 names) of errors. */
function ignored(c: Check, i: number, name: string): void {
  if (c.unknown(i) || c.value(i) === 'all') return;
  const named = compareVersions(c.version, '2.7') >= 0;
  for (const id of c.value(i).split(',')) {
    if (named && (id === '' || id.startsWith('X509_V_'))) continue;
    if (!/^\d/.test(id) || Number.parseInt(id, 10) < 1) { refuse(c, i, name, named ? 'all, or error numbers and X509_V_ names joined by commas' : 'all, or error numbers joined by commas'); return; }
  }
}

function shards(c: Check, i: number, name: string): void {
  const value = c.value(i), since = (version: '2.7' | '2.8' | '3.2'): boolean => compareVersions(c.version, version) >= 0;
  if (c.unknown(i) || value === 'by-thread' || (value === 'by-group' && since('2.7'))) return;
  // the limit is that of threads; branches that were not at hand get the wider one
  const most = compareVersions(c.version, '2.6') <= 0 ? 64 : c.version === '3.0' ? 256 : 1024, n = atoi(value);
  if (n < 1 || n > most) refuse(c, i, name, since('2.8') ? t('a number from 1 to {0}, by-thread or by-group', most) : t('a number from 1 to {0} or by-thread', most));
}

/** Up to 2.6: one process is all there is. */
function processes(c: Check, i: number, name: string): void {
  if (c.unknown(i)) return;
  const [set, threads] = c.value(i).split('/');
  if (!/^(?:all|odd|even|1?(?:-1?)?)$/.test(set!) || set === '' || (threads !== undefined && !/^(?:all|odd|even|\d+(?:-\d*)?)$/.test(threads))) refuse(c, i, name, 'all, odd, even or 1, perhaps with a slash and threads');
}

export const BIND_OPTIONS: OptionKind<BindOption, { word: string; similar: string }> = {
  table: bindOptions, readers: READERS, unknown: unknownBindOption,
  mayEnd: (c, option) => option === 'thread' && compareVersions(c.version, '2.7') >= 0,
  unknownArgs: (word, similar) => ({ word, similar }),
  accepts: (c, i, option) => {
    if (!option.crtListOnly) return true;
    c.report(keywordNotHere, c.span(i), { word: option.name, section: 'bind', allowed: t('a crt-list file') });
    return false;
  },
};

/** `keyword address options`; `i` is the address. */
export function checkBind(c: Check, i: number, keyword: string, use: 'bind' | 'dgram-bind' = 'bind'): void {
  if (!c.has(i)) { c.report(missingArgument, c.whole(), { keyword, expected: 'an address with a port' }); return; }
  const addresses = wantAddresses(c, i, keyword, use);
  if (addresses?.some((a) => a.problem)) return;
  walkOptions(c, i + 1, BIND_OPTIONS);
}

export const BINDS: Readonly<Record<string, Checker>> = {
  '* bind': (c) => checkBind(c, 1, 'bind'),
  'peers default-bind': (c) => walkOptions(c, 1, BIND_OPTIONS),
  '* dgram-bind': (c) => { if (c.has(1)) checkBind(c, 1, 'dgram-bind', 'dgram-bind'); },
  'global stats socket': (c) => checkBind(c, 2, 'stats socket'),
};
