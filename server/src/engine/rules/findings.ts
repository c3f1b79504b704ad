// From kept findings to what a reader is shown: the user's severities, suppression, places as numbers.
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import type { Severity } from '../model/settings.ts';
import { HEADER, type Line, type Range } from '../text/lineTree.ts';
import type { Finding } from './rule.ts';
import { anchoredOn } from './scheduler.ts';
import { unusedSuppression } from './structure/unused-suppression.ts';
import { type IgnoredId, ignoredIds } from './suppress.ts';

export interface Reported {
  readonly finding: Finding;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly related: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2, hint: 3 };

/** Everything to show for a document, in order of place, then severity. */
export function report(project: Project, document: Document): Reported[] {
  const out: Reported[] = [], tree = document.tree;
  const ignores = new Map<Line, { ids: IgnoredId[]; used: Set<string> }>();
  for (const line of document.ignoring) { const ids = ignoredIds(line.text); if (ids.length) ignores.set(line, { ids, used: new Set() }); }
  const hushed = (line: Line | null, id: string): boolean => {
    const i = line ? ignores.get(line) : undefined;
    if (!i?.ids.some((x) => x.id === id)) return false;
    i.used.add(id);
    return true;
  };
  const put = (finding: Finding, number: number): void => {
    const chosen = project.settings.rules[finding.rule.id];
    if (chosen === 'off' || (chosen === undefined && finding.rule.enabled === false)) return;
    out.push({
      finding, rule: finding.rule.id, severity: chosen ?? finding.severity ?? finding.rule.severity, message: finding.rule.message(finding.args),
      range: { start: { line: number, character: finding.start }, end: { line: number, character: finding.end } },
      related: (finding.related ?? []).filter((r) => r.line.leaf).map((r) => {
        const n = r.document.tree.numberOf(r.line);
        return { uri: r.document.uri, range: { start: { line: n, character: r.start }, end: { line: n, character: r.end } }, message: r.message };
      }),
    });
  };
  for (const line of tree.marked()) {
    const found = anchoredOn(line);
    if (found.length === 0) continue;
    const number = tree.numberOf(line), header = ignores.size ? document.sectionOf(line).header : null;
    for (const f of found) {
      if (ignores.size && (hushed(line, f.rule.id) || hushed(header, f.rule.id))) continue;
      put(f, number);
    }
  }
  let extra = false;
  for (const [line, { ids, used }] of ignores) for (const i of ids) {
    if (used.has(i.id)) continue;
    extra = true;
    put({ rule: unusedSuppression, document, line, start: i.start, end: i.end, args: { id: i.id, section: (line.flags & HEADER) !== 0 } }, tree.numberOf(line));
  }
  if (extra) out.sort((a, b) => a.range.start.line - b.range.start.line);
  return sortLines(out);
}

/** Stable order inside a line, whatever order the rules ran in. */
function sortLines(list: Reported[]): Reported[] {
  const key = (r: Reported): string => `${RANK[r.severity]} ${r.rule} ${r.message}`;
  return list.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
