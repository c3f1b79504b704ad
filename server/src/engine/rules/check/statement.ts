// The pass over one statement: would HAProxy's parser of the selected version take it? Reports for every StatementRule.
import { compareVersions } from '../../language/version.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { CONDITIONAL, HEADER } from '../../text/lineTree.ts';
import { badQuoting } from '../language/bad-quoting.ts';
import { missingFinalNewline } from '../language/missing-final-newline.ts';
import { unknownSection } from '../language/unknown-section.ts';
import { SECTION_WORDS } from '../../model/keyword.ts';
import { emptyArgument } from '../language/empty-argument.ts';
import type { Settings } from '../../model/settings.ts';
import type { LineUnit, StatementCheck, View } from '../rule.ts';
import { isPlainAddress } from '../../language/plainAddress.ts';
import { checkConditional } from './conditional.ts';
import { Check } from './context.ts';
import { checkDirective } from './directive.ts';
import { checkHeader } from './header.ts';

const NOTHING: readonly never[] = [];

export const STATEMENTS: StatementCheck = {
  check(unit, view) {
    const { tokens, error } = unit.statement;
    const truncated = unit.line.eol === '' && unit.line.text !== '' && !unit.document.template;
    if (tokens.length === 0 && !truncated) return NOTHING;
    const alike = truncated || error || unit.line.flags & (HEADER | CONDITIONAL) || unit.document.template ? null : alikeOf(unit, view), key = alike && keyOf(unit.line.keyword, unit.line.text, tokens);
    if (key && alike.has(key)) return NOTHING;
    const c = check(unit, view, truncated);
    if (key && c.found.length === 0) { if (alike.size >= MOST_ALIKE) alike.clear(); alike.add(key); }
    return c.found;
  },
};

// What decides over a statement is its text, the kind of its section and whether that has a name, the version and the user's own
// data. Files repeat themselves: what was found clean once is not read again.
const MOST_ALIKE = 4096;
type Alike = Set<string>;
const clean = new WeakMap<View, { readonly settings: Settings; readonly places: Map<string, Alike> }>();

function alikeOf({ section }: LineUnit, view: View): Alike {
  const { settings } = view.project;
  let known = clean.get(view);
  if (known?.settings !== settings) clean.set(view, known = { settings, places: new Map() });
  const place = section.name === null ? `${section.kind} ` : section.kind;
  let alike = known.places.get(place);
  if (!alike) known.places.set(place, alike = new Set());
  return alike;
}

/** Under which text the statement is remembered; null where no two are alike. Of a server with a plain name and address, its options. */
function keyOf(keyword: string, text: string, tokens: readonly Token[]): string | null {
  if (keyword === 'acl' || keyword === 'use_backend' || keyword.startsWith('.')) return null; // `.alert` minds the blocks around it
  if (keyword !== 'server') return text;
  const [, name, address, option] = tokens;
  return option && /^[\w.-]+$/.test(name!.value) && isPlainAddress(address!.value) ? text.slice(option.start) : null;
}

function check(unit: LineUnit, view: View, truncated: boolean): Check {
  const { tokens, error } = unit.statement;
  const empty = error ? -1 : emptyWord(tokens);
  const c = new Check(empty > 0 ? { ...unit, statement: { ...unit.statement, tokens: tokens.slice(0, empty) } } : unit, view);
  if (truncated) c.report(missingFinalNewline, { start: Math.max(0, c.text.length - 1), end: c.text.length }, {});
  if (tokens.length === 0) return c;
  if (error) {
    const at = error.kind === 'quote' ? { start: error.at, end: tokens[tokens.length - 1]!.end } : { start: error.at, end: error.at + 2 };
    c.report(badQuoting, at, { kind: error.kind });
    return c;
  }
  if (empty > 0 && compareVersions(c.version, '3.2') >= 0) {
    c.report(emptyArgument, tokens[empty]!, { rest: tokens.slice(empty + 1).map((w) => w.value).join(' ') }, compareVersions(c.version, '3.3') < 0 ? 'warning' : 'error');
    if (compareVersions(c.version, '3.3') >= 0) return c;
  }
  const fallback = c.version === '2.4' ? unit.statement.env.find((e) => e.hasDefault) : undefined;
  if (fallback) { c.report(badQuoting, fallback, { kind: 'default' }); return c; }
  if (unit.line.flags & HEADER) {
    if (SECTION_WORDS.has(c.value(0))) checkHeader(c);
    else c.report(unknownSection, c.span(0), { word: c.value(0), meant: c.kind });
  }
  else if (unit.line.flags & CONDITIONAL || c.value(0).startsWith('.')) checkConditional(c);
  else checkDirective(c);
  return c;
}

/** The first word that is empty: it ends the statement for HAProxy, whatever follows. -1 without one. */
function emptyWord(tokens: readonly Token[]): number {
  for (let i = 1; i < tokens.length; i++) if (tokens[i]!.value === '' && !(tokens[i]!.flags & ENV)) return i;
  return -1;
}
