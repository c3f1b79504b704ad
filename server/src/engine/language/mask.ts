/** IPv4 and IPv6 literals, masks and networks, read as glibc's inet_pton and inet_aton and HAProxy's own mask readers do. */
import { leadingInteger } from './ints.ts';

/** Dotted quad, strictly four decimal numbers without leading zeros, as inet_pton wants it. Null when it is not one. */
export function parseIPv4(text: string): number | null {
  let address = 0;
  let at = 0;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(at++) !== 46) return null;
    const start = at;
    let value = 0;
    for (; at < text.length && at < start + 4; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      if (at > start && value === 0) return null;
      value = value * 10 + digit;
    }
    if (at === start || value > 255) return null;
    address = address * 256 + value;
  }
  return at === text.length ? address : null;
}

/** True for an IPv6 literal without brackets and without a zone, as inet_pton wants it. */
export function isIPv6(text: string): boolean {
  let groups = 0;
  let at = 0;
  let gap = false;
  if (text.startsWith('::')) { gap = true; at = 2; }
  else if (text.startsWith(':')) return false;
  while (at < text.length) {
    const start = at;
    while (at < text.length && isHex(text.charCodeAt(at))) at++;
    if (text[at] === '.') return groups + 2 <= 8 && (gap ? groups + 2 < 8 : groups + 2 === 8) && parseIPv4(text.slice(start)) !== null;
    if (at === start || at - start > 4) return false;
    groups++;
    if (at === text.length) break;
    if (text[at] !== ':') return false;
    at++;
    if (text[at] === ':') {
      if (gap) return false;
      gap = true;
      at++;
    } else if (at === text.length) return false;
  }
  return gap ? groups < 8 : groups === 8;
}

function isHex(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
}

/** The older spellings that name resolution accepts as IPv4: one to four parts, decimal, octal or hexadecimal. `80` is 0.0.0.80. */
export function parseLegacyIPv4(text: string): number | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  let address = 0;
  for (const [i, part] of parts.entries()) {
    if (!/^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.test(part)) return null;
    const value = part.length > 1 && part[0] === '0' && !/^0[xX]/.test(part) ? Number.parseInt(part, 8) : Number(part);
    const last = i === parts.length - 1;
    if (value >= (last ? 256 ** (5 - parts.length) : 256)) return null;
    address = last ? address * 256 ** (5 - parts.length) + value : address * 256 + value;
  }
  return address;
}

/** 16777343 → `1.0.0.127`. */
export function showIPv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** A mask after `/`: a length 0 to 32, or a dotted quad (holes allowed). */
export function isMask4(text: string): boolean {
  return text.includes('.') ? parseIPv4(text) !== null : isLength(text, 32);
}

/** A mask after `/` in the IPv6 argument of a converter: a length 0 to 128, or an address. */
export function isMask6(text: string): boolean {
  return text.includes(':') ? isIPv6(text) : isLength(text, 128);
}

function isLength(text: string, max: number): boolean {
  const { value, end } = leadingInteger(text);
  return text !== '' && end === text.length && value >= 0 && value <= max;
}

/** An address without port, as `agent-addr` (names too) and `init-addr` (no names) take it. `any` is `*`, `::` or nothing. */
export function parseIp(text: string, resolve: boolean): 'ipv4' | 'ipv6' | 'any' | 'name' | 'bad' {
  let host = text;
  if (host.startsWith('[')) {
    if (host.length < 4 || host.length > 47 || !host.endsWith(']')) return 'bad';
    host = host.slice(1, -1);
  }
  if (host === '' || host === '*' || host === '::') return 'any';
  if (isIPv6(host)) return 'ipv6';
  if (parseIPv4(host) !== null) return 'ipv4';
  const kind = resolve ? hostKind(host) : 'never';
  return kind === 'legacy' ? 'ipv4' : kind === 'name' ? 'name' : 'bad';
}

export type NetworkResult =
  | { readonly kind: 'ipv4' | 'ipv6' }
  /** Neither, but a name that HAProxy would resolve at startup. */
  | { readonly kind: 'name' }
  /** `part`: what is wrong. Columns of the text. */
  | { readonly kind: 'bad'; readonly part: 'address' | 'mask'; readonly start: number; readonly end: number };

/**
 * `address[/mask]` as an ACL of type ip or a server's `resolve-net` takes it. Names resolve unless `resolve` is false (`-n`).
 * The resolver asked here knows old spellings in digits only: `127.1` is an address, `0x7f.1` is not.
 */
export function parseNetwork(text: string, resolve = true): NetworkResult {
  const slash = text.lastIndexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  const mask = slash < 0 ? null : text.slice(slash + 1);
  const end = text.length;
  if (isIPv6(host)) return mask === null || isLength(mask, 128) ? { kind: 'ipv6' } : { kind: 'bad', part: 'mask', start: slash + 1, end };
  const legacy = hostKind(host) === 'legacy';
  const known = parseIPv4(host) !== null || (resolve && legacy && !/[xX]/.test(host));
  if (mask !== null && !isMask4(mask)) return { kind: 'bad', part: known ? 'mask' : 'address', start: known ? slash + 1 : 0, end };
  if (known) return { kind: 'ipv4' };
  return resolve && hostKind(host) === 'name' ? { kind: 'name' } : { kind: 'bad', part: 'address', start: 0, end: host.length };
}

/**
 * What name resolution can make of a text that is no address literal.
 * `name`: only the network knows. `legacy`: an IPv4 address in an old spelling. `never`: refused before any query is sent.
 * `empty-label`: likewise, and refused even where HAProxy resolves later.
 */
export function hostKind(host: string): 'name' | 'legacy' | 'never' | 'empty-label' {
  if (host.startsWith('.') || host.includes('..')) return 'empty-label';
  if (host === '' || host.length > 255) return 'never';
  let label = 0;
  let numeric = true;
  for (let i = 0; i < host.length; i++) {
    const c = host.charCodeAt(i);
    if (c === 46) { label = 0; continue; }
    if (!((c >= 48 && c <= 57) || (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 45 || c === 95)) return 'never';
    if (++label > 63) return 'never';
    if (c < 48 || c > 57) numeric = false;
  }
  const first = host.charCodeAt(0);
  if (first >= 48 && first <= 57 && parseLegacyIPv4(host) !== null) return 'legacy';
  return numeric ? 'never' : 'name';
}
