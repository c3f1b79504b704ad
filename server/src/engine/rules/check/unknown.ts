// Statements that no directive begins like.
import type { SectionKind } from '../../language/facts.ts';
import { directivesOf, usable } from '../../language/load.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import type { Version } from '../../language/version.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unknownKeyword } from '../language/unknown-keyword.ts';
import type { Check } from './context.ts';

/** The first word is unknown, or the second is, or it is missing. */
export function unknownWord(c: Check): void {
  const first = c.value(0), option = first === 'option' && c.has(1), { firsts, seconds, heads } = wordsOf(c.kind as SectionKind, c.version);
  // a first word that is right, with a second that is not
  const second = !option && heads.has(first), behind = seconds.get(first) ?? NONE;
  if (second && c.value(1) === '') { c.report(missingArgument, c.whole(), { keyword: first, expected: first === 'option' ? 'the name of an option' : t('one of {0}', [...behind].join(', ')) }); return; }
  const i = option || second ? 1 : 0;
  c.report(unknownKeyword, c.span(i), { word: c.value(i), section: c.kind, similar: suggest(c.value(i), option || second ? behind : firsts).join(' '), what: option ? 'option' : 'keyword' });
}

/** Words that a version takes: at the front, behind each of those, and those that any version takes a second word behind. */
interface Words { readonly firsts: ReadonlySet<string>; readonly seconds: ReadonlyMap<string, ReadonlySet<string>>; readonly heads: ReadonlySet<string> }

const NONE: ReadonlySet<string> = new Set();
const known = new Map<string, Words>();

function wordsOf(kind: SectionKind, version: Version): Words {
  const key = `${kind} ${version}`, had = known.get(key);
  if (had) return had;
  const firsts = new Set<string>(), seconds = new Map<string, Set<string>>(), heads = new Set<string>();
  for (const e of directivesOf(kind)) {
    const [first = '', second] = e.name.split(' ');
    if (second !== undefined) heads.add(first);
    if (!usable(e, version)) continue;
    firsts.add(first);
    if (second === undefined) continue;
    const list = seconds.get(first);
    if (list) list.add(second); else seconds.set(first, new Set([second]));
  }
  const words: Words = { firsts, seconds, heads };
  known.set(key, words);
  return words;
}
