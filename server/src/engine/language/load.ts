/** Parses and indexes facts.json once, on first use, and answers questions about keywords. Knows no documents. */
import text from '../../../data/facts.json' with { type: 'text' };
import {
  decodeAction, decodeBindOption, decodeConditionDirective, decodeConverter, decodeCrtStoreOption, decodeDirective, decodeEntry, decodeEnumValue, decodeFetch, decodeLogAlias,
  decodeLogFormat, decodeNamed, decodePredicate, decodeRange, decodeSection, decodeServerOption, decodeStickKey, decodeStickType,
} from './decode.ts';
import type {
  Action, BindOption, Common, ConditionDirective, Converter, CrtStoreOption, Directive, Entry, EnumValue, Fetch, LogAlias, LogFormat, Place, Predicate, Raw, Reaction, Ruleset,
  Scope, SectionFact, SectionKind, ServerOption, StickKey, StickType,
} from './facts.ts';
import { knownIn, newestIn, oldestIn, type Version, VERSIONS, versionBit, versionIndex } from './version.ts';

/** Keywords of one table, in the order of facts.json. */
export interface Table<View> {
  readonly entries: readonly Entry<View>[];
  get(name: string): Entry<View> | undefined;
}

interface Facts {
  readonly schema: number;
  readonly versions: readonly string[];
  readonly directives: Readonly<Record<string, readonly Raw[]>>;
  readonly fetchKinds: readonly (readonly [string, string])[];
  readonly availability: readonly string[];
  readonly enums: readonly { readonly n: string; readonly values: readonly (string | readonly string[])[] }[];
  readonly late: readonly string[];
  readonly [table: string]: unknown;
}

let parsed: Facts | undefined;

function facts(): Facts {
  if (parsed) return parsed;
  const read = JSON.parse(text) as Facts;
  if (read.schema !== 1 || read.versions.join() !== VERSIONS.join()) throw new Error('facts.json was written for another version of this program');
  parsed = read;
  return read;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function index<View>(raws: readonly Raw[], decode: (raw: Raw, name: string) => View): Table<View> {
  const entries = raws.map((raw) => decodeEntry(raw, decode));
  const byName = new Map(entries.map((e) => [e.name, e]));
  return { entries, get: (name) => byName.get(name) };
}

const table = <View>(name: string, decode: (raw: Raw, name: string) => View): (() => Table<View>) => lazy(() => index(facts()[name] as readonly Raw[], decode));

export const bindOptions: () => Table<BindOption> = table('bindOptions', decodeBindOption);
export const serverOptions: () => Table<ServerOption> = table('serverOptions', decodeServerOption);
export const crtStoreOptions: () => Table<CrtStoreOption> = table('crtStoreOptions', decodeCrtStoreOption);
export const actions: () => Table<Action> = table('actions', decodeAction);
export const fetches: () => Table<Fetch> = lazy(() => index(facts().fetches as readonly Raw[], decodeFetch(facts().fetchKinds)));
export const converters: () => Table<Converter> = table('converters', decodeConverter);
export const sections: () => Table<SectionFact> = table('sections', decodeSection);
export const logAliases: () => Table<LogAlias> = table('logAliases', decodeLogAlias);
export const logFlags: () => Table<Common> = table('logFlags', decodeNamed);
export const logFormats: () => Table<LogFormat> = table('logFormats', decodeLogFormat);
export const stickTypes: () => Table<StickType> = table('stickTypes', decodeStickType);
export const stickKeys: () => Table<StickKey> = table('stickKeys', decodeStickKey);
export const predicates: () => Table<Predicate> = table('predicates', decodePredicate);
export const conditionDirectives: () => Table<ConditionDirective> = table('conditionDirectives', decodeConditionDirective);
export const filters: () => Table<Common> = table('filters', decodeNamed);
export const services: () => Table<Common> = table('services', decodeNamed);

const late: () => ReadonlySet<string> = lazy(() => new Set(facts().late));
/** The word came to the branch with a later release than its first. */
export const isLate = (kind: 'fetches' | 'converters' | 'directives', name: string, version: Version): boolean => late().has(`${kind} ${name} ${version}`);

export const bindOption = (name: string): Entry<BindOption> | undefined => bindOptions().get(name);
export const serverOption = (name: string): Entry<ServerOption> | undefined => serverOptions().get(name);
export const fetch = (name: string): Entry<Fetch> | undefined => fetches().get(name);
export const converter = (name: string): Entry<Converter> | undefined => converters().get(name);
export const section = (name: string): Entry<SectionFact> | undefined => sections().get(name);

/** Names of the bits of `Fetch.availability`: places where a sample may be used. */
export const availabilityColumns = (): readonly string[] => facts().availability;

/** The facts of one version. A version that lacks the keyword gets those of the nearest one that has it: ask `usable` first. */
export function at<View>(entry: Entry<View>, version: Version): View {
  return entry.source.views[versionIndex(version)] ?? resolve(entry, version);
}

/** Makes the view of a version's history range and notes it for every version of that range. */
function resolve<View>(entry: Entry<View>, version: Version): View {
  const { raw, decode, views } = entry.source;
  const history = raw.h as Record<string, Record<string, unknown>> | undefined;
  const bit = versionBit(knownIn(entry.known, version) ? version : nearest(entry, version));
  let mask = entry.known;
  let past: Record<string, unknown> | undefined;
  for (const range in history) {
    const older = decodeRange(range);
    if (older & bit) {
      mask = older;
      past = history[range];
      break;
    }
    mask &= ~older;
  }
  const view = decode(past ? { ...raw, ...past, ...blank(past) } : raw, entry.name);
  for (let i = 0; i < VERSIONS.length; i++) if (mask & (1 << i)) views[i] = view;
  views[versionIndex(version)] = view;
  return view;
}

/** A null in the history is an absent field, except for the grammar, where null means that nobody knows it. */
function blank(past: Record<string, unknown>): Record<string, undefined> {
  return Object.fromEntries(Object.entries(past).filter(([k, v]) => v === null && k !== 'g').map(([k]) => [k, undefined]));
}

function nearest(entry: Entry<unknown>, version: Version): Version {
  const newer = entry.known & ~(versionBit(version) - 1);
  return oldestIn(newer) ?? newestIn(entry.known) ?? version;
}

/** HAProxy of that version accepts the word (somewhere). */
export function usable(entry: Entry<unknown>, version: Version): boolean {
  return knownIn(entry.usable, version);
}

const directiveTables = lazy(() => new Map(Object.entries(facts().directives).map(([scope, raws]) => [scope, lazy(() => words(index(raws, decodeDirective(scope as Scope))))])));

interface WordNode { entry?: Entry<Directive>; next?: Map<string, WordNode> }
interface DirectiveTable extends Table<Directive> { readonly root: WordNode }

function words(of: Table<Directive>): DirectiveTable {
  const root: WordNode = {};
  for (const entry of of.entries) {
    let node = root;
    for (const word of entry.name.split(' ')) {
      node.next ??= new Map();
      let child = node.next.get(word);
      if (!child) {
        child = {};
        node.next.set(word, child);
      }
      node = child;
    }
    node.entry = entry;
  }
  return { ...of, root };
}

export function scopeOf(kind: SectionKind): Scope {
  return kind === 'defaults' || kind === 'frontend' || kind === 'listen' || kind === 'backend' ? 'proxy' : kind;
}

/** `name` with all its words: `timeout client`. */
export function directive(scope: Scope, name: string): Entry<Directive> | undefined {
  return directiveTables().get(scope)?.().get(name);
}

/** All directives of a section's scope, of every version and place: filter with `usable` and `reaction`. */
export function directivesOf(kind: SectionKind): readonly Entry<Directive>[] {
  return directiveTables().get(scopeOf(kind))?.().entries ?? [];
}

/** The directive that a line begins with, by its longest name, and how many words that name has. */
export function matchDirective(scope: Scope, line: readonly string[]): { readonly entry: Entry<Directive>; readonly words: number } | undefined {
  let node = directiveTables().get(scope)?.().root;
  let entry: Entry<Directive> | undefined;
  let count = 0;
  for (let i = 0; node && i < line.length; i++) {
    const word = line[i]!, open = word.indexOf('(');
    // `set-var(txn.x)`: parentheses belong to the word in front of them
    node = node.next?.get(word) ?? (open > 0 ? node.next?.get(word.slice(0, open)) : undefined);
    if (node?.entry) { entry = node.entry; count = i + 1; }
  }
  return entry && { entry, words: count };
}

/** Words that may follow `first` in a directive's name (`client`, `server`, … after `timeout`). Empty when it stands alone or is unknown. */
export function wordsAfter(scope: Scope, first: string): readonly string[] {
  return [...(directiveTables().get(scope)?.().root.next?.get(first)?.next?.keys() ?? [])];
}

/** What HAProxy does with a directive in a section of that kind. `named`: for `defaults`, whether it has a name. */
export function reaction(of: Directive, kind: SectionKind, named: boolean): Reaction {
  if (!of.places) return of.scope === kind ? 'yes' : 'error';
  const place = kind === 'defaults' && named ? 'defaults-named' : kind;
  return of.places[place as Place] ?? 'error';
}

const prefixActions = lazy(() => actions().entries.filter((e) => e.source.raw.prefixMatch).sort((a, b) => b.name.length - a.name.length));

/** The action a word names in any rule set: `set-var(txn.x)` is set-var, `track-sc2` is track-sc. Longest name first. */
export function anyAction(word: string): Entry<Action> | undefined {
  return actions().get(word) ?? prefixActions().find((e) => word.startsWith(e.name));
}

const everIn = lazy(() => new Map(actions().entries.map((e) => [e, new Set(VERSIONS.filter((v) => knownIn(e.known, v)).flatMap((v) => at(e, v).rulesets))])));

/** Like anyAction, when some version has the action in that rule set. */
export function action(ruleset: Ruleset, word: string): Entry<Action> | undefined {
  const entry = anyAction(word);
  return entry && everIn().get(entry)!.has(ruleset) ? entry : undefined;
}

export function actionsOf(ruleset: Ruleset, version: Version): readonly Entry<Action>[] {
  return actions().entries.filter((e) => usable(e, version) && at(e, version).rulesets.includes(ruleset));
}

const enumTable = lazy(() => new Map(facts().enums.map((e) => [e.n, lazy(() => e.values.map(decodeEnumValue))])));

/** Every value of every version; empty for an unknown enumeration. */
export function enumValues(id: string): readonly EnumValue[] {
  return enumTable().get(id)?.() ?? [];
}

/** The words of an enumeration that HAProxy of that version accepts. */
export function enumWords(id: string, version: Version): readonly string[] {
  return enumValues(id).filter((v) => knownIn(v.known, version)).map((v) => v.value);
}
