// Statements that no directive begins like.
import type { SectionKind } from '../../language/facts.ts';
import { directivesOf, usable } from '../../language/load.ts';
import { suggest } from '../../language/suggest.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unknownKeyword } from '../language/unknown-keyword.ts';
import type { Check } from './context.ts';

/** The first word is unknown, or the second is, or it is missing. */
export function unknownWord(c: Check): void {
  const first = c.value(0), option = first === 'option' && c.has(1);
  const names = new Set<string>();
  for (const e of directivesOf(c.kind as SectionKind)) {
    if (!usable(e, c.version)) continue;
    const words = e.name.split(' ');
    if (option) { if (words[0] === 'option' && words[1]) names.add(words[1]); } else if (words[0] === first) { if (words[1]) names.add(words[1]); } else names.add(words[0]!);
  }
  // a first word that is right, with a second that is not
  const second = !option && directivesOf(c.kind as SectionKind).some((e) => e.name.startsWith(`${first} `));
  if (second && c.value(1) === '') { c.report(missingArgument, c.whole(), { keyword: first, expected: first === 'option' ? 'the name of an option' : `one of ${[...secondWords(c, first)].join(', ')}` }); return; }
  const i = option || second ? 1 : 0;
  c.report(unknownKeyword, c.span(i), { word: c.value(i), section: c.kind, similar: suggest(c.value(i), second ? secondWords(c, first) : names).join(' '), what: option ? 'option' : 'keyword' });
}

/** Words that the selected version takes behind `first`. */
function secondWords(c: Check, first: string): Set<string> {
  const words = new Set<string>();
  for (const e of directivesOf(c.kind as SectionKind)) if (e.name.startsWith(`${first} `) && usable(e, c.version)) words.add(e.name.split(' ')[1]!);
  return words;
}
