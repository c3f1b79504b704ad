/** What each setting that takes an address permits. Compared with `haproxy -c` of 2.6, 3.0, 3.2 and 3.4. */
import { rangeMask, type Version, type VersionMask, versionBit } from './version.ts';

export type AddressUse =
  /** `bind` everywhere, `stats socket`: each address of the comma-separated list. */
  | 'bind'
  | 'dgram-bind'
  /** `server` of a backend or listen. */
  | 'server'
  /** `server` of a ring. */
  | 'ring-server'
  /** `peer`, and `server` of a peers section. */
  | 'peer'
  | 'log'
  /** `source` of a proxy, `usesrc <address>`. */
  | 'source'
  /** `source` of a server: port ranges too. */
  | 'server-source'
  | 'nameserver'
  | 'mailer'
  | 'dispatch'
  /** `addr` of a server, and of `tcp-check connect` and `http-check connect`. */
  | 'check-addr'
  | 'socks4'
  /** `ocsp-update.httpproxy`. */
  | 'http-proxy';

const NAMES: readonly string[] = [
  'bind', 'dgram-bind', 'server', 'ring-server', 'peer', 'log', 'source', 'server-source', 'nameserver', 'mailer', 'dispatch', 'check-addr', 'socks4', 'http-proxy',
];

/** The use in a value type of the facts: `address(bind)` → bind. Null when the type is not an address. */
export function addressUse(type: string): AddressUse | null {
  const name = type.startsWith('address(') ? type.slice(8, -1) : '';
  return NAMES.includes(name) ? (name as AddressUse) : null;
}

export interface UseRules {
  readonly port: 'required' | 'optional' | 'none';
  readonly range: boolean;
  /** `:+80`, `:-80`: relative to the port the client came in by. */
  readonly offset: boolean;
  /** `fd@`: a listening socket, any descriptor, or refused. */
  readonly fd: 'socket' | 'any' | 'none';
  readonly stream: boolean;
  readonly dgram: boolean;
  /** With both, a plain address means a datagram. */
  readonly dgramFirst: boolean;
  /** Names are resolved while parsing, kept and resolved after parsing, or refused. */
  readonly names: 'now' | 'later' | 'never';
  readonly rhttp: boolean;
  readonly tcpOnly: boolean;
  /** It listens there: `unix-bind prefix` counts. */
  readonly binds: boolean;
}

const CONNECT: UseRules = {
  port: 'optional', range: false, offset: false, fd: 'none', stream: true, dgram: false, dgramFirst: false, names: 'now', rhttp: false, tcpOnly: false, binds: false,
};
const BIND: UseRules = { ...CONNECT, port: 'required', range: true, fd: 'socket', rhttp: true, binds: true };
const SERVER: UseRules = { ...CONNECT, offset: true, dgram: true, names: 'later', rhttp: true };
const PEER: UseRules = { ...CONNECT, port: 'required', rhttp: true };

const USES: Readonly<Record<AddressUse, UseRules>> = {
  bind: BIND,
  'dgram-bind': { ...BIND, stream: false, dgram: true, rhttp: false },
  server: SERVER,
  'ring-server': { ...SERVER, dgram: false, names: 'now' },
  peer: PEER,
  log: { ...CONNECT, fd: 'any', dgram: true, dgramFirst: true },
  source: CONNECT,
  'server-source': { ...CONNECT, range: true },
  nameserver: { ...CONNECT, port: 'required', dgram: true, dgramFirst: true },
  mailer: { ...CONNECT, port: 'required', tcpOnly: true },
  dispatch: { ...CONNECT, port: 'required' },
  'check-addr': CONNECT,
  socks4: { ...CONNECT, port: 'required' },
  'http-proxy': { ...CONNECT, names: 'never' },
};

// The older behaviour was seen in 2.4, 2.6 and 2.8, the newer in 3.0; 2.9 was not at hand and gets the more lenient one.
const OLD_PEER: UseRules = { ...PEER, port: 'optional', offset: true };
const OLD_PEERS: VersionMask = rangeMask(undefined, '2.9');
// Datagram servers came with `mode log` backends.
const STREAM_SERVER: UseRules = { ...SERVER, dgram: false };
const STREAM_SERVERS: VersionMask = rangeMask(undefined, '2.8');

export function rulesOf(use: AddressUse, version: Version): UseRules {
  if (use === 'peer' && versionBit(version) & OLD_PEERS) return OLD_PEER;
  if (use === 'server' && versionBit(version) & STREAM_SERVERS) return STREAM_SERVER;
  return USES[use];
}
