// `server`, `default-server`, `server-template`, and the servers of peers and rings: name, address, options (manual 5.2).
import { parseAddress } from '../../language/address.ts';
import type { AddressUse } from '../../language/addressUse.ts';
import type { ServerOption } from '../../language/facts.ts';
import { atoi } from '../../language/ints.ts';
import { serverOptions } from '../../language/load.ts';
import { hostKind, isIPv6, parseIPv4, parseNetwork } from '../../language/mask.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { badName } from '../language/bad-name.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { optionNotInDefaultServer } from '../language/option-not-in-default-server.ts';
import { unknownServerOption } from '../language/unknown-server-option.ts';
import { reportAddress, unknownAddress, wantAddress } from './address.ts';
import type { Check, Checker } from './context.ts';
import { checkSampleWords } from './expression.ts';
import { checkLogFormat } from './logFormat.ts';
import { invalidCharacter } from './names.ts';
import { type LongReader, type OptionKind, type OptionReader, walkOptions } from './options.ts';
import { placeOf } from './place.ts';
import { checkSource } from './source.ts';
import { wantCongestion, wantEnum, wantProto, wantTlsVersion } from './tls.ts';
import { refuse, wantTime, wantUnit, wantWord } from './values.ts';

const words = (id: string): OptionReader => (c, i, name) => { wantEnum(c, i, name, id); };
/** Each of a comma-separated list; `empty`: nothing between commas is fine. */
const list = (allowed: readonly string[], empty: boolean): OptionReader => (c, i, name) => {
  if (c.unknown(i)) return;
  const bad = c.value(i).split(',').find((w) => !allowed.includes(w) && !(empty && w === ''));
  if (bad !== undefined) refuse(c, i, name, t('a list of {0}', allowed.join(', ')));
};
const sample: OptionReader = (c, i) => { if (!isDefault(c) && !c.unknown(i)) checkSampleWords(c, i, placeOf(c.kind, 'server-conn'), { keyword: c.value(i - 1) }); };
/** default-server keeps expressions unread until a server uses them. */
const isDefault = (c: Check): boolean => c.value(0) === 'default-server';
/** An interval of checks. */
const interval: OptionReader = (c, i, name) => { if (wantTime(c, i, name, { min: 1 }) !== null) wantUnit(c, i, name); };
const proto: OptionReader = (c, i, name) => { wantProto(c, i, name); };

const RESOLVE_OPTIONS = ['allow-dup-ip', 'ignore-weight', 'prevent-dup-ip'], PROXY_V2 = ['ssl', 'cert-cn', 'ssl-cipher', 'cert-sig', 'cert-key', 'authority', 'crc32c', 'unique-id'];

const READERS: Readonly<Record<string, OptionReader>> = {
  addr: (c, i, name) => { wantAddress(c, i, name, 'check-addr'); },
  'agent-addr': (c, i, name) => { if (!c.unknown(i) && !isIPv6(c.value(i)) && parseIPv4(c.value(i)) === null && hostKind(c.value(i)) === 'never') refuse(c, i, name, 'an address without a port'); },
  'agent-inter': interval, downinter: interval, fastinter: interval, inter: interval,
  'agent-port': () => {}, port: () => {},
  'check-proto': proto, proto,
  guid: (c, i, name) => { if (!c.unknown(i) && invalidCharacter(c.value(i)) >= 0) refuse(c, i, name, 'letters, digits, - _ . and :'); },
  'hash-key': (c, i, name) => { if (!(c.value(i) === 'id32' && compareVersions(c.version, '3.3') >= 0)) wantEnum(c, i, name, 'hash-key'); },
  id: (c, i, name) => {
    const most = compareVersions(c.version, '3.3') >= 0 ? 2 ** 32 - 1 : 2 ** 31 - 1, value = most > 2 ** 31 ? Number.parseInt(c.value(i), 10) : atoi(c.value(i));
    if (!c.unknown(i) && !(value > 0 && value <= most)) refuse(c, i, name, 'a whole number above 0');
  },
  'init-addr': (c, i, name) => {
    if (!c.unknown(i) && c.value(i).split(',').some((w) => w !== '' && w !== 'last' && w !== 'libc' && w !== 'none' && parseIPv4(w) === null && !isIPv6(w))) refuse(c, i, name, 'last, libc, none or addresses, joined by commas');
  },
  'init-state': (c, i, name) => { wantWord(c, i, name, ['fully-up', 'up', 'down', 'fully-down', 'none']); }, observe: words('observe-mode'), 'on-error': words('on-error'), 'on-marked-down': words('on-marked-down'), 'on-marked-up': words('on-marked-up'),
  'log-proto': words('log-proto'), 'resolve-prefer': words('ip-family'), verify: words('verify-server'), ws: words('ws'),
  'ssl-min-ver': (c, i, name) => { wantTlsVersion(c, i, name); }, 'ssl-max-ver': (c, i, name) => { wantTlsVersion(c, i, name); },
  'pool-conn-name': sample, sni: sample,
  'proxy-v2-options': list(PROXY_V2, false),
  'quic-cc-algo': (c, i, name) => { wantCongestion(c, i, name); },
  'resolve-net': (c, i, name) => { if (!c.unknown(i) && c.value(i).split(',').some((n, k, all) => parseNetwork(n, false).kind === 'bad' && !(n === '' && k === all.length - 1))) refuse(c, i, name, 'networks such as 10.0.0.0/8, joined by commas'); },
  'resolve-opts': list(RESOLVE_OPTIONS, true),
  shard: () => {},
  socks4: (c, i, name) => { wantAddress(c, i, name, 'socks4'); },
  usesrc: (c, i) => { refuse(c, i - 1, 'server', 'usesrc behind source and its address'); },
};

function missing(c: Check, i: number, expected: string): number {
  c.report(missingArgument, c.span(i), { keyword: c.value(i), expected });
  return c.words.length;
}

/** `set-proxy-v2-tlv-fmt(0x20) format`: the id is 0 to 255. */
function tlv(c: Check, i: number, name: string): number {
  const m = /^set-proxy-v2-tlv-fmt(?:\((.*))?$/.exec(name), id = m?.[1];
  if (id !== undefined) {
    const value = /^(0[xX][0-9a-fA-F]+|\d+)\)/.exec(id)?.[1];
    if (value === undefined || Number(value) > 255) refuse(c, i - 1, 'set-proxy-v2-tlv-fmt', 'an id from 0 to 255 in parentheses');
  }
  const token = c.words[i];
  if (token && !isDefault(c)) checkLogFormat(c, token, placeOf(c.kind, 'server-conn'), { keyword: 'set-proxy-v2-tlv-fmt' });
  return 1;
}

/** HAProxy reads an empty word where these have none. */
const MAY_END: ReadonlySet<string> = new Set(['maxconn', 'minconn', 'maxqueue', 'init-addr', 'resolve-opts', 'resolvers', 'shard', 'weight']);

const LONG: Readonly<Record<string, LongReader>> = {
  'set-proxy-v2-tlv-fmt': tlv,
  source: (c, i) => (c.has(i) ? checkSource(c, i, 'server-source') - i : missing(c, i - 1, 'an address')),
};

export const SERVER_OPTIONS: OptionKind<ServerOption, { word: string; similar: string }> = {
  table: serverOptions, readers: READERS, long: LONG, unknown: unknownServerOption,
  mayEnd: (_c, option) => MAY_END.has(option),
  unknownArgs: (word, similar) => ({ word, similar }),
  special: (word) => (word.startsWith('set-proxy-v2-tlv-fmt') ? serverOptions().get('set-proxy-v2-tlv-fmt') : undefined),
  accepts: (c, i, option) => {
    if (!isDefault(c) || option.defaultServer) return true;
    c.report(optionNotInDefaultServer, c.span(i), { option: option.name });
    return false;
  },
};

function name(c: Check, i: number, what: string): boolean {
  const column = c.unknown(i) ? -1 : invalidCharacter(c.value(i));
  if (column >= 0) c.report(badName, c.span(i), { what, name: c.value(i), character: String.fromCodePoint(c.value(i).codePointAt(column)!) });
  return column < 0;
}

/** Word `i` as the server's address. False: HAProxy refuses it and reads no further. */
export function checkServerAddress(c: Check, i: number, keyword: string, use: AddressUse): boolean {
  if (unknownAddress(c, i)) return true;
  // accepted before, though nothing came of it
  if (c.version === '3.2' && /^quic[46]@/.test(c.value(i))) { refuse(c, i, keyword, 'an address without quic: HAProxy speaks QUIC to servers from 3.3 on'); return false; }
  const { problem } = parseAddress(c.value(i), use, c.version);
  // looked up after parsing: another rule knows what init-addr allows
  if (!problem || problem.kind === 'unresolvable') return true;
  reportAddress(c, i, 0, keyword, c.value(i), problem);
  return false;
}

function server(c: Check): void {
  if (!c.has(2)) { c.report(missingArgument, c.whole(), { keyword: 'server', expected: c.has(1) ? 'an address' : 'a name and an address' }); return; }
  if (name(c, 1, 'server') && checkServerAddress(c, 2, 'server', 'server')) walkOptions(c, 3, SERVER_OPTIONS);
}

function template(c: Check): void {
  if (!c.has(3)) { c.report(missingArgument, c.whole(), { keyword: 'server-template', expected: 'a prefix, a number or range, and an address' }); return; }
  if (!name(c, 1, 'server-template')) return;
  const range = /^(\d+)(?:-(.*))?/.exec(c.value(2)), low = atoi(range?.[1] ?? '0'), high = range?.[2] === undefined ? low : atoi(range[2]);
  if (!c.unknown(2) && (!range || (range[2] === undefined ? low < 1 : high < low || !/^\d/.test(range[2])))) { refuse(c, 2, 'server-template', 'a number of servers, or a range such as 1-5'); return; }
  if (checkServerAddress(c, 3, 'server-template', 'server')) walkOptions(c, 4, SERVER_OPTIONS);
}

export const SERVERS: Readonly<Record<string, Checker>> = {
  'proxy server': server,
  'proxy server-template': template,
  '* default-server': (c) => walkOptions(c, 1, SERVER_OPTIONS),
};

