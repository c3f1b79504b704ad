// Where a name is declared.
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import { HEADER, type Position, type Range } from '../text/lineTree.ts';
import { lastLineOf } from './extent.ts';
import { hasTable, meaningOf, nameAt, rangeOf, type Site, sitesOf } from './names.ts';

/** `range`: the whole statement, or the whole section; `selection`: the name in it. */
export interface Target { readonly uri: string; readonly range: Range; readonly selection: Range }
export interface Definition { readonly origin: Range; readonly targets: readonly Target[] }

export function definition(project: Project, document: Document, position: Position): Definition | null {
  const site = nameAt(project, document, position);
  if (!site) return null;
  const meaning = meaningOf(project, site);
  // a table is where its columns are
  const tables = site.use.role === 'table' ? meaning.sections.filter(hasTable) : [];
  const targets = tables.length ? tables.map((s) => statement(project, s.document, s.document.tree.numberOf(s.lines('stick-table')[0]!))) : sitesOf(project, meaning).filter((s) => s.use.declares).map((s) => targetOf(project, s));
  return targets.length ? { origin: rangeOf(site), targets } : null;
}

function targetOf(project: Project, site: Site): Target {
  const { document, line } = site, selection = rangeOf(site), n = selection.start.line;
  if (!(line.flags & HEADER)) return { ...statement(project, document, n), selection };
  const last = lastLineOf(document, document.sectionOf(line));
  return { uri: document.uri, selection, range: { start: { line: n, character: 0 }, end: { line: last, character: document.tree.at(last).text.length } } };
}

function statement(project: Project, document: Document, n: number): Target {
  const { tokens } = project.lex(document.tree.at(n).text), first = tokens[0], last = tokens[tokens.length - 1];
  const range = (a: number, b: number): Range => ({ start: { line: n, character: a }, end: { line: n, character: b } });
  return { uri: document.uri, range: range(first?.start ?? 0, last?.end ?? 0), selection: range(first?.start ?? 0, first?.end ?? 0) };
}
