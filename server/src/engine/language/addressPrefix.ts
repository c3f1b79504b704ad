/** The prefixes that force an address's family or transport, and the versions that know them. */
import { rangeMask, type Version, type VersionMask, versionBit } from './version.ts';

export type AddressFamily =
  | 'ipv4' | 'ipv6'
  /** A name: HAProxy resolves it at startup or later. */
  | 'name'
  | 'unix' | 'abns' | 'abnsz' | 'fd' | 'sockpair' | 'rhttp'
  /** Log targets only. */
  | 'ring' | 'backend' | 'stdout' | 'stderr';

export type Transport = 'stream' | 'dgram' | 'quic';

export interface Prefix { readonly text: string; readonly family: AddressFamily | 'ip'; readonly transport?: Transport; readonly mptcp?: boolean; readonly since: Version }

// In the order in which HAProxy tries them; none of the others begins with another one.
export const TRANSPORTS: readonly Prefix[] = [
  { text: 'stream+', family: 'ip', transport: 'stream', since: '2.4' }, { text: 'dgram+', family: 'ip', transport: 'dgram', since: '2.4' },
  { text: 'quic+', family: 'ip', transport: 'quic', since: '3.0' },
];
export const PREFIXES: readonly Prefix[] = [
  { text: 'unix@', family: 'unix', since: '2.4' }, { text: 'uxdg@', family: 'unix', transport: 'dgram', since: '2.4' }, { text: 'uxst@', family: 'unix', transport: 'stream', since: '2.4' },
  { text: 'abns@', family: 'abns', since: '2.4' }, { text: 'abnsz@', family: 'abnsz', since: '3.1' }, { text: 'ip@', family: 'ip', since: '2.4' },
  { text: 'ipv4@', family: 'ipv4', since: '2.4' }, { text: 'ipv6@', family: 'ipv6', since: '2.4' },
  { text: 'tcp@', family: 'ip', transport: 'stream', since: '2.4' }, { text: 'tcp4@', family: 'ipv4', transport: 'stream', since: '2.4' },
  { text: 'tcp6@', family: 'ipv6', transport: 'stream', since: '2.4' }, { text: 'udp@', family: 'ip', transport: 'dgram', since: '2.4' },
  { text: 'udp4@', family: 'ipv4', transport: 'dgram', since: '2.4' }, { text: 'udp6@', family: 'ipv6', transport: 'dgram', since: '2.4' },
  { text: 'mptcp@', family: 'ip', transport: 'stream', mptcp: true, since: '3.1' }, { text: 'mptcp4@', family: 'ipv4', transport: 'stream', mptcp: true, since: '3.1' },
  { text: 'mptcp6@', family: 'ipv6', transport: 'stream', mptcp: true, since: '3.1' }, { text: 'quic4@', family: 'ipv4', transport: 'quic', since: '2.4' },
  { text: 'quic6@', family: 'ipv6', transport: 'quic', since: '2.4' }, { text: 'fd@', family: 'fd', since: '2.4' }, { text: 'sockpair@', family: 'sockpair', since: '2.4' },
];
export const LOG_TARGETS: readonly Prefix[] = [{ text: 'ring@', family: 'ring', since: '2.4' }, { text: 'backend@', family: 'backend', since: '2.9' }];

/** Versions that know `rhttp@`. */
export const REVERSE_HTTP: VersionMask = rangeMask('2.9');

export function isKnown(prefix: Prefix, version: Version): boolean {
  return (rangeMask(prefix.since) & versionBit(version)) !== 0;
}

/** Prefixes that may be written in that version, for completion. */
export function addressPrefixes(version: Version): readonly string[] {
  const known = [...TRANSPORTS, ...PREFIXES].filter((p) => isKnown(p, version)).map((p) => p.text);
  return versionBit(version) & REVERSE_HTTP ? [...known, 'rhttp@'] : known;
}
