// The outline: sections, and in them what people look for by name.
import { table } from '../language/table.ts';
import { ENV } from '../syntax/lexer.ts';
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import type { Range } from '../text/lineTree.ts';
import { lastLineOf } from './extent.ts';

export type OutlineKind = 'section' | 'defaults' | 'global' | 'frontend' | 'backend' | 'acl' | 'server' | 'bind' | 'rule' | 'route' | 'table' | 'name';
export interface OutlineItem { readonly name: string; readonly detail: string; readonly kind: OutlineKind; readonly range: Range; readonly selection: Range; readonly children: readonly OutlineItem[] }

/** Statements shown below their section, with the word that names them. */
const SHOWN = table<{ readonly kind: OutlineKind; readonly name: number }>({
  acl: { kind: 'acl', name: 1 }, bind: { kind: 'bind', name: 1 }, server: { kind: 'server', name: 1 }, 'server-template': { kind: 'server', name: 1 }, use_backend: { kind: 'route', name: 1 },
  default_backend: { kind: 'route', name: 1 }, 'stick-table': { kind: 'table', name: 0 }, 'http-request': { kind: 'rule', name: 1 }, 'http-response': { kind: 'rule', name: 1 },
  'tcp-request content': { kind: 'rule', name: 2 }, 'tcp-request connection': { kind: 'rule', name: 2 }, 'tcp-request session': { kind: 'rule', name: 2 }, nameserver: { kind: 'name', name: 1 },
  peer: { kind: 'name', name: 1 }, user: { kind: 'name', name: 1 }, group: { kind: 'name', name: 1 }, mailer: { kind: 'name', name: 1 },
});

const kindOf = (section: Section): OutlineKind => section.kind === 'global' ? 'global' : section.kind === 'defaults' ? 'defaults' : section.kind === 'frontend' || section.kind === 'listen' ? 'frontend' : section.kind === 'backend' ? 'backend' : 'section';

export function outline(project: Project, document: Document): OutlineItem[] {
  const out: OutlineItem[] = [];
  for (const section of document.sections) if (section.header) out.push(sectionItem(project, document, section, true));
  return out;
}

function sectionItem(project: Project, document: Document, section: Section, withChildren: boolean): OutlineItem {
  const header = section.header!, start = document.tree.numberOf(header), children: OutlineItem[] = [];
  const { tokens } = project.lex(header.text), named = (section.name !== null ? tokens[1] : undefined) ?? tokens[0] ?? { start: 0, end: header.text.length }; // a line that steers a template has no words
  const last = lastLineOf(document, section);
  if (withChildren) {
    let n = start;
    for (const line of document.tree.slice(start + 1, last + 1)) {
      n++;
      const shown = SHOWN[line.keyword];
      if (!shown) continue;
      const s = project.lex(line.text), token = s.tokens[shown.name] ?? s.tokens[0]!, final = s.tokens[s.tokens.length - 1]!;
      const at = (character: number): { line: number; character: number } => ({ line: n, character });
      children.push({
        name: shown.kind === 'rule' || shown.kind === 'route' || shown.kind === 'table' ? line.text.slice(s.tokens[0]!.start, (s.tokens[shown.name] ?? s.tokens[0]!).end) : token.flags & ENV ? line.text.slice(token.start, token.end) : token.value || line.keyword,
        detail: line.text.slice(token.end, final.end).trim().slice(0, 120), kind: shown.kind,
        range: { start: at(s.tokens[0]!.start), end: at(final.end) }, selection: { start: at(token.start), end: at(token.end) }, children: [],
      });
    }
  }
  return {
    name: section.name === null ? section.kind : section.name, detail: section.kind, kind: kindOf(section),
    range: { start: { line: start, character: 0 }, end: { line: last, character: document.tree.at(last).text.length } },
    selection: { start: { line: start, character: named.start }, end: { line: start, character: named.end } }, children,
  };
}

/** Sections of a document whose name holds the letters of the query in order, for workspace symbols. */
export function findSections(project: Project, document: Document, query: string, most: number): OutlineItem[] {
  const wanted = query.toLowerCase(), out: OutlineItem[] = [];
  for (const section of document.sections) {
    if (!section.header || out.length >= most) continue;
    const text = `${section.kind} ${section.name ?? ''}`.toLowerCase();
    let i = 0;
    for (const c of text) if (i < wanted.length && c === wanted[i]) i++;
    if (i === wanted.length) out.push(sectionItem(project, document, section, false));
  }
  return out;
}
