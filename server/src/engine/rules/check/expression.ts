// Sample expressions: `fetch(args),converter(args),…` (manual 7.3), as sample_parse_expr() reads them.
import { converter, converters, fetch, fetches, usable } from '../../language/load.ts';
import type { Entry } from '../../language/facts.ts';
import { suggest } from '../../language/suggest.ts';
import { columnIn, ENV, type Token } from '../../syntax/lexer.ts';
import { parseSample, type SamplePart } from '../../syntax/sample.ts';
import { unknownConverter } from '../language/unknown-converter.ts';
import { unknownFetch } from '../language/unknown-fetch.ts';
import type { Check, Span } from './context.ts';
import { reportVersion } from './known.ts';
import type { Place } from './place.ts';

export interface SampleOptions {
  /** The directive or action, for messages. */
  readonly keyword: string;
  /** Inside `%[…]`: the expression ends at `]`. */
  readonly brackets?: boolean;
  /** An ACL keyword such as path_beg may stand for the fetch. */
  readonly acl?: boolean;
}

/** Columns of a piece of the token's value. */
export const spanIn = (c: Check, token: Token, start: number, end: number): Span => ({ start: columnIn(c.text, token, start), end: columnIn(c.text, token, end) });

/** Checks the expression that starts at `at` in the token's value; gives the offset behind it. */
export function checkSample(c: Check, token: Token, at: number, _place: Place, options: SampleOptions): number {
  const sample = parseSample(token.value, at);
  if (token.flags & ENV) return sample.end;
  const report = (part: SamplePart, kind: 'fetch' | 'converter'): void => {
    if (part.name === '') return;
    const span = spanIn(c, token, part.start, part.start + part.name.length);
    const entry: Entry<unknown> | undefined = kind === 'fetch' ? fetch(part.name) : converter(part.name);
    if (!entry) {
      const names = (kind === 'fetch' ? fetches() : converters()).entries.filter((e) => usable(e, c.version)).map((e) => e.name);
      c.report(kind === 'fetch' ? unknownFetch : unknownConverter, span, { word: part.name, similar: suggest(part.name, names).join(' ') });
    } else if (!usable(entry, c.version)) reportVersion(c, entry, part.name, span);
  };
  report(sample.fetch, 'fetch');
  for (const part of sample.converters) report(part, 'converter');
  return sample.end;
}

/** Checks the expression that starts with word `i`; converters may follow as words of their own. Gives the index of the first word behind it. */
export function checkSampleWords(c: Check, i: number, place: Place, options: SampleOptions): number {
  const token = c.words[i];
  if (!token) return i;
  checkSample(c, token, 0, place, options);
  let k = i + 1;
  for (; k < c.words.length; k++) {
    const name = /^[^(,]*/.exec(c.value(k))![0];
    if (name === '' || !converter(name)) break;
  }
  return k;
}
