// From kept findings to what a reader is shown: the user's severities, suppression, places as numbers.
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import type { Settings, Severity } from '../model/settings.ts';
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

/** A stretch of a report. A block that did not change is the same array as before: who made something of it can keep that. */
export type Block = readonly Reported[];
interface Kept { readonly settings: Settings; readonly shift: number; blocks: Block[] }
const kept = new WeakMap<Document, Kept>();
const BLOCK = 64;
/** So many lines with other findings than before are a new report. */
const MOST_TOUCHED = 512;

/** Everything to show for a document, in order of place, then severity. */
export const report = (project: Project, document: Document): Reported[] => reportBlocks(project, document).flat();

/** The same in blocks. Costs what changed since the last time, not what there is. */
export function reportBlocks(project: Project, document: Document): readonly Block[] {
  if (document.ignoring.size > 0) { kept.delete(document); return cut(reportWithIgnores(project, document)); }
  const { settings, shift } = project, { touched } = document, old = kept.get(document);
  if (old && old.settings === settings && old.shift === shift && touched.size <= MOST_TOUCHED) {
    for (const line of touched) patch(old, project, document, line);
    touched.clear();
    return old.blocks;
  }
  const out: Reported[] = [];
  for (const line of document.tree.marked()) for (const item of itemsOf(project, document, line)) out.push(item);
  const now: Kept = { settings, shift, blocks: cut(out) };
  kept.set(document, now);
  touched.clear();
  return now.blocks;
}

const itemsOf = (project: Project, document: Document, line: Line): Reported[] => {
  const found = anchoredOn(line);
  if (found.length === 0) return [];
  const number = document.tree.numberOf(line);
  return sortLines(found.flatMap((f) => reported(project, f, number) ?? []));
};

function cut(items: readonly Reported[]): Block[] {
  const out: Block[] = [];
  for (let i = 0; i < items.length; i += BLOCK) out.push(items.slice(i, i + BLOCK));
  return out;
}

/** Puts what one line shows now in the place of what it showed. Numbers did not move since. */
function patch(k: Kept, project: Project, document: Document, line: Line): void {
  if (!line.leaf) return; // a line that left moved numbers
  const number = document.tree.numberOf(line), now = itemsOf(project, document, line), { blocks } = k;
  let lo = 0, hi = blocks.length;
  while (lo < hi) { const mid = (lo + hi) >> 1, b = blocks[mid]!; if (b[b.length - 1]!.range.start.line < number) lo = mid + 1; else hi = mid; }
  let last = lo;
  while (last < blocks.length && blocks[last]![0]!.range.start.line <= number) last++;
  const around = blocks.slice(lo, Math.max(last, lo + 1)).flat(), rest = around.filter((r) => r.range.start.line !== number);
  if (now.length === 0 && rest.length === around.length) return;
  let at = rest.findIndex((r) => r.range.start.line > number);
  if (at < 0) at = rest.length;
  blocks.splice(lo, Math.max(last, lo + 1) - lo, ...cut([...rest.slice(0, at), ...now, ...rest.slice(at)]));
}

function reported(project: Project, finding: Finding, number: number): Reported | null {
  const chosen = project.settings.rules[finding.rule.id];
  if (chosen === 'off' || (chosen === undefined && finding.rule.enabled === false)) return null;
  // what is missing behind the last word is shown on it
  const last = finding.line.text.length, end = Math.min(finding.end, last), start = Math.min(finding.start, Math.max(0, end - 1));
  return {
    finding, rule: finding.rule.id, severity: chosen ?? finding.severity ?? finding.rule.severity, message: finding.rule.message(finding.args),
    range: { start: { line: number, character: start }, end: { line: number, character: end } },
    related: (finding.related ?? []).filter((r) => r.line.leaf).map((r) => {
      const n = r.document.tree.numberOf(r.line);
      return { uri: r.document.uri, range: { start: { line: n, character: r.start }, end: { line: n, character: r.end } }, message: r.message };
    }),
  };
}

/** The same where comments silence findings: which comments silence nothing is known only at the end. */
function reportWithIgnores(project: Project, document: Document): Reported[] {
  const out: Reported[] = [], tree = document.tree;
  const ignores = new Map<Line, { ids: IgnoredId[]; used: Set<string> }>();
  for (const line of document.ignoring) { const ids = ignoredIds(line.text); if (ids.length) ignores.set(line, { ids, used: new Set() }); }
  const hushed = (line: Line | null, id: string): boolean => {
    const i = line ? ignores.get(line) : undefined;
    if (!i?.ids.some((x) => x.id === id)) return false;
    i.used.add(id);
    return true;
  };
  const put = (finding: Finding, number: number): void => { const r = reported(project, finding, number); if (r) out.push(r); };
  for (const line of tree.marked()) {
    const number = tree.numberOf(line), { header } = document.sectionOf(line);
    for (const f of anchoredOn(line)) if (!hushed(line, f.rule.id) && !hushed(header, f.rule.id)) put(f, number);
  }
  for (const [line, { ids, used }] of ignores) for (const i of ids) {
    if (!used.has(i.id)) put({ rule: unusedSuppression, document, line, start: i.start, end: i.end, args: { id: i.id, section: (line.flags & HEADER) !== 0 } }, tree.numberOf(line));
  }
  return sortLines(out);
}

/** Stable order inside a line, whatever order the rules ran in. */
function sortLines(list: Reported[]): Reported[] {
  const key = (r: Reported): string => `${RANK[r.severity]} ${r.rule} ${r.message}`;
  return list.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
