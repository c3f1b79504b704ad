// Any statement that is neither a header nor a conditional: known, known here, known in this version, then its arguments.
import { at, directive, matchDirective, reaction, scopeOf, section, usable } from '../../language/load.ts';
import type { Directive, Entry, SectionKind } from '../../language/facts.ts';
import { newestIn, oldestIn, VERSIONS, versionBit, versionIndex } from '../../language/version.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { nameOf } from '../write.ts';
import { keywordDeprecated } from '../language/keyword-deprecated.ts';
import { keywordIgnoredHere } from '../language/keyword-ignored-here.ts';
import { keywordNotHere } from '../language/keyword-not-here.ts';
import { keywordVersion } from '../language/keyword-version.ts';
import { optionWrongSection } from '../language/option-wrong-section.ts';
import { REMOVED_OPTIONS, removedOption } from '../language/removed-option.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { unknownKeyword } from '../language/unknown-keyword.ts';
import { timeoutInWrongSection } from '../timeouts/timeout-in-wrong-section.ts';
import type { Check } from './context.ts';
import { checkArguments } from './generic.ts';
import { CHECKERS } from './topics.ts';
import { isTooEarly } from './known.ts';
import { unknownWord } from './unknown.ts';

/** The selected version does not know the section: its header says so, and what stands below may mean anything. */
function isForeign(c: Check): boolean {
  const entry = section(c.kind);
  return entry !== undefined && !usable(entry, c.version);
}

export function checkDirective(c: Check): void {
  if (c.unknown(0) || isForeign(c)) return;
  if (c.kind === 'none') { outside(c); return; }
  const scope = scopeOf(c.kind as SectionKind);
  const found = matchDirective(scope, c.words.length > 3 ? [c.value(0), c.value(1), c.value(2)] : c.words.map((w) => w.value));
  if (!found) {
    // `scope keyword ?`: families whose parser takes second words that no table shows
    const family = c.unknown(1) ? undefined : CHECKERS.get(`${scope} ${c.value(0)} ?`);
    if (family) family(c); else if (!c.unknown(1)) unknownWord(c);
    return;
  }
  const { entry, words } = found;
  if (!usable(entry, c.version)) { version(c, entry, words); return; }
  if (isTooEarly(c, 'directives', entry.name, c.span(0, words - 1))) return;
  const facts = at(entry, c.version);
  const named = c.section.name !== null;
  const here = reaction(facts, c.kind as SectionKind, named);
  if (here === 'error' || here === 'warning') misplaced(c, facts, words, here === 'error');
  if (here === 'error') return;
  if (facts.deprecated && REMOVED_OPTIONS.has(entry.name)) c.report(removedOption, c.span(0, 1), { word: entry.name, version: c.version, until: '' }, 'warning');
  else if (facts.deprecated) c.report(keywordDeprecated, c.span(0, words - 1), { word: entry.name, version: c.version, replacement: facts.replacement ?? '' }, unremarked(c, entry.name) ? 'info' : undefined);
  if (c.prefix && !facts.negatable) { c.report(unexpectedArgument, { start: c.unit.statement.tokens[0]!.start, end: c.unit.statement.tokens[0]!.end }, { keyword: entry.name, word: c.prefix, expected: '' }); return; }
  const own = CHECKERS.get(`${scope} ${entry.name}`) ?? CHECKERS.get(`${scope} ${c.value(0)} *`) ?? CHECKERS.get(`* ${entry.name}`);
  if (own) own(c); else checkArguments(c, facts, words);
}

/** `refused`, or read with a warning and ignored. Timeouts and options of the other side have rules that know where they count. */
function misplaced(c: Check, facts: Directive, words: number, refused: boolean): void {
  const word = facts.name, kind = c.kind as SectionKind, side = kind === 'frontend' ? 'backend' : kind === 'backend' ? 'frontend' : null;
  if (side && word.startsWith('option ') && facts.places?.[side] === 'yes') {
    const entry = directive('proxy', word)!, fatal = VERSIONS.slice(versionIndex(c.version)).find((v) => usable(entry, v) && reaction(at(entry, v), kind, true) === 'error') ?? '';
    c.report(optionWrongSection, c.span(0, 1), { word, section: nameOf(c.section), side, fatal, now: refused }, refused ? 'error' : undefined);
  } else if (refused) c.report(keywordNotHere, c.span(0, words - 1), { word, section: place(c), allowed: allowed(facts) });
  else if (!timeoutInWrongSection.keywords.includes(word)) c.report(keywordIgnoredHere, c.span(0, words - 1), { word, section: place(c), allowed: allowed(facts) });
}

/** Deprecated by the manual alone: HAProxy itself says nothing (the delays: 3.0.11, 3.2.26 and 3.4.7; `nbproc 1`: 2.4.0). */
const unremarked = (c: Check, word: string): boolean => word.startsWith('tune.ssl.ocsp-update.') || (word === 'nbproc' && c.value(1) === '1');

const place = (c: Check): string => c.kind === 'defaults' && c.section.name === null ? t('an anonymous defaults section') : nameOf(c.section);

function allowed(facts: Directive): string {
  if (!facts.places) return '';
  const all = (['defaults', 'defaults-named', 'frontend', 'listen', 'backend'] as const).filter((p) => facts.places![p] === 'yes');
  return all.filter((p) => !(p === 'defaults-named' && all.includes('defaults'))).map((p) => (p === 'defaults-named' ? t('a named defaults') : p)).join(', ');
}

/** The word is known to some other version. */
function version(c: Check, entry: Entry<Directive>, words: number): void {
  const bit = versionBit(c.version), before = entry.usable & (bit - 1), later = entry.usable & ~(bit - 1) & ~bit;
  if (REMOVED_OPTIONS.has(entry.name)) { c.report(removedOption, c.span(0, 1), { word: entry.name, version: c.version, until: newestIn(before) ?? '' }); return; }
  const replacement = at(entry, c.version).replacement ?? '';
  const since = later && !before ? oldestIn(later) ?? '' : '', until = before ? newestIn(before) ?? '' : '';
  c.report(keywordVersion, c.span(0, words - 1), { word: entry.name, version: c.version, since: versionIndex(c.version) >= 0 ? since : '', until, replacement });
}

/** Above the first header; in a template another file may hold the header. */
function outside(c: Check): void {
  if (c.unit.document.template) return;
  c.report(unknownKeyword, c.span(0), { word: c.value(0), section: 'global', similar: suggest(c.value(0), ['global', 'defaults', 'frontend', 'backend', 'listen', 'userlist', 'resolvers', 'peers']).join(' '), what: 'keyword' });
}
