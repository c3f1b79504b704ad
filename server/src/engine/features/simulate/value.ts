// Samples as HAProxy's expressions give them, and what is not known. Three values everywhere: known, absent, unknown with its reason.

export type Kind = 'str' | 'int' | 'bool' | 'ip' | 'meth';
/** `text` is how HAProxy writes it; `number` counts for numbers and truth values. */
export interface Value { readonly kind: Kind; readonly text: string; readonly number: number }
/** Only the running HAProxy knows, or this program does not; `unknown` says why, as a sentence without its end. */
export interface Unknown { readonly unknown: string }
/** What may be known. */
export type Slot<T> = { readonly known: T } | Unknown;
/** The values that an expression gives, in HAProxy's order; none: the sample is absent. */
export type Values = readonly Value[] | Unknown;
/** Null: not known. */
export type Answer = boolean | null;

export const known = <T>(value: T): Slot<T> => ({ known: value });
export const isUnknown = (v: object): v is Unknown => 'unknown' in v;

export const text = (value: string, kind: Kind = 'str'): Value => ({ kind, text: value, number: Number.NaN });
export const number = (value: number): Value => ({ kind: 'int', text: String(value), number: value });
export const bool = (value: boolean): Value => ({ kind: 'bool', text: value ? '1' : '0', number: value ? 1 : 0 });

/** As a number, as HAProxy casts: the digits that a text begins with, 0 without any; null for an empty text. */
export function toNumber(v: Value): number | null {
  if (v.kind === 'int' || v.kind === 'bool') return v.number;
  if (v.kind === 'ip') { const a = parseIp(v.text); return a && a.bits === 32 ? Number(a.value) : null; }
  if (v.text === '') return null;
  const n = Number(/^[+-]?\d+/.exec(v.text)?.[0] ?? 0);
  return Number.isSafeInteger(n) ? n : null;
}

export interface Ip { readonly value: bigint; readonly bits: 32 | 128 }

/** An IPv4 or IPv6 literal; null when it is none. */
export function parseIp(written: string): Ip | null {
  const literal = written.startsWith('[') && written.endsWith(']') ? written.slice(1, -1) : written;
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(literal);
  if (four) {
    const parts = four.slice(1).map(Number);
    return parts.some((p) => p > 255) ? null : { value: parts.reduce((n, p) => n * 256n + BigInt(p), 0n), bits: 32 };
  }
  if (!literal.includes(':') || literal.length > 45) return null;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(literal), low = tail ? parseIp(tail[2]!) : null;
  if (tail && !low) return null;
  const plain = tail && low ? `${tail[1]!}${(low.value >> 16n).toString(16)}:${(low.value & 65535n).toString(16)}` : literal;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const before = groups(halves[0]!), after = halves.length === 2 ? groups(halves[1]!) : [], gap = 8 - before.length - after.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null;
  const all = [...before, ...new Array<string>(gap).fill('0'), ...after];
  return all.every((g) => /^[0-9a-fA-F]{1,4}$/.test(g)) ? { value: all.reduce((n, g) => n * 65536n + BigInt(`0x${g}`), 0n), bits: 128 } : null;
}

const MAPPED = 0xffffn << 32n;

/** Whether the address lies in `network[/mask]`; null when the network is a name or a mask of its own kind. */
export function inNetwork(address: string, network: string): Answer {
  const slash = network.indexOf('/'), ip = parseIp(address), net = parseIp(slash < 0 ? network : network.slice(0, slash));
  if (!ip || !net) return null;
  const written = slash < 0 ? String(net.bits) : network.slice(slash + 1), dotted = parseIp(written);
  if (!dotted && !/^\d{1,3}$/.test(written)) return null;
  const length = Number(written), full = (1n << BigInt(net.bits)) - 1n;
  if (!dotted && length > net.bits) return null;
  const mask = dotted ? dotted.value : full ^ ((1n << BigInt(net.bits - length)) - 1n);
  // IPv4 in IPv6 clothes counts as IPv4, and the other way round
  const value = ip.bits === net.bits ? ip.value : ip.bits === 32 ? MAPPED | ip.value : ip.value >> 32n === 0xffffn ? ip.value & 0xffffffffn : null;
  return value === null ? false : (value & mask) === (net.value & mask);
}
