// What a name under the cursor stands for, and every place where it stands. The sites of a name come from the index: only
// lines that hold it are looked at.
import type { Document } from '../model/document.ts';
import { hasBackend, hasFrontend, isProxy } from '../model/keyword.ts';
import { CAPTURE, isLocal, isNameless, type NameKind, type NameUse, namesOf, type ProxyRole } from '../model/names.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { HEADER, type Line, type Position, type Range } from '../text/lineTree.ts';
import { columnsOf, type Columns } from './nameColumns.ts';

export interface Site { readonly document: Document; readonly line: Line; readonly use: NameUse; readonly columns: Columns }

/** One entry of the index, with what counts of it. `owner`: null where the whole configuration knows the name. */
interface Key { readonly owner: Section | null; readonly kind: NameKind; readonly name: string; readonly accepts?: (use: NameUse, line: Line) => boolean }

/** What a name stands for: `kind` never is a far one; `name` is how it is written by itself. */
export interface Meaning {
  readonly kind: NameKind;
  readonly name: string;
  readonly keys: readonly Key[];
  /** Sections of that name, or sections that hold it. */
  readonly sections: readonly Section[];
}

/** A name in a section as others write it: with the section's name in front. */
const FAR: Readonly<Partial<Record<NameKind, { readonly far: NameKind; readonly section: NameKind }>>> = {
  server: { far: 'far-server', section: 'backend' }, table: { far: 'far-table', section: 'peers' }, group: { far: 'far-group', section: 'userlist' }, alias: { far: 'far-alias', section: 'crt-store' },
};
const NEAR = new Map<NameKind, NameKind>(Object.entries(FAR).map(([near, { far }]) => [far, near as NameKind]));

const usesOf = (project: Project, section: Section, line: Line): readonly NameUse[] => {
  const { tokens, env } = project.lex(line.text);
  return namesOf(tokens, section.kind, (line.flags & HEADER) !== 0, env).filter((u) => !isNameless(u.kind));
};

/** The name under the cursor, or right in front of it; the narrowest where one stands in another. */
export function nameAt(project: Project, document: Document, position: Position): Site | null {
  if (position.line < 0 || position.line >= document.tree.lineCount) return null;
  const line = document.tree.at(position.line);
  let best: Site | null = null;
  for (const use of usesOf(project, document.sectionOf(line), line)) {
    const columns = columnsOf(line.text, use);
    if (position.character < columns.start || position.character > columns.end) continue;
    // a header declares several kinds at once: the first says most
    if (!best || columns.end - columns.start < best.columns.end - best.columns.start) best = { document, line, use, columns };
  }
  return best;
}

export function meaningOf(project: Project, { document, line, use }: Site): Meaning {
  const section = document.sectionOf(line), { kind, name } = use;
  if (kind === 'frontend' || kind === 'backend') return proxies(project, name, kind);
  if (kind === 'proxy') return proxies(project, name, use.role ?? 'proxy');
  if (kind === 'request-capture' || kind === 'response-capture') return captures(project, section, kind, line, name);
  const near = NEAR.get(kind) ?? kind, far = FAR[near];
  if (far) {
    const slash = kind === near ? -1 : name.indexOf('/'), own = name.slice(slash + 1);
    const owners = kind === near ? [section] : slash === 0 ? project.documents.flatMap((d) => d.sections.filter((s) => s.kind === far.section && s.name === null)) : project.declared(far.section, name.slice(0, slash));
    const others = kind === near ? [] : [{ owner: null, kind: far.far, name }];
    return { kind: near, name: own, sections: owners, keys: [...others, ...owners.flatMap((owner): Key[] => [{ owner, kind: near, name: own }, { owner: null, kind: far.far, name: `${owner.name ?? ''}/${own}` }])] };
  }
  return { kind, name, sections: isLocal(kind) ? [section] : project.declared(kind, name), keys: [{ owner: isLocal(kind) ? section : null, kind, name }] };
}

export const hasTable = (section: Section): boolean => section.lines('stick-table').length > 0;

/** A frontend and a backend may share a name and be two things; a listen is both. */
function proxies(project: Project, name: string, role: ProxyRole): Meaning {
  const all = project.declared('proxy', name).filter((s) => isProxy(s.kind));
  const tables = role === 'table' ? all.filter(hasTable) : [];
  const meant = tables.length ? tables : all.filter((s) => (role === 'frontend' ? hasFrontend(s.kind) : role === 'backend' ? hasBackend(s.kind) : true));
  const mine = meant.some((s) => s.kind === 'listen') ? all : meant;
  const f = mine.length ? mine.some((s) => hasFrontend(s.kind)) : role !== 'backend', b = mine.length ? mine.some((s) => hasBackend(s.kind)) : role !== 'frontend';
  const table = mine.some(hasTable) || mine.length === all.length;
  const accepts = (u: NameUse): boolean => !u.declares && (u.role === 'frontend' ? f : u.role === 'backend' ? b : u.role === 'table' ? table : true);
  const keys: Key[] = [{ owner: null, kind: 'proxy', name, accepts }];
  if (f) keys.push({ owner: null, kind: 'frontend', name });
  if (b) keys.push({ owner: null, kind: 'backend', name });
  return { kind: f && b ? 'proxy' : f ? 'frontend' : 'backend', name, keys, sections: mine };
}

/** The section's captures in the order that gives them their numbers. */
function captureLines(section: Section, kind: NameKind): Line[] {
  const { tree } = section.document;
  return [...(section.local(kind, CAPTURE)?.declared ?? [])].sort((a, b) => tree.numberOf(a) - tree.numberOf(b));
}

/** Capture number n of a frontend: declared there, read there and in the backends behind it. */
function captures(project: Project, section: Section, kind: NameKind, line: Line, written: string): Meaning {
  const n = written === CAPTURE ? captureLines(section, kind).indexOf(line) : Number(written), name = String(n);
  const fronts = hasFrontend(section.kind) ? [section] : [...project.sources(section)], keys: Key[] = [];
  for (const owner of fronts) {
    const declared = captureLines(owner, kind)[n];
    keys.push({ owner, kind, name: CAPTURE, accepts: (_, l) => l === declared });
    for (const reader of new Set([owner, ...project.targets(owner)])) keys.push({ owner: reader, kind, name });
  }
  return { kind, name, keys: keys.length ? keys : [{ owner: section, kind, name }], sections: fronts };
}

/** Every place of the name, in the order of the configuration; of one document if asked. */
export function sitesOf(project: Project, meaning: Meaning, only?: Document): Site[] {
  const out: Site[] = [], seen = new Map<Line, Set<number>>();
  for (const { owner, kind, name, accepts } of meaning.keys) {
    const entry = owner ? owner.local(kind, name) : project.names.get(`${kind} ${name}`);
    if (!entry) continue;
    for (const line of new Set([...entry.declared, ...entry.used])) {
      const document = owner ? owner.document : project.documentOf(line);
      if (!document || (only && document !== only)) continue;
      for (const use of usesOf(project, owner ?? document.sectionOf(line), line)) {
        if (use.kind !== kind || use.name !== name || (accepts && !accepts(use, line))) continue;
        const columns = columnsOf(line.text, use), starts = seen.get(line);
        if (starts?.has(columns.start)) continue;
        if (starts) starts.add(columns.start); else seen.set(line, new Set([columns.start]));
        out.push({ document, line, use, columns });
      }
    }
  }
  return ordered(out);
}

function ordered(sites: Site[]): Site[] {
  if (sites.length < 2) return sites;
  const placed = sites.map((site) => ({ site, n: site.document.tree.numberOf(site.line) }));
  placed.sort((a, b) => a.site.document.order - b.site.document.order || a.n - b.n || a.site.columns.start - b.site.columns.start);
  return placed.map((p) => p.site);
}

export function rangeOf({ document, line, columns }: Site): Range {
  const n = document.tree.numberOf(line);
  return { start: { line: n, character: columns.start }, end: { line: n, character: columns.end } };
}
