/**
 * Addresses as HAProxy's address parser reads them: prefix, host or path, port. One parser for all settings; what each setting
 * permits is in addressUse.ts. Every row of the tests was run with `haproxy -c` of 2.6, 3.0, 3.2 and 3.4.
 */
import { type AddressFamily, isKnown, LOG_TARGETS, PREFIXES, type Prefix, REVERSE_HTTP, TRANSPORTS, type Transport } from './addressPrefix.ts';
import { type AddressUse, rulesOf, type UseRules } from './addressUse.ts';
import { atoi, leadingInteger } from './ints.ts';
import { hostKind, isIPv6, parseIPv4 } from './mask.ts';
import { rangeMask, type Version, type VersionMask, versionBit } from './version.ts';

export interface Port {
  /** Single port: low = high. An offset keeps its sign in both. */
  readonly low: number;
  readonly high: number;
  readonly kind: 'single' | 'range' | 'offset';
  /** Columns of the text after the colon. */
  readonly start: number;
  readonly end: number;
  /** Column of characters that HAProxy before 3.0 ignores after the number, -1 when there are none. */
  readonly trailing: number;
}

export type AddressProblemKind =
  | 'empty' | 'missing-port' | 'port-not-allowed' | 'port-range-not-allowed' | 'port-offset-not-allowed'
  /** A character that is no digit. */
  | 'bad-port-char'
  /** Outside 0 (or 1, where a port is required) to 65535. */
  | 'bad-port'
  /** The first port is above the second. */
  | 'bad-port-range'
  /** Neither an address nor a name that could be resolved, or of the wrong family. */
  | 'bad-address'
  /** The same where HAProxy resolves after parsing: an error unless `init-addr` lets the server start without an address. */
  | 'unresolvable'
  | 'bad-fd' | 'fd-not-allowed' | 'path-too-long' | 'stream-not-allowed' | 'dgram-not-allowed'
  /** The prefix means nothing in this setting. */
  | 'unsupported-protocol'
  /** A prefix that the selected version does not know. `since` says which does. */
  | 'unknown-prefix';

export interface AddressProblem {
  readonly kind: AddressProblemKind;
  /** Columns of the part at fault. */
  readonly start: number;
  readonly end: number;
  /** path-too-long: the longest path allowed. bad-port: the lowest port allowed. */
  readonly limit?: number;
  /** unknown-prefix: the first version that knows it. */
  readonly since?: Version;
}

export interface Address {
  readonly family: AddressFamily;
  readonly transport: Transport;
  /** As written, with its `@` or `+`: `quic4@`, `dgram+ipv4@`, or ''. */
  readonly prefix: string;
  readonly mptcp: boolean;
  /** Host, path, name or descriptor, without prefix, brackets kept. '' and '*' are any address. */
  readonly host: string;
  readonly hostStart: number;
  readonly hostEnd: number;
  readonly port: Port | null;
  /** What HAProxy reports: the first problem it meets. */
  readonly problem: AddressProblem | null;
}

const SINCE_30: VersionMask = rangeMask('3.0');

/** Reads one address. `pathPrefix`: length of the global `unix-bind prefix`, which counts for paths that are bound. */
export function parseAddress(text: string, use: AddressUse, version: Version, pathPrefix = 0): Address {
  const rules = rulesOf(use, version);
  const draft: Draft = { text, rules, version, family: 'ip', transport: rules.dgram && (!rules.stream || rules.dgramFirst) ? 'dgram' : 'stream', mptcp: false, at: 0, since: null };
  if (use === 'log') {
    const target = logTarget(text, version);
    if (target) return target;
  }
  readPrefix(draft);
  switch (draft.family) {
    case 'unix': case 'abns': case 'abnsz': return readPath(draft, pathPrefix);
    case 'fd': case 'sockpair': return readDescriptor(draft);
    case 'rhttp': return finish(draft, text.length, null, rules.rhttp ? null : problem('unsupported-protocol', 0, draft.at));
    default: return text === '' ? finish(draft, 0, null, problem('empty', 0, 0)) : readInet(draft);
  }
}

/** The addresses of a `bind` line's comma-separated list, with the column of each. */
export function splitAddresses(text: string): { readonly text: string; readonly start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let start = 0;
  while (start < text.length) {
    const comma = text.indexOf(',', start);
    const end = comma < 0 ? text.length : comma;
    parts.push({ text: text.slice(start, end), start });
    start = end + 1;
  }
  return parts;
}

interface Draft {
  readonly text: string;
  readonly rules: UseRules;
  readonly version: Version;
  family: AddressFamily | 'ip';
  transport: Transport;
  mptcp: boolean;
  /** Column after the prefix. */
  at: number;
  /** First version that knows a prefix that this one does not. */
  since: Version | null;
}

function logTarget(text: string, version: Version): Address | null {
  const whole = (family: AddressFamily, at: number): Address => (
    { family, transport: 'stream', prefix: text.slice(0, at), mptcp: false, host: text.slice(at), hostStart: at, hostEnd: text.length, port: null, problem: null });
  if (text === 'stdout' || text === 'stderr') return whole(text, 0);
  const target = LOG_TARGETS.find((p) => text.startsWith(p.text) && isKnown(p, version));
  return target ? whole(target.family as AddressFamily, target.text.length) : null;
}

function readPrefix(d: Draft): void {
  const c = d.text.charCodeAt(0);
  if (c === 47 /* / */) { d.family = 'unix'; return; }
  if (c < 97 || c > 122) return; // every prefix begins with a small letter
  if (d.text.includes('+')) take(d, TRANSPORTS);
  if (d.text.includes('@') && take(d, PREFIXES)) return;
  if (d.text.charCodeAt(d.at) === 47) d.family = 'unix';
  else if (d.text.startsWith('rht', d.at)) takeReverse(d, d.text.startsWith('rhttp@', d.at));
}

function take(d: Draft, prefixes: readonly Prefix[]): boolean {
  for (const p of prefixes) {
    if (!d.text.startsWith(p.text, d.at)) continue;
    if (!isKnown(p, d.version)) { d.since = p.since; continue; }
    d.family = p.family;
    d.transport = p.transport ?? d.transport;
    d.mptcp = p.mptcp ?? false;
    d.at += p.text.length;
    return true;
  }
  return false;
}

/** HAProxy compares only the first three letters: any name that begins so is taken for reverse HTTP. */
function takeReverse(d: Draft, whole: boolean): void {
  if (!(versionBit(d.version) & REVERSE_HTTP)) {
    if (whole) d.since = '2.9';
    return;
  }
  d.family = 'rhttp';
  d.at = Math.min(d.text.length, d.at + (whole ? 6 : 4));
}

function problem(kind: AddressProblemKind, start: number, end: number, limit?: number): AddressProblem {
  return limit === undefined ? { kind, start, end } : { kind, start, end, limit };
}

/** Checks what HAProxy checks after reading: is a stream or a datagram wanted here, does the family have that transport. */
function finish(d: Draft, hostEnd: number, port: Port | null, found: AddressProblem | null): Address {
  const family = d.family === 'ip' ? 'ipv4' : d.family;
  let last = found;
  if (!last || last.kind === 'unresolvable') last = transportProblem(d) ?? last;
  const mistaken = d.since !== null && last && last.kind !== 'unsupported-protocol' ? { ...problem('unknown-prefix', 0, endOfPrefix(d.text)), since: d.since } : last;
  return {
    family, transport: d.transport, prefix: d.text.slice(0, d.at), mptcp: d.mptcp, host: d.text.slice(d.at, hostEnd), hostStart: d.at, hostEnd, port, problem: mistaken,
  };
}

function transportProblem(d: Draft): AddressProblem | null {
  const end = d.at > 0 ? d.at : d.text.length;
  if (d.transport === 'dgram' && !d.rules.dgram) return problem('dgram-not-allowed', 0, end);
  if (d.transport !== 'dgram' && !d.rules.stream) return problem('stream-not-allowed', 0, end);
  const inet = d.family === 'ip' || d.family === 'ipv4' || d.family === 'ipv6' || d.family === 'name';
  if (d.transport === 'quic' && (!inet || d.version === '2.4')) return problem('unsupported-protocol', 0, end);
  return d.rules.tcpOnly && (!inet || d.mptcp || d.transport === 'quic') ? problem('unsupported-protocol', 0, end) : null;
}

function endOfPrefix(text: string): number {
  const at = text.search(/[@+]/);
  return at < 0 ? text.length : at + 1;
}

function readPath(d: Draft, pathPrefix: number): Address {
  const length = d.text.length - d.at;
  // 107 bytes, less the suffix that a path gets while HAProxy restarts.
  const limit = d.family === 'unix' ? 97 - (d.rules.binds ? pathPrefix : 0) : 107;
  return finish(d, d.text.length, null, length > limit ? problem('path-too-long', d.at, d.text.length, limit) : null);
}

function readDescriptor(d: Draft): Address {
  const { value, end } = leadingInteger(d.text, d.at);
  const bad = d.at === d.text.length || end < d.text.length || value < 0;
  const refused = d.family === 'fd' && d.rules.fd === 'none';
  return finish(d, d.text.length, null, bad ? problem('bad-fd', d.at, d.text.length) : refused ? problem('fd-not-allowed', 0, d.text.length) : null);
}

function readInet(d: Draft): Address {
  const { text, rules } = d;
  let colon = text.length - 1;
  while (colon > d.at && text.charCodeAt(colon) !== 58 && text.charCodeAt(colon) !== 93 /* ] */) colon--;
  const hasColon = text.charCodeAt(colon) === 58 && colon >= d.at;
  const hostEnd = hasColon ? colon : text.length;
  let port: Port | null = null;
  let found: AddressProblem | null = null;
  if (hasColon && rules.port === 'none') found = problem('port-not-allowed', colon, text.length);
  else if (colon + 1 < text.length && hasColon) [port, found] = readPort(d, colon + 1);
  else if (rules.port === 'required') found = problem('missing-port', d.at, text.length);
  return finish(d, hostEnd, port, found ?? readHost(d, hostEnd));
}

function readPort(d: Draft, start: number): [Port | null, AddressProblem | null] {
  const { text, rules } = d;
  const end = text.length;
  const strict = (versionBit(d.version) & SINCE_30) !== 0;
  const c = text.charCodeAt(start);
  if (c === 43 || c === 45) {
    if (!rules.offset) return [null, problem('port-offset-not-allowed', start, end)];
    const number = leadingInteger(text, start + 1);
    const value = c === 45 ? -number.value : number.value;
    const port: Port = { low: value, high: value, kind: 'offset', start, end, trailing: number.end < end ? number.end : -1 };
    return [port, strict && number.end < end ? problem('bad-port-char', number.end, end) : null];
  }
  if (c < 48 || c > 57 || Number.isNaN(c)) return [null, problem('bad-port-char', start, end)];
  const dash = text.indexOf('-', start);
  if (dash >= 0 && !rules.range) return [null, problem('port-range-not-allowed', start, end)];
  const stop = dash < 0 ? end : dash;
  const first = leadingInteger(text, start);
  if (strict && first.end < stop) return [null, problem('bad-port-char', first.end, stop)];
  const second = dash < 0 ? first : leadingInteger(text, dash + 1);
  if (strict && dash >= 0 && second.end < end) return [null, problem('bad-port-char', second.end, end)];
  const low = asInt(text, start, first.value);
  const high = dash < 0 ? low : asInt(text, dash + 1, second.value);
  const trailing = first.end < stop ? first.end : second.end < end && dash >= 0 ? second.end : -1;
  const port: Port = { low, high, kind: dash < 0 ? 'single' : 'range', start, end, trailing };
  const lowest = rules.port === 'required' ? 1 : 0;
  if (low < lowest || low > 65535) return [port, problem('bad-port', start, stop, lowest)];
  if (high < lowest || high > 65535) return [port, problem('bad-port', dash + 1, end, lowest)];
  return [port, low > high ? problem('bad-port-range', start, end) : null];
}

/** HAProxy keeps 32 bits of the number. */
function asInt(text: string, start: number, value: number): number {
  return value < 0x80000000 && value > -0x80000000 ? value : atoi(text, start);
}

/** Literal, any address, old spelling, or name; sets the family. */
function readHost(d: Draft, end: number): AddressProblem | null {
  const wanted = d.family;
  let host = d.text.slice(d.at, end);
  const bad = problem(d.rules.names === 'later' ? 'unresolvable' : 'bad-address', d.at, end);
  if (host.startsWith('[')) {
    if (host.length < 4 || host.length > 47 || !host.endsWith(']')) return settle(d, 'name', bad);
    host = host.slice(1, -1);
  }
  if (host === '' || host === '*') return settle(d, wanted === 'ipv6' ? 'ipv6' : 'ipv4', null);
  if (wanted !== 'ipv4' && isIPv6(host)) return settle(d, 'ipv6', null);
  if (wanted !== 'ipv6' && parseIPv4(host) !== null) return settle(d, 'ipv4', null);
  switch (hostKind(host)) {
    case 'legacy': return wanted === 'ipv6' || d.rules.names === 'never' ? settle(d, 'name', bad) : settle(d, 'ipv4', null);
    case 'empty-label': return settle(d, 'name', problem('bad-address', d.at, end));
    case 'never': return settle(d, 'name', bad);
    case 'name': return settle(d, 'name', d.rules.names === 'never' ? bad : null);
  }
}

function settle(d: Draft, family: AddressFamily, found: AddressProblem | null): AddressProblem | null {
  d.family = family;
  return found;
}
