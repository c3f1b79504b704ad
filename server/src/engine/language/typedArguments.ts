/**
 * Where arguments of some types stand: behind which word of which statement, or at which place in parentheses. For whoever looks
 * into every line and cannot follow a whole grammar.
 */
import { parseGrammar, type Sequence } from './grammar.ts';
import type { Entry, SectionKind } from './facts.ts';
import { anyAction, bindOptions, crtStoreOptions, directivesOf, scopeOf, serverOptions } from './load.ts';

/** What stands `distance` words behind a fixed word. `list`: names with commas between them. */
export interface Behind<T> { readonly of: T; readonly distance: number; readonly list: boolean }
type WordsBefore<T> = Map<string, Behind<T>>;
export type KindOf<T> = (type: string) => T | null;

/** Every signature of every version that mentions one of the types, the keyword's own words in front. */
function* grammarsOf<V>(entry: Entry<V>, mentions: RegExp): Iterable<Sequence> {
  const { raw } = entry.source, history = raw.h as Record<string, { readonly g?: unknown }> | undefined;
  for (const g of [raw.g, ...Object.values(history ?? {}).map((h) => h.g)].flat()) {
    if (typeof g === 'string' && mentions.test(g)) yield parseGrammar(g.startsWith('=') ? g.slice(1) : entry.name + g);
  }
}

/** Adds to `found` what the entry's signatures say. `last` is the word that the entry's own name ends with. */
function collectWords<T, V>(found: WordsBefore<T>, entry: Entry<V>, mentions: RegExp, kindOf: KindOf<T>): void {
  for (const grammar of grammarsOf(entry, mentions)) walk(grammar, { word: null, distance: 0 }, found, kindOf);
}

interface Place { word: string | null; distance: number }

function walk<T>(of: Sequence, place: Place, found: WordsBefore<T>, kindOf: KindOf<T>, list = false): void {
  for (const node of of) switch (node.kind) {
    case 'word': place.word = node.text; place.distance = 0; break;
    case 'value': {
      const kind = node.type === null ? null : kindOf(node.type);
      if (!node.glued) place.distance++;
      if (kind !== null && place.word !== null) found.set(place.word, { of: kind, distance: Math.max(1, place.distance), list });
      break;
    }
    case 'optional': case 'repeat': {
      const inner = { ...place }, separated = node.kind === 'repeat' && node.separator !== null;
      walk(node.of, inner, found, kindOf, list || separated);
      // `[<backend>/]<server>` is one word, whatever is left out; anything else may shift what follows
      if (!node.of.some((n) => n.kind === 'value') || node.of[0]?.kind === 'word' || separated) place.word = null;
      break;
    }
    case 'oneOf': {
      const words = node.of.every((b) => b.length === 1 && b[0]!.kind === 'word');
      for (const branch of node.of) walk(branch, { ...place }, found, kindOf, list);
      if (words) place.distance++; else place.word = null;
      break;
    }
    default: break;
  }
}

/** Kinds of the arguments in the first parentheses of the entry's signatures; null where there is nothing to tell. */
export function callArguments<T, V>(entry: Entry<V>, mentions: RegExp, kindOf: KindOf<T>): (T | null)[] | null {
  for (const grammar of grammarsOf(entry, mentions)) {
    const parens = grammar.find((n) => n.kind === 'parens');
    if (parens?.kind !== 'parens') continue;
    const out: (T | null)[] = [null];
    (function arg(of: Sequence): void {
      for (const n of of) {
        if (n.kind === 'separator') out.push(null);
        else if (n.kind === 'value' && n.type !== null) out[out.length - 1] = kindOf(n.type);
        else if (n.kind === 'optional') arg(n.of);
      }
    })(parens.of);
    if (out.some((k) => k !== null)) return out;
  }
  return null;
}

/** Words of a statement in front of values; `from`: index of the first word to look at, the keyword being 0. */
export interface Words<T> { readonly before: ReadonlyMap<string, Behind<T>>; readonly from: number }
/** `word`: the keyword; `second`, `third`: the words behind it. Null for statements without such values. */
export type WordTable<T> = (kind: string, word: string, second: string | undefined, third: string | undefined) => Words<T> | null;

/** Words between a rule's keyword and its action. */
const RULES: ReadonlyMap<string, number> = new Map([['http-request', 1], ['http-response', 1], ['http-after-response', 1], ['tcp-request', 2], ['tcp-response', 2], ['quic-initial', 1]]);
/** Options come behind the name and the address. */
const SERVERS: ReadonlyMap<string, number> = new Map([['server', 3], ['peer', 3], ['server-template', 4], ['default-server', 1]]);
const BINDS: ReadonlyMap<string, number> = new Map([['bind', 2], ['dgram-bind', 2], ['default-bind', 1]]);
const CERTIFICATES: ReadonlyMap<string, number> = new Map([['load', 1], ['ssl-f-use', 1]]);

/** What the facts do not type, by keyword or action and then by the word in front. */
export type Additions<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** A table over all statements, filled as they are asked for. `mentions`: cheap test on a grammar's notation before it is read. */
export function wordTable<T>(mentions: RegExp, kindOf: KindOf<T>, also: Additions<T> = {}): WordTable<T> {
  const collect = <V>(entries: Iterable<Entry<V>>, name: string): WordsBefore<T> | null => {
    const found: WordsBefore<T> = new Map();
    for (const e of entries) {
      collectWords(found, e, mentions, kindOf);
      const type = e.source.raw.valueType, of = typeof type === 'string' ? kindOf(type) : null;
      if (of !== null) found.set(e.name, { of, distance: 1, list: false });
    }
    if (Object.hasOwn(also, name)) for (const [word, of] of Object.entries(also[name]!)) found.set(word, { of, distance: 1, list: false });
    return found.size ? found : null;
  };
  const scopes = new Map<string, ReadonlyMap<string, Words<T>>>(), byAction = new Map<string, Words<T> | null>();
  const options = new Map<object, ReadonlyMap<string, Behind<T>> | null>();
  const optionWords = (entries: readonly Entry<unknown>[], from: number): Words<T> | null => {
    let before = options.get(entries);
    if (before === undefined) { before = collect(entries, ''); options.set(entries, before); }
    return before && { before, from };
  };
  const scopeWords = (kind: string): ReadonlyMap<string, Words<T>> => {
    const scope = scopeOf(kind as SectionKind);
    let known = scopes.get(scope);
    if (known) return known;
    const byFirst = new Map<string, Entry<unknown>[]>(), out = new Map<string, Words<T>>();
    for (const e of directivesOf(kind as SectionKind)) { const first = e.name.split(' ', 1)[0]!, list = byFirst.get(first); if (list) list.push(e); else byFirst.set(first, [e]); }
    for (const [first, entries] of byFirst) { const before = collect(entries, first); if (before) out.set(first, { before, from: 0 }); }
    known = out;
    scopes.set(scope, known);
    return known;
  };
  return (kind, word, second, third) => {
    const server = SERVERS.get(word), bind = BINDS.get(word), certificates = CERTIFICATES.get(word), rule = RULES.get(word);
    if (server !== undefined) return optionWords(serverOptions().entries, server);
    if (bind !== undefined) return optionWords(bindOptions().entries, bind);
    if (certificates !== undefined) return optionWords(crtStoreOptions().entries, certificates);
    if (rule === undefined) return scopeWords(kind).get(word) ?? null;
    const action = rule === 1 ? second : third;
    const open = action?.indexOf('(') ?? -1, name = open < 0 ? action ?? '' : action!.slice(0, open);
    let known = byAction.get(name);
    if (known === undefined) {
      const entry = anyAction(name), before = entry ? collect([entry], name) : null;
      known = before ? { before, from: rule } : null;
      if (byAction.size > 1000) byAction.clear();
      byAction.set(name, known);
    }
    // `tcp-request inspect-delay 5s` has no action
    return known ?? scopeWords(kind).get(word) ?? null;
  };
}
