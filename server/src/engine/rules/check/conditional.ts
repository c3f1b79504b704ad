// `.if`, `.elif`, `.else`, `.endif`, `.notice` and their kin (manual 2.4). Whether blocks open and close is unbalanced-conditional's matter.
import { at as factsOf, conditionDirectives, predicates, usable } from '../../language/load.ts';
import { suggest } from '../../language/suggest.ts';
import { livenessOf, placeOfConditional } from '../../model/conditionals.ts';
import { alertDirective } from '../language/alert-directive.ts';
import { badConditional } from '../language/bad-conditional.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { unknownKeyword } from '../language/unknown-keyword.ts';
import type { Check } from './context.ts';
import { reportVersion } from './known.ts';

export function checkConditional(c: Check): void {
  const word = c.value(0);
  switch (word) {
    case '.if': case '.elif': {
      const { reads } = placeOfConditional(c.unit.document, c.unit.line);
      if (reads === 'live' && !c.words.some((_, i) => c.unknown(i))) condition(c, word);
      return;
    }
    case '.else': case '.endif': extra(c, 1, word); return;
    case '.alert': case '.warning': case '.notice': case '.diag':
      if (c.has(2) && !c.unknown(1)) { extra(c, 2, word, 'one message, in quotes when it holds blanks'); return; }
      if (word === '.alert' && livenessOf(c.unit.document, c.unit.line) === 'live') c.report(alertDirective, c.span(0), {});
      return;
    default:
      if (c.unknown(0)) return;
      c.report(unknownKeyword, c.span(0), { word, section: c.kind, similar: suggest(word, conditionDirectives().entries.map((e) => e.name)).join(' '), what: 'directive' });
  }
}

function extra(c: Check, i: number, keyword: string, expected = ''): void {
  if (c.has(i) && !c.unknown(i)) c.report(unexpectedArgument, c.span(i), { keyword, word: c.value(i), expected });
}

type Kind = 'word' | 'end' | 'open' | 'operand' | 'few' | 'many' | 'unclosed';
interface Reader { readonly c: Check; readonly text: string; at: number; failed: boolean; depth: number }

/** cfg_eval_condition() reads all words as one text with single blanks between. */
function condition(c: Check, keyword: string): void {
  const text = c.words.slice(1).map((w) => w.value).join(' ');
  if (text === '') return; // nothing is false
  const r: Reader = { c, text, at: 0, failed: false, depth: 0 };
  expression(r, keyword);
  if (!r.failed && r.at < r.text.length) fail(r, 'end', r.text.slice(r.at).trim());
}

function fail(r: Reader, kind: Kind, word: string, name = '', expected = ''): void {
  if (r.failed) return;
  r.failed = true;
  const similar = kind === 'word' ? suggest(word, predicates().entries.filter((e) => usable(e, r.c.version)).map((e) => e.name))[0] ?? '' : '';
  r.c.report(badConditional, r.c.span(1, r.c.words.length - 1), { kind, word, name, expected, similar });
}

const isBlank = (r: Reader): boolean => { const c = r.text.charCodeAt(r.at); return c === 32 || c === 9; };
const blanks = (r: Reader): void => { while (isBlank(r)) r.at++; };
const takes = (r: Reader, word: string): boolean => { blanks(r); if (!r.text.startsWith(word, r.at)) return false; r.at += word.length; return true; };

function expression(r: Reader, keyword: string): void {
  do conjunction(r, keyword); while (!r.failed && takes(r, '||'));
}
function conjunction(r: Reader, keyword: string): void {
  do term(r, keyword); while (!r.failed && takes(r, '&&'));
}

/** Parentheses inside each other; a line that HAProxy can read has no room for more. */
const DEEPEST = 1000;
const WORD = /[A-Za-z0-9_]+/y;
/** strtol() in base 0. */
const NUMBER = /[-+]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/y;

function term(r: Reader, keyword: string): void {
  while (takes(r, '!'));
  if (r.text[r.at] === '(') {
    r.at++;
    if (++r.depth > DEEPEST) { r.failed = true; return; }
    expression(r, keyword);
    r.depth--;
    if (!r.failed && !takes(r, ')')) fail(r, 'open', '(');
    return;
  }
  NUMBER.lastIndex = r.at;
  if (NUMBER.test(r.text)) { r.at = NUMBER.lastIndex; blanks(r); return; }
  WORD.lastIndex = r.at;
  const name = WORD.exec(r.text)?.[0];
  const entry = name === undefined ? undefined : predicates().get(name);
  if (!entry || !usable(entry, r.c.version)) {
    if (!entry || name === undefined) { fail(r, name === undefined ? 'operand' : 'word', name ?? r.text.slice(r.at).trim()); return; }
    r.failed = true;
    reportVersion(r.c, entry, name, r.c.span(1, r.c.words.length - 1));
    return;
  }
  r.at += name!.length;
  const { args } = factsOf(entry, r.c.version), given = r.text[r.at] === '(' ? callArguments(r) : 0;
  if (given === null) { fail(r, 'unclosed', name!); return; }
  // one string may be empty, even left out; the first of two may not
  if (given > args.length) fail(r, 'many', name!, name, String(args.length));
  else if (args.length > 1 && given < args.length) fail(r, 'few', name!, name, String(args.length));
  else blanks(r);
}

/** Reads `(a,b)`; how many arguments it holds, 0 for `()`. Null: the parenthesis is not closed. */
function callArguments(r: Reader): number | null {
  let count = 1, quote = '', empty = true;
  for (r.at++; r.at < r.text.length; r.at++) {
    const ch = r.text[r.at]!;
    if (quote) { if (ch === quote) quote = ''; continue; }
    if (ch === ')') { r.at++; return empty ? 0 : count; }
    empty = false;
    if (ch === ',') count++;
    else if (ch === '"' || ch === "'") quote = ch;
  }
  return null;
}
