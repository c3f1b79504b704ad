// Everything that the engine says of a document, as plain data with line numbers: two engines that hold the same text
// must say the same, whatever way the text came to be.
import { Engine, type Settings, type TextChange } from '../../server/src/engine/index.ts';
import { isConditional } from '../../server/src/engine/model/conditionals.ts';
import type { Document } from '../../server/src/engine/model/document.ts';
import { effective } from '../../server/src/engine/model/effective.ts';
import type { Project } from '../../server/src/engine/model/project.ts';
import { routesFrom, routesTo } from '../../server/src/engine/model/routes.ts';
import type { NameEntry, Section } from '../../server/src/engine/model/section.ts';
import { frontendSign, webSocketOf } from '../../server/src/engine/model/webSocket.ts';
import type { Line } from '../../server/src/engine/text/lineTree.ts';

export const URI = 'file:///haproxy.cfg';
const KEYS = ['mode', 'timeout client', 'timeout server', 'timeout connect', 'timeout tunnel', 'timeout client-fin', 'timeout server-fin', 'timeout queue', 'timeout check', 'timeout http-request', 'timeout http-keep-alive', 'option httplog', 'option httpchk', 'log-format', 'balance', 'default_backend'];

type Plain = string | number | boolean | null | Plain[] | { [k: string]: Plain };
const sorted = <V>(o: Iterable<[string, V]>): [string, V][] => [...o].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
const ascending = (l: number[]): number[] => l.sort((a, b) => a - b);

function sectionState(project: Project, section: Section, n: (l: Line) => string): Plain {
  const at = (s: Section | null): Plain => s && (s.header ? n(s.header) : 'top');
  const use = webSocketOf(project, section);
  return {
    kind: section.kind, name: section.name, from: section.from, at: at(section),
    keywords: Object.fromEntries(sorted([...section.byKeyword].map(([k, l]) => [k, l.map(n)]))),
    names: namesState(section.names, n),
    parent: at(project.parent(section)),
    children: section.kind === 'defaults' ? [...project.children(section)].map(at).sort() : [],
    effective: Object.fromEntries(KEYS.map((k) => { const e = effective(project, section, k); return [k, e && [n(e.line), at(e.section), e.own, e.certain]]; })),
    from_: routesFrom(project, section).map((r) => [n(r.line), r.backend, r.isDefault]),
    to: routesTo(project, section).map((r) => [n(r.line), r.backend, r.isDefault]),
    webSocket: use && [use.sign, n(use.line), use.routes.map((r) => n(r.line))],
    sign: frontendSign(project, section),
  };
}

function namesState(names: ReadonlyMap<string, NameEntry>, n: (l: Line) => string): Plain {
  const key = (l: readonly Line[]): string[] => l.map(n).sort();
  return Object.fromEntries(sorted([...names].map(([k, e]) => [k, { declared: key(e.declared), used: key(e.used) }])));
}

/** What a client would be shown. */
export function findingsOf(engine: Engine, uri = URI): Plain {
  return engine.findings(uri).map((r) => [
    r.rule, r.severity, r.message, r.range.start.line, r.range.start.character, r.range.end.line, r.range.end.character,
    r.related.map((x) => [x.uri, x.range.start.line, x.range.start.character, x.message]),
  ]);
}

/** `deep` adds the fixes, which take longest. */
export function snapshot(engine: Engine, uri = URI, deep = true): Plain {
  const { project, document } = engine.model(uri)!;
  const n = (l: Line): string => { const d = project.documentOf(l); return d ? `${d.order}:${d.tree.numberOf(l)}` : 'gone'; };
  const lines: Plain = [], tree = document.tree;
  for (const l of tree.slice()) lines.push([l.text, l.eol, l.flags & 3, l.keyword, isConditional(document, l), tree.numberOf(l), tree.headersAbove(l)]);
  return {
    lines, counts: [tree.lineCount, tree.headerCount, tree.conditionalCount],
    sections: document.sections.map((s) => sectionState(project, s, n)),
    names: namesState(project.names, n),
    ignoring: ascending([...document.ignoring].map((l) => tree.numberOf(l))),
    findings: findingsOf(engine, uri),
    ...(deep ? { fixes: engine.findings(uri).map((r) => engine.fixes(uri, r).map((f) => [f.title, f.safe, [...f.edits].map(([u, l]) => [u, l.map((e) => [e.range.start.line, e.range.start.character, e.range.end.line, e.range.end.character, e.newText])])])) as Plain } : {}),
  };
}

export function fresh(text: string, settings?: Settings, uri = URI): Engine {
  const engine = new Engine();
  engine.open(uri, 1, text, settings);
  return engine;
}

/** The same change on a plain string, as the protocol defines it. */
export function applied(text: string, { range, text: put }: TextChange): string {
  if (!range) return put;
  const starts = [0];
  for (const m of text.matchAll(/\r\n|\r|\n/g)) starts.push(m.index + m[0].length);
  const offset = ({ line, character }: { line: number; character: number }): number => {
    if (line < 0) return 0;
    if (line >= starts.length) return text.length;
    const from = starts[line]!, next = line + 1 < starts.length ? starts[line + 1]! : text.length;
    const end = from + /^[^\r\n]*/.exec(text.slice(from, next))![0].length;
    return Math.min(from + Math.max(0, character), end);
  };
  const a = offset(range.start), b = offset(range.end);
  return text.slice(0, Math.min(a, b)) + put + text.slice(Math.max(a, b));
}

/** Sections that hold findings of lines which have left, and the like: what no answer shows but would leak. */
export function leaks(document: Document): string[] {
  const out: string[] = [];
  for (const line of document.ignoring) if (!document.tree.holds(line)) out.push(`ignoring '${line.text}'`);
  for (const section of document.sections) {
    if (section.header && !document.tree.holds(section.header)) out.push(`section '${section.header.text}'`);
    for (const [k, list] of section.byKeyword) for (const l of list) if (!document.tree.holds(l)) out.push(`${k}: '${l.text}'`);
  }
  return out;
}
