// The call hierarchy over routes: who sends traffic here, where does this one send it; servers are its leaves.
import type { Document } from '../model/document.ts';
import { hasBackend, isProxy } from '../model/keyword.ts';
import type { Project } from '../model/project.ts';
import { routesFrom, routesTo } from '../model/routes.ts';
import type { Section } from '../model/section.ts';
import { HEADER, type Line, type Position, type Range } from '../text/lineTree.ts';
import { spanIn } from './nameColumns.ts';
import { meaningOf, nameAt } from './names.ts';
import { lastLineOf } from './extent.ts';

export interface CallItem {
  readonly kind: 'frontend' | 'backend' | 'server';
  readonly name: string;
  /** The section's keyword; of a server, its address. */
  readonly detail: string;
  readonly uri: string;
  readonly range: Range;
  readonly selection: Range;
}
/** `ranges`: where the caller names the called one. */
export interface Call { readonly item: CallItem; readonly ranges: readonly Range[] }

const SERVERS = ['server', 'server-template'];

export function prepareCalls(project: Project, document: Document, position: Position): CallItem[] {
  if (position.line < 0 || position.line >= document.tree.lineCount) return [];
  const line = document.tree.at(position.line), section = document.sectionOf(line);
  if (line.flags & HEADER) return isProxy(section.kind) ? [sectionItem(project, section)] : [];
  if (SERVERS.includes(line.keyword) && isProxy(section.kind)) return [serverItem(project, document, line)];
  const site = nameAt(project, document, position);
  const named = site && (site.use.kind === 'backend' || site.use.kind === 'proxy') ? meaningOf(project, site).sections : [];
  if (named.length) return named.map((s) => sectionItem(project, s));
  return routesFrom(project, section).filter((r) => r.line === line && r.backend !== null).flatMap((r) => project.declared('backend', r.backend!)).map((s) => sectionItem(project, s));
}

export function incomingCalls(project: Project, document: Document, position: Position): Call[] {
  const from = callee(document, position);
  if (!from) return [];
  if (from.server) { const item = sectionItem(project, from.section); return [{ item, ranges: [serverItem(project, document, from.server).selection] }]; }
  const out = new Map<Section, Range[]>();
  for (const r of routesTo(project, from.section)) if (r.from.header) add(out, r.from, targetRange(project, r.from, r.line));
  return [...out].map(([s, ranges]) => ({ item: sectionItem(project, s), ranges }));
}

export function outgoingCalls(project: Project, document: Document, position: Position): Call[] {
  const from = callee(document, position);
  if (!from || from.server) return [];
  const { section } = from, out = new Map<Section, Range[]>();
  for (const r of routesFrom(project, section)) if (r.backend !== null) for (const s of project.declared('backend', r.backend)) add(out, s, targetRange(project, section, r.line));
  const calls: Call[] = [...out].map(([s, ranges]) => ({ item: sectionItem(project, s), ranges }));
  if (hasBackend(section.kind)) for (const kw of SERVERS) for (const line of section.lines(kw)) { const item = serverItem(project, section.document, line); calls.push({ item, ranges: [item.selection] }); }
  return calls;
}

/** What an item's selection points at, if it still stands there. */
function callee(document: Document, { line: n }: Position): { readonly section: Section; readonly server: Line | null } | null {
  if (n < 0 || n >= document.tree.lineCount) return null;
  const line = document.tree.at(n), section = document.sectionOf(line);
  if (!isProxy(section.kind)) return null;
  return line.flags & HEADER ? { section, server: null } : SERVERS.includes(line.keyword) ? { section, server: line } : null;
}

const add = (to: Map<Section, Range[]>, section: Section, range: Range): void => { const list = to.get(section); if (list) list.push(range); else to.set(section, [range]); };

function targetRange(project: Project, section: Section, line: Line): Range {
  const token = project.lex(line.text).tokens[1], n = section.document.tree.numberOf(line);
  const { start, end } = token ? spanIn(line.text, token, 0, token.value.length) : { start: 0, end: 0 };
  return { start: { line: n, character: start }, end: { line: n, character: end } };
}

function sectionItem(project: Project, section: Section): CallItem {
  const { document } = section, header = section.header!, n = document.tree.numberOf(header), last = lastLineOf(document, section), { tokens } = project.lex(header.text);
  const token = (section.name !== null ? tokens[1] : undefined) ?? tokens[0], { start, end } = token ? spanIn(header.text, token, 0, token.value.length) : { start: 0, end: 0 };
  return {
    kind: section.kind === 'backend' ? 'backend' : 'frontend', name: section.name ?? section.kind, detail: section.kind, uri: document.uri,
    range: { start: { line: n, character: 0 }, end: { line: last, character: document.tree.at(last).text.length } }, selection: { start: { line: n, character: start }, end: { line: n, character: end } },
  };
}

function serverItem(project: Project, document: Document, line: Line): CallItem {
  const { tokens } = project.lex(line.text), n = document.tree.numberOf(line), [head, name, address] = tokens, shown = name ?? head!;
  const span = spanIn(line.text, shown, 0, shown.value.length), at = (character: number): Position => ({ line: n, character });
  return {
    kind: 'server', name: shown.value || 'server', detail: (line.keyword === 'server-template' ? tokens[3] : address)?.value ?? '', uri: document.uri,
    range: { start: at(head!.start), end: at(tokens[tokens.length - 1]!.end) }, selection: { start: at(span.start), end: at(span.end) },
  };
}
