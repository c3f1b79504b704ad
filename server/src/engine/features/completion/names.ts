// Names that the configuration declares, for a place that asks for one.
import { SECTION_WORDS } from '../../model/keyword.ts';
import { isLocal, type NameKind } from '../../model/names.ts';
import type { NameEntry } from '../../model/section.ts';
import type { Cursor } from './cursor.ts';
import { type Item, item, literal } from './item.ts';

/** What HAProxy looks up for a reference of this type. */
const KINDS: Readonly<Record<string, readonly string[]>> = { proxy: ['frontend', 'backend'] };
/** More names than this are cut down to those that begin like the word under the cursor. */
export const MANY = 300;
/** Names in a placeholder. */
const SOME = 12;

function take(names: ReadonlyMap<string, NameEntry>, kinds: readonly string[], most: number, starts: string): string[] {
  const out = new Set<string>();
  for (const [key, e] of names) {
    if (out.size >= most) break;
    const blank = key.indexOf(' ');
    if (e.declared.length && kinds.includes(key.slice(0, blank)) && key.startsWith(starts, blank + 1)) out.add(key.slice(blank + 1));
  }
  return [...out];
}

/** Names for a reference such as `backend`, `table` or `acl`, in the order in which they were declared. */
export function namesFor(c: Cursor, asked: string, most: number, starts = ''): readonly string[] {
  const reference = asked.replace(/\(.*/, '');
  if (reference === 'table') return tables(c).filter((n) => n.startsWith(starts)).slice(0, most);
  if (isLocal(reference as NameKind)) return take(c.section.names, [reference], most, starts);
  const kinds = KINDS[reference] ?? [reference];
  return SECTION_WORDS.has(kinds[0]!) ? sections(c, kinds, most, starts) : take(c.project.names, kinds, most, starts);
}

/** There are far fewer sections than names. */
function sections(c: Cursor, kinds: readonly string[], most: number, starts: string): string[] {
  const out = new Set<string>();
  for (const d of c.project.documents) for (const s of d.sections) {
    if (out.size >= most) return [...out];
    if (s.name !== null && (kinds.includes(s.kind) || (s.kind === 'listen' && (kinds.includes('backend') || kinds.includes('frontend')))) && s.name.startsWith(starts)) out.add(s.name);
  }
  return [...out];
}

/** Proxies with a stick-table, and tables of peers as `peers/table`. */
function tables(c: Cursor): readonly string[] {
  return c.project.memo('tables', c.project, () => {
    const out: string[] = [];
    for (const d of c.project.documents) for (const s of d.sections) {
      if (s.name === null) continue;
      if (s.lines('stick-table').length) out.push(s.name);
      for (const l of s.kind === 'peers' ? s.lines('table') : []) { const name = c.project.lex(l.text).tokens[1]?.value; if (name) out.push(`${s.name}/${name}`); }
    }
    return out;
  });
}

/** The first few names of a reference, for a placeholder. */
export function someNames(c: Cursor, reference: string): readonly string[] {
  const of = isLocal(reference as NameKind) ? c.section : c.project;
  return c.project.memo(`names ${reference}`, of, () => namesFor(c, reference, SOME).filter((n) => /^[\w./-]+$/.test(n)));
}

/** Proposals for a reference; `tail` is what the statement still needs behind it. */
export function nameItems(at: { readonly start: number; readonly end: number }, c: Cursor, reference: string, tail = '', typed = c.partial): Item[] {
  let found = namesFor(c, reference, MANY + 1);
  if (found.length > MANY) found = namesFor(c, reference, MANY, typed);
  return found.map((name) => item(at, name, reference === 'acl' ? 'acl' : reference === 'variable' ? 'variable' : 'name', literal(name) + tail, { detail: reference, rank: 5 }));
}

/** `s1`, `s2`, …: the first that no server of the section has. */
export function newServer(c: Cursor): string { for (let n = 1; ; n++) if (!c.section.local('server', `s${n}`)?.declared.length) return `s${n}`; }
