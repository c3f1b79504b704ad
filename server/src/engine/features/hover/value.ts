// Hover on a value: what it comes to.
import { formatDuration, parseDuration } from '../../language/duration.ts';
import { numeral, t } from '../../language/text.ts';
import { headIndex } from '../../model/keyword.ts';
import { code, type Part, type Place } from './place.ts';

const SIZE = /^(\d+)([kmg])$/i;
const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const SCALE: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

export function hoverValue({ tokens, at }: Place): Part | null {
  const token = tokens[at]!;
  if (at <= headIndex(tokens)) return null;
  const text = describeValue(token.value);
  return text ? { markdown: `${code(token.value)}: ${text}`, span: token } : null;
}

/** A duration with a unit, a size, a network: in plain numbers. Null for everything else. */
export function describeValue(value: string): string | null {
  if (/^\d+(?:us|ms|s|m|h|d)\S*$/.test(value)) {
    const d = parseDuration(value);
    if (d.kind !== 'ok') return null;
    if (d.trailing >= 0) return t('HAProxy reads {0} and ignores {1}', formatDuration(d.ms), code(value.slice(d.trailing)));
    // what a bare unit says already needs no words
    return d.ms >= 1000 ? t('{0} ({1} seconds)', formatDuration(d.ms), numeral(d.ms / 1000)) : t('{0} milliseconds', d.ms);
  }
  const six = /^([0-9a-f]*:[0-9a-f:]*)\/(\d{1,3})$/i.exec(value);
  if (six && Number(six[2]) <= 128) return six[2] === '128' ? t('one address') : t('the addresses that share the first {0} bits with {1}', six[2]!, code(six[1]!));
  const size = SIZE.exec(value);
  if (size) return t('{0} ({1} × {2})', numeral(Number(size[1]) * SCALE[size[2]!.toLowerCase()]!), size[1]!, numeral(SCALE[size[2]!.toLowerCase()]!));
  const cidr = CIDR.exec(value);
  if (cidr) {
    const bits = Number(cidr[5]), parts = cidr.slice(1, 5).map(Number);
    if (bits > 32 || parts.some((p) => p > 255)) return null;
    const ip = parts.reduce((n, p) => n * 256 + p, 0), count = 2 ** (32 - bits), first = Math.floor(ip / count) * count, show = (n: number): string => [24, 16, 8, 0].map((s) => Math.floor(n / 2 ** s) % 256).join('.');
    return count === 1 ? t('one address') : t('{0} to {1} ({2} addresses)', show(first), show(first + count - 1), numeral(count));
  }
  return null;
}
