// Names that a sample expression speaks of in its arguments: `nbsrv(be)`, `src_conn_rate(table)`, `http_auth(users)`, `acl(a,!b)`.
import { converters, fetches } from '../language/load.ts';
import type { Argument } from '../language/facts.ts';
import { ENV, type Token } from '../syntax/lexer.ts';

export type ReferenceKind = 'backend' | 'frontend' | 'table' | 'server' | 'userlist' | 'acl';
/** `at`: offset of the name in the token's value. A server may be named with its backend: `be/s1`. */
export interface SampleReference { readonly kind: ReferenceKind; readonly name: string; readonly at: number }

/** Which arguments of a fetch or converter are names of what. Null where none is. */
let positions: Map<string, ReadonlyMap<number, ReferenceKind>> | null = null;
function references(): ReadonlyMap<string, ReadonlyMap<number, ReferenceKind>> {
  if (positions) return positions;
  const out = new Map<string, ReadonlyMap<number, ReferenceKind>>();
  for (const { entries } of [fetches(), converters()]) for (const e of entries) {
    const args = (e.source.raw.args ?? []) as readonly (string | readonly string[])[], found = new Map<number, ReferenceKind>();
    args.forEach((a, i) => { const kind = /=ref:(\w+)/.exec(typeof a === 'string' ? a : a[0]!)?.[1]; if (kind) found.set(i, kind as ReferenceKind); });
    if (found.size) out.set(e.name, found);
  }
  positions = out;
  return out;
}

/** What an argument's type refers to; null when it is no name. */
export const referenceKind = (spec: Argument): ReferenceKind | null => spec.type.startsWith('ref:') ? spec.type.slice(4) as ReferenceKind : null;

const CALL = /(?<![\w.:+-])([\w.:+-]+)\(([^()]*)\)/g, NAME = /^[\w.:/-]+$/;

/** Every reference in the token, wherever an expression may stand in it. */
export function sampleReferences(token: Token): readonly SampleReference[] {
  const { value } = token;
  if (token.flags & ENV || !value.includes('(')) return NONE;
  const out: SampleReference[] = [];
  for (const m of value.matchAll(CALL)) {
    const word = m[1]!, where = word === 'acl' ? null : references().get(word);
    if (where === undefined) continue;
    let at = m.index + word.length + 1;
    m[2]!.split(',').forEach((part, i) => {
      const kind = where === null ? 'acl' : where.get(i), name = kind === 'acl' && part.startsWith('!') ? part.slice(1) : part;
      if (kind !== undefined && NAME.test(name)) out.push({ kind, name, at: at + part.length - name.length });
      at += part.length + 1;
    });
  }
  return out;
}
const NONE: readonly never[] = [];
