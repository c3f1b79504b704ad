// Leaves out what HAProxy would refuse at this place, by the word of our own checks: a fetch that has no value there, a converter
// that does not take the type, an action of the other side.
import { keywordOf } from '../../model/keyword.ts';
import { STATEMENTS } from '../../rules/check/statement.ts';
import { RULES } from '../../rules/registry.ts';
import type { LineRule } from '../../rules/rule.ts';
import { lex } from '../../syntax/lexer.ts';
import { withoutSuggestions } from '../../language/suggest.ts';
import { Line } from '../../text/lineTree.ts';
import type { Cursor } from './cursor.ts';
import { expanded, type Item } from './item.ts';

const OUT_OF_PLACE: ReadonlySet<string> = new Set([
  'fetch-not-available', 'converter-type', 'keyword-not-here', 'keyword-version', 'keyword-ignored-here', 'option-wrong-section', 'removed-option', 'option-not-in-default-server', 'timeout-in-wrong-section', 'set-timeout-wrong-place', 'acl-never-matches', 'acl-needs-method', 'conflicting-arguments', 'unknown-service', 'raw-sample-in-http-format', 'duplicate-argument',
]);
/** Rules that look at other lines as well, for one word of this one. */
const BY_OTHER_LINES: ReadonlySet<string> = new Set(['tcp-sample-in-http-mode', 'log-format-fetch-too-late', 'stick-key-type', 'lua-not-loaded']);
const lineRules = (): readonly LineRule[] => RULES.filter((r): r is LineRule => r.unit === 'line' && BY_OTHER_LINES.has(r.id));

/** Words that HAProxy takes only where global says so. */
export const hidden = (c: Cursor, facts: { readonly experimental: boolean; readonly addon: string | null }): boolean =>
  facts.addon !== null || (facts.experimental && c.project.memo('experimental', c.project, () => c.project.globalLines('expose-experimental-directives').length) === 0);

const verdicts = new Map<string, boolean>(), MOST_KEPT = 20_000;

/** `fitting` for first words: whether a directive belongs into a kind of section does not depend on what else the section holds. */
export function fittingHere(c: Cursor, items: readonly Item[]): Item[] {
  const place = `${c.project.settings.version} ${c.project.settings.release} ${c.section.kind} ${c.section.name !== null} ${c.negated} ${hidden(c, { experimental: true, addon: null })} ${c.words.join(' ')}`;
  return items.filter((i) => {
    const key = `${place} ${i.label}`;
    let fits = verdicts.get(key);
    if (fits === undefined) { fits = fitting(c, [i]).length > 0; if (verdicts.size >= MOST_KEPT) verdicts.clear(); verdicts.set(key, fits); }
    return fits;
  });
}

/** Characters on either side of a proposal that have a say, where a line is longer; and so many altogether, for all proposals. */
const NEAR = 800, MOST_READ = 600_000;

/** The line before and behind a proposal, without what is far away: words behind, and other parts of a word of many. */
function around(c: Cursor, start: number, end: number): readonly [string, string] {
  const { text } = c.line;
  if (text.length < NEAR) return [text.slice(0, start), text.slice(end)];
  const far = c.rest.find((t) => t.start > end + NEAR)?.start, stop = c.quoted && c.open && c.rest.length === 0 ? text.length : c.end;
  if (stop - c.start < NEAR) return [text.slice(0, start), text.slice(end, far)];
  const quote = c.quoted ? text[c.start]! : '', mine = text.lastIndexOf('%', start - 1), next = text.indexOf('%', end);
  return [mine > c.start ? text.slice(0, c.start) + quote + text.slice(mine, start) : text.slice(0, start), next < 0 || next >= stop ? text.slice(end, far) : text.slice(end, next) + (c.open ? '' : quote) + text.slice(stop, far)];
}

/** `also`: rules that decide wherever in the line they find something. */
export function fitting(c: Cursor, items: readonly Item[], ...also: readonly string[]): Item[] {
  const { flags } = c.line, view = { project: c.project }, rules = lineRules();
  const [before = '', behind = ''] = items[0] ? around(c, items[0].start, items[0].end) : [];
  if (items.length * (before.length + behind.length) > MOST_READ) return [...items]; // what does not fit a line of that length is shown, too
  return withoutSuggestions(() => items.filter((item) => {
    const put = expanded(item), [front, back] = around(c, item.start, item.end), i = { start: front.length }, line = new Line(front + put + back, '\n'), statement = lex(line.text), end = i.start + put.length;
    line.flags = flags;
    line.keyword = keywordOf(statement.tokens);
    const unit = { document: c.document, section: c.section, line, statement };
    if (STATEMENTS.check(unit, view).some((f) => also.includes(f.rule.id) || (OUT_OF_PLACE.has(f.rule.id) && f.start <= end && f.end >= i.start))) return false;
    for (const rule of rules) if (rule.keywords.includes(line.keyword)) for (const f of rule.check(unit, view)) if (f.start < end && f.end > i.start) return false;
    return true;
  }));
}
