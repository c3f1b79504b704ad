// `redirect …`, as a statement and as an action, as http_parse_redirect_rule() reads it.
import { atoi } from '../../language/ints.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { STOP, since } from './action-context.ts';
import { checkCondition, isCondition } from './condition.ts';
import type { Check, Checker } from './context.ts';
import { checkLogFormat } from './logFormat.ts';
import { type Place, placeOf } from './place.ts';
import { need, refuse } from './values.ts';

const KINDS: ReadonlyMap<string, string> = new Map([['location', 'a URL'], ['prefix', 'the start of a URL'], ['scheme', 'a scheme']]);
const CODES = ['301', '302', '303', '307', '308'];

/** Reads the words from `i` on, the condition included. Gives STOP after a report. */
export function checkRedirect(c: Check, i: number, keyword: string, place: Place, { action, response }: { readonly action: boolean; readonly response: boolean }): number {
  let kind = '', kindAt = -1, format = -1;
  for (; c.value(i) !== ''; i++) {
    if (c.unknown(i)) return STOP;
    const word = c.value(i), value = KINDS.get(word);
    if (value !== undefined) {
      if (!need(c, i + 1, `${keyword} ${word}`, value)) return STOP;
      kind = word; kindAt = i; format = ++i;
    } else if (word === 'set-cookie' || word === 'clear-cookie' || (word === 'set-cookie-fmt' && since(c, '3.2'))) {
      if (!need(c, i + 1, `${keyword} ${word}`, 'a cookie')) return STOP;
      i++;
      if (word === 'set-cookie-fmt' && !c.unknown(i)) checkLogFormat(c, c.words[i]!, place, { keyword });
    } else if (word === 'code') {
      if (!need(c, i + 1, `${keyword} code`, CODES.join(', '))) return STOP;
      i++;
      const code = atoi(c.value(i));
      if (!c.unknown(i) && !CODES.includes(String(code))) { refuse(c, i, `${keyword} code`, t('one of {0}', CODES.join(', '))); return STOP; }
    } else if (isCondition(word)) break;
    else if (!flags(c).includes(word)) {
      const similar = suggest(word, [...flags(c), ...KINDS.keys(), 'code', 'set-cookie', 'clear-cookie']);
      c.report(unexpectedArgument, c.span(i), { keyword, word, expected: similar.length ? t('perhaps {0}', similar[0]!) : 'location, prefix, scheme, code, set-cookie, clear-cookie, drop-query or append-slash' });
      return STOP;
    }
  }
  if (kind === '') { c.report(missingArgument, c.whole(), { keyword, expected: 'location, prefix or scheme' }); return STOP; }
  if (response && kind !== 'location') { refuse(c, kindAt, keyword, "'location', the only kind of redirect for responses"); return STOP; }
  // the statement's own target is plain text
  if (action && !c.unknown(format) && !(kind === 'prefix' && c.value(format) === '/')) checkLogFormat(c, c.words[format]!, place, { keyword });
  return i;
}

const flags = (c: Check): readonly string[] => since(c, '3.1') ? ['drop-query', 'append-slash', 'ignore-empty', 'keep-query'] : since(c, '2.5') ? ['drop-query', 'append-slash', 'ignore-empty'] : ['drop-query', 'append-slash'];

export const REDIRECTS: Readonly<Record<string, Checker>> = {
  'proxy redirect': (c) => {
    const place = placeOf(c.kind, 'http-req'), next = checkRedirect(c, 1, 'redirect', place, { action: false, response: false });
    if (next !== STOP && c.value(next) !== '') checkCondition(c, next, place);
  },
};
