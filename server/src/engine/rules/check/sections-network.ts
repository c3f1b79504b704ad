// Statements of resolvers, mailers, peers and ring sections.
import { atoi } from '../../language/ints.ts';
import { enumWords } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { badName } from '../language/bad-name.ts';
import { keywordIgnoredHere } from '../language/keyword-ignored-here.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { wantAddress, wantAddresses } from './address.ts';
import { BIND_OPTIONS, checkBind } from './bind.ts';
import type { Check, Checker } from './context.ts';
import { invalidCharacter } from './names.ts';
import { walkOptions } from './options.ts';
import { checkServerAddress, SERVER_OPTIONS } from './server.ts';
import { checkStickTable } from './stick.ts';
import { need, refuse, wantInteger, wantTime, wantUnit, wantWord } from './values.ts';

/** Word `i` as the name of a server of this kind. */
export function wantName(c: Check, i: number, what: string): boolean {
  const column = c.unknown(i) ? -1 : invalidCharacter(c.value(i));
  if (column >= 0) c.report(badName, c.span(i), { what, name: c.value(i), character: String.fromCodePoint(c.value(i).codePointAt(column)!) });
  return column < 0;
}

/** Options of a nameserver count for TCP only: behind a datagram address HAProxy ignores them. */
function nameserver(c: Check): void {
  if (!need(c, 1, 'nameserver', 'a name and an address') || !need(c, 2, 'nameserver', 'an address with a port') || !wantName(c, 1, 'nameserver')) return;
  const address = wantAddress(c, 2, 'nameserver', 'nameserver');
  if (address && !address.problem && address.transport === 'stream' && address.family !== 'unix') walkOptions(c, 3, SERVER_OPTIONS);
}

const timed = (keyword: string, events: (c: Check) => readonly string[]): Checker => (c) => {
  if (!need(c, 1, keyword, t('{0} and a time', events(c).join(', '))) || !wantWord(c, 1, keyword, events(c)) || !need(c, 2, `${keyword} ${c.value(1)}`, 'a time')) return;
  if (wantTime(c, 2, `${keyword} ${c.value(1)}`) !== null) wantUnit(c, 2, `${keyword} ${c.value(1)}`);
};

function payloadSize(c: Check): void {
  if (need(c, 1, 'accepted_payload_size', 'a size')) wantInteger(c, 1, 'accepted_payload_size', { min: 12, max: 65535, lenient: true });
}

function mailer(c: Check): void {
  if (need(c, 1, 'mailer', 'a name and an address') && need(c, 2, 'mailer', 'an address with a port') && wantName(c, 1, 'mailer')) wantAddress(c, 2, 'mailer', 'mailer');
}

/** From 3.0 on HAProxy warns of a peer without an address and ignores it; before, the one of this name listens nowhere. */
function peer(c: Check): void {
  if (!c.has(2)) {
    if (compareVersions(c.version, '3.0') >= 0) c.report(missingArgument, c.whole(), { keyword: 'peer', expected: 'an address with a port' }, 'warning');
    return;
  }
  if (wantName(c, 1, 'peer') && checkServerAddress(c, 2, 'peer', 'peer')) peerOptions(c);
}

const NOT_FOR_PEERS: ReadonlySet<string> = new Set(['check', 'agent-check', 'init-addr', 'resolvers']);

/** Like those of a server; HAProxy warns of what means nothing for a peer. */
function peerOptions(c: Check): void {
  const before = c.found.length;
  walkOptions(c, 3, SERVER_OPTIONS);
  if (c.found.length > before) return;
  const i = c.words.findIndex((w, k) => k > 2 && NOT_FOR_PEERS.has(w.value));
  if (i > 0) c.report(keywordIgnoredHere, c.span(i), { word: c.value(i), section: 'peers', allowed: '' });
}

/** The local peer may have its address on a bind line. */
function peerServer(c: Check): void {
  if (c.has(2) && wantName(c, 1, 'peer') && checkServerAddress(c, 2, 'server', 'peer')) peerOptions(c);
}

function peersBind(c: Check): void {
  if (!c.has(1)) return;
  const addresses = wantAddresses(c, 1, 'bind', 'bind');
  if (!addresses || addresses.some((a) => a.problem)) return;
  if (compareVersions(c.version, '3.0') >= 0 && (addresses.length > 1 || addresses.some((a) => a.port && a.port.high > a.port.low))) { refuse(c, 1, 'bind', 'one address with one port in a peers section'); return; }
  walkOptions(c, 2, BIND_OPTIONS);
}

function shards(c: Check): void {
  if (!need(c, 1, 'shards', 'a number') || c.unknown(1)) return;
  if (!/^[-+]?\d+$/.test(c.value(1)) || atoi(c.value(1)) === 0) refuse(c, 1, 'shards', 'a whole number above 0');
}

function ringServer(c: Check): void {
  if (!need(c, 1, 'server', 'a name and an address') || !need(c, 2, 'server', 'an address')) return;
  if (wantName(c, 1, 'server') && checkServerAddress(c, 2, 'server', 'ring-server')) walkOptions(c, 3, SERVER_OPTIONS);
}

function ringTimeout(c: Check): void {
  const keyword = `timeout ${c.value(1)}`;
  if (need(c, 2, keyword, 'a time')) wantTime(c, 2, keyword);
}

export const NETWORK_SECTIONS: Readonly<Record<string, Checker>> = {
  'resolvers nameserver': nameserver, 'resolvers hold': timed('hold', (c) => enumWords('resolvers-hold', c.version)), 'resolvers timeout': timed('timeout', () => ['retry', 'resolve']),
  'resolvers accepted_payload_size': payloadSize, 'mailers mailer': mailer,
  'peers peer': peer, 'peers server': peerServer, 'peers bind': peersBind, 'peers shards': shards, 'peers table': (c) => checkStickTable(c, 2, 'table', true),
  'ring server': ringServer, 'ring timeout connect': ringTimeout, 'ring timeout server': ringTimeout,
  // other words behind timeout are read by nobody
  'ring timeout ?': () => {},
  'log-forward bind': (c) => { if (c.has(1)) checkBind(c, 1, 'bind'); },
  // older versions take anything
  'log-forward timeout client': (c) => { if (need(c, 2, 'timeout client', 'a time') && compareVersions(c.version, '2.8') >= 0) wantTime(c, 2, 'timeout client'); },
};
