// Values that bind and server options share.
import { enumValues, enumWords } from '../../language/load.ts';
import { parseSize } from '../../language/size.ts';
import { compareVersions, knownIn } from '../../language/version.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
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

/** Of bind and server, whatever the build can do. */
export function wantTlsVersion(c: Check, i: number, keyword: string): void {
  wantWord(c, i, keyword, TLS_VERSIONS);
}
const TLS_VERSIONS = ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** `cubic`, `cubic(10m)`: the window is 10k to 4g. */
export function wantCongestion(c: Check, i: number, keyword: string): void {
  if (c.unknown(i)) return;
  const strict = compareVersions(c.version, '3.1') >= 0;
  const known = [...enumValues('quic-cc-algo').filter((v) => knownIn(v.known, c.version)).map((v) => v.value.replace(/\(.*/, '')), 'nocc'];
  const [, name = '', rest = ''] = /^([a-z]*)(.*)$/.exec(c.value(i)) ?? [], inside = /^\(([^()]*)\)$/.exec(rest)?.[1];
  // up to 3.0 the name is compared as far as it goes
  const named = strict ? known.includes(name) && (rest === '' || rest.startsWith('(')) : known.some((k) => name.startsWith(k));
  if (!named) { refuse(c, i, keyword, t('one of {0}, perhaps with a window in parentheses', [...new Set(known)].join(', ')), suggest(name, known)[0] ?? ''); return; }
  if (rest === '' || (!strict && !rest.startsWith('('))) return;
  const size = inside ? parseSize(inside, 64) : null;
  if (inside === undefined || (inside === '' && !strict) || (size && (size.kind !== 'ok' || size.bytes < 10_240 || size.bytes > 4 * 2 ** 30))) refuse(c, i, keyword, 'one window from 10k to 4g in parentheses');
}
