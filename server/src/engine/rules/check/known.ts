// Words that another version knows.
import { at, isLate } from '../../language/load.ts';
import type { Common, Entry } from '../../language/facts.ts';
import { t } from '../../language/text.ts';
import { newestIn, oldestIn, versionBit } from '../../language/version.ts';
import { keywordVersion } from '../language/keyword-version.ts';
import type { Check, Span } from './context.ts';

/** Reports a word that the first release of the version does not take yet. */
export function isTooEarly(c: Check, kind: 'fetches' | 'converters' | 'directives', word: string, span: Span): boolean {
  if (!c.first || !isLate(kind, word, c.version)) return false;
  c.report(keywordVersion, span, { word, version: `${c.version}.0`, since: t('a later release of {0}', c.version), until: '', replacement: '' });
  return true;
}

/** Reports a word that some covered version takes, but not the selected one. */
export function reportVersion(c: Check, entry: Entry<unknown>, word: string, span: Span): void {
  const bit = versionBit(c.version), before = entry.usable & (bit - 1), later = entry.usable & ~(bit - 1) & ~bit;
  const replacement = (at(entry, c.version) as Common).replacement ?? '';
  c.report(keywordVersion, span, { word, version: c.version, since: later && !before ? oldestIn(later) ?? '' : '', until: before ? newestIn(before) ?? '' : '', replacement });
}
