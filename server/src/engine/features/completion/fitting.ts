// Leaves out what HAProxy would refuse at this place, by the word of our own checks: a fetch that has no value there, a converter
// that does not take the type, an action of the other side.
import { keywordOf } from '../../model/keyword.ts';
import { STATEMENTS } from '../../rules/check/statement.ts';
import { RULES } from '../../rules/registry.ts';
import type { LineRule } from '../../rules/rule.ts';
import { lex } from '../../syntax/lexer.ts';
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

const verdicts = new Map<string, boolean>();

/** `fitting` for first words: whether a directive belongs into a kind of section does not depend on what else the section holds. */
export function fittingHere(c: Cursor, items: readonly Item[]): Item[] {
  const place = `${c.project.settings.version} ${c.project.settings.release} ${c.section.kind} ${c.section.name !== null} ${c.negated} ${hidden(c, { experimental: true, addon: null })} ${c.words.join(' ')}`;
  return items.filter((i) => {
    const key = `${place} ${i.label}`;
    let fits = verdicts.get(key);
    if (fits === undefined) { fits = fitting(c, [i]).length > 0; verdicts.set(key, fits); }
    return fits;
  });
}

/** `also`: rules that decide wherever in the line they find something. */
export function fitting(c: Cursor, items: readonly Item[], ...also: readonly string[]): Item[] {
  const { text, flags } = c.line, view = { project: c.project };
  return items.filter((i) => {
    const put = expanded(i), line = new Line(text.slice(0, i.start) + put + text.slice(i.end), '\n'), statement = lex(line.text), end = i.start + put.length;
    line.flags = flags;
    line.keyword = keywordOf(statement.tokens);
    const unit = { document: c.document, section: c.section, line, statement };
    if (STATEMENTS.check(unit, view).some((f) => also.includes(f.rule.id) || (OUT_OF_PLACE.has(f.rule.id) && f.start <= end && f.end >= i.start))) return false;
    for (const rule of lineRules()) if (rule.keywords.includes(line.keyword)) for (const f of rule.check(unit, view)) if (f.start < end && f.end > i.start) return false;
    return true;
  });
}
