// Values that bind and server options share.
import { enumValues, enumWords } from '../../language/load.ts';
import { parseSize } from '../../language/size.ts';
import { compareVersions, knownIn } from '../../language/version.ts';
import { suggest } from '../../language/suggest.ts';
import type { Check } from './context.ts';
import { refuse, wantWord } from './values.ts';

/** One of the words that HAProxy of the selected version was seen to take. */
export function wantEnum(c: Check, i: number, keyword: string, id: string): boolean {
  return wantWord(c, i, keyword, enumWords(id, c.version));
}

/** Multiplexers of every covered version; what a build lacks is not known here. */
export function wantProto(c: Check, i: number, keyword: string): void {
  if (c.unknown(i)) return;
  const known = ['h1', 'h2', 'fcgi', 'none', ...(compareVersions(c.version, '2.6') >= 0 ? ['quic'] : []), ...(compareVersions(c.version, '3.1') >= 0 ? ['spop'] : []), ...(compareVersions(c.version, '3.3') >= 0 ? ['qmux'] : [])];
  wantWord(c, i, keyword, known);
}

const ALGORITHM = /^(cubic|newreno|bbr|nocc)(.*)$/;

/** `cubic`, `cubic(10m)`: the window is 10k to 4g. */
export function wantCongestion(c: Check, i: number, keyword: string): void {
  if (c.unknown(i)) return;
  const text = c.value(i), m = ALGORITHM.exec(text), known = enumValues('quic-cc-algo').filter((v) => knownIn(v.known, c.version)).map((v) => v.value);
  if (!m || (compareVersions(c.version, '3.1') >= 0 && m[2] !== '' && !m[2]!.startsWith('('))) { refuse(c, i, keyword, `one of ${known.join(', ')}, perhaps with a window in parentheses`, suggest(text, known)[0] ?? ''); return; }
  const inside = /^\(([^,()]*)\)$/.exec(m[2]!);
  if (m[2]!.startsWith('(') && compareVersions(c.version, '3.1') < 0 && !inside) { refuse(c, i, keyword, 'a window in parentheses, such as cubic(10m)'); return; }
  const size = inside?.[1] ? parseSize(inside[1], 64) : null;
  if (size && (size.kind !== 'ok' || size.bytes < 10_240 || size.bytes > 4 * 2 ** 30)) refuse(c, i, keyword, 'a window from 10k to 4g');
}
