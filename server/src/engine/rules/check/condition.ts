// Conditions: `if` or `unless`, then names and tests in braces (manual 7.2), in the order of parse_acl_cond(). Whether the names are
// declared is a rule of its own, because it depends on other lines.
import { badCondition } from '../language/bad-condition.ts';
import { emptyCondition } from '../language/empty-condition.ts';
import { fetchNotAvailable } from '../language/fetch-not-available.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { checkAcl } from './acl.ts';
import type { Check } from './context.ts';
import { ANYWHERE, type Place } from './place.ts';

export const isCondition = (word: string): boolean => word === 'if' || word === 'unless';

/** An error was reported behind the first `before` findings. */
export const refusedSince = (c: Check, before: number): boolean => c.found.slice(before).some((f) => (f.severity ?? f.rule.severity) === 'error');

/**
 * Checks the condition that may start at word `from`, up to the end of the statement. Nothing there is fine; a word that is
 * neither `if` nor `unless` is not.
 */
export function checkCondition(c: Check, from: number, place: Place): void {
  if (!c.has(from) || c.unknown(from)) return;
  const word = c.value(from);
  if (!isCondition(word)) { c.report(badCondition, c.span(from), { kind: 'word', word }); return; }
  checkTerms(c, from, place);
}

/** Like checkCondition where HAProxy wants one: word `from` has to be `if` or `unless`. */
export function needCondition(c: Check, from: number, place: Place, keyword: string): void {
  if (c.has(from)) checkCondition(c, from, place);
  else if (!c.unknown(from)) c.report(missingArgument, c.whole(), { keyword, expected: "a condition: 'if' or 'unless' and what to test" });
}

/** The terms behind the word `if` or `unless` at `at`. HAProxy accepts that there are none. */
function checkTerms(c: Check, at: number, place: Place): void {
  if (!c.has(at + 1) && !c.unknown(at)) { c.report(emptyCondition, c.span(at), { word: c.value(at) }); return; }
  let warned = false;
  for (let i = at + 1; i < c.words.length; i++) {
    if (c.unknown(i)) return;
    const word = c.value(i).replace(/^!+/, '');
    if (c.value(i) === '') return; // an empty word ends the statement for HAProxy
    if (word === '{' ) {
      const open = i;
      do i++; while (i < c.words.length && c.value(i) !== '}' && c.value(i) !== '');
      if (c.value(i) !== '}') {
        if (!c.unknown(i)) c.report(badCondition, c.span(open), { kind: 'brace', word: '' });
        return;
      }
      const before = c.found.length, words = c.words.slice(open + 1, i);
      if (words.length === 0) { c.report(badCondition, c.span(open, i), { kind: 'empty', word: '' }); return; }
      const read = checkAcl(c, words, place);
      if (refusedSince(c, before)) return;
      const available = read?.fetch?.availability ?? null;
      if (read && available !== null && place !== ANYWHERE && !warned && (available & place) === 0) {
        warned = true; // HAProxy names one
        c.report(fetchNotAvailable, { start: words[0]!.start, end: words[0]!.end }, { fetch: read.name, where: c.value(0), kind: 'test' }, 'warning');
      }
    } else if (word !== '' && /[{}]/.test(word) && word !== '}') {
      c.report(badCondition, c.span(i), { kind: 'tight', word: c.value(i) });
      return;
    } else if (isCondition(word) && !c.section.local('acl', word)?.declared.length) {
      c.report(badCondition, c.span(i), { kind: 'again', word });
      return;
    } else if (word === '}') { c.report(badCondition, c.span(i), { kind: 'close', word: '' }); return; }
  }
}
