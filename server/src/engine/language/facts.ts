/**
 * The keyword facts as the rest of the engine sees them: resolved for one version, with readable names.
 *
 * facts.json holds the same in short form, written by scripts/gen.mjs, read by decode.ts. One entry per keyword; its fields are those
 * of the newest version that has it, and `h` maps a range of older versions to the fields that differ there (null = absent).
 *
 *   n  name            v  known versions: "" all, "-2.8", "3.0-", "2.6-3.1", "3.2", joined by commas
 *   a  anchor: section of that version's manual
 *   g  grammar (grammar.ts) without the leading name; starts with "=" when it is whole; absent = the name alone; null = not known
 *   sig  shown signature, where the grammar (or the arguments) would show something else
 *   s  sections of a proxy directive: d defaults, n only named defaults, f frontend, l listen, b backend
 *   o  what HAProxy does elsewhere: `e:` error, `w:` warning, `s:` accepts in silence, each with d (anonymous defaults) n f l b
 *   m  modes: t tcp, h http, l log, p peers, r ring
 *   r  rulesets: q quic-initial; tcp-request c connection, s session, t content; u tcp-response content; h http-request,
 *      r http-response, a http-after-response
 *   args  `name=type`, then ? optional, . empty means the current proxy, ( optional only without parentheses, ! required although
 *      the manual brackets it; or [that, allowed words, format]
 *   numbers  `min..max` in the setting's own unit, either end open; `~` what follows the number is ignored, `~~` a word counts as 0
 *   words  `min..max` words behind the name, open where HAProxy ignores more; `!` a first word outside the grammar's list is refused
 *   k  index into fetchKinds: [availability, uses]      t  data types of a stick-table, one of which it reads
 * Other fields have the name they have below; true is 1.
 */
import type { Sequence } from './grammar.ts';
import type { VersionMask } from './version.ts';

export type SectionKind =
  | 'global' | 'defaults' | 'frontend' | 'listen' | 'backend' | 'acme' | 'cache' | 'crt-store' | 'fcgi-app' | 'healthcheck' | 'http-errors' | 'log-forward'
  | 'log-profile' | 'mailers' | 'namespace_list' | 'peers' | 'program' | 'resolvers' | 'ring' | 'spoe-agent' | 'spoe-group' | 'spoe-message' | 'traces' | 'userlist';

/** Where directives live: one scope for the four proxy sections, else the section itself. */
export type Scope = 'proxy' | Exclude<SectionKind, 'defaults' | 'frontend' | 'listen' | 'backend'>;

/** A place for a proxy directive. HAProxy treats named and anonymous `defaults` differently. */
export type Place = 'defaults' | 'defaults-named' | 'frontend' | 'listen' | 'backend';

/** What HAProxy does with a directive at a place: `silent` = loads without a message although it has no effect there. */
export type Reaction = 'yes' | 'silent' | 'warning' | 'error';

export type Mode = 'tcp' | 'http' | 'log' | 'peers' | 'ring';

export type Ruleset =
  | 'quic-initial' | 'tcp-request connection' | 'tcp-request session' | 'tcp-request content' | 'tcp-response content' | 'http-request' | 'http-response'
  | 'http-after-response';

/** A keyword with its facts for all versions. Ask `at(entry, version)` for the facts of one. */
export interface Entry<View> {
  readonly name: string;
  /** Versions in which the parser or the manual knows the word. */
  readonly known: VersionMask;
  /** Versions in which the parser accepts it: known, not removed, not only in the manual. */
  readonly usable: VersionMask;
  /** Read through `at`. */
  readonly source: Source<View>;
}

/** The raw line of facts.json behind an entry, and the views made from it so far, by position of the version. */
export interface Source<View> {
  readonly raw: Raw;
  readonly decode: (raw: Raw, name: string) => View;
  readonly views: (View | undefined)[];
}

export type Raw = { readonly n: string; readonly [field: string]: unknown };

export interface Common {
  readonly name: string;
  /** Section number in that version's manual. */
  readonly anchor: string | null;
  readonly undocumented: boolean;
  readonly deprecated: boolean;
  /** Known to the parser, which refuses it. */
  readonly removed: boolean;
  /** In the manual, unknown to the parser. */
  readonly docOnly: boolean;
  /** Refused without `expose-experimental-directives`. */
  readonly experimental: boolean;
  readonly deprecatedIn: string | null;
  /** May be older or newer than the covered branches. */
  readonly removedIn: string | null;
  readonly replacement: string | null;
  /** Build options it needs, such as USE_ECH; `addon` likewise; `notInBinary`: the builds that were asked lacked it. */
  readonly build: readonly string[];
  readonly addon: string | null;
  readonly notInBinary: boolean;
  readonly default: string | null;
  readonly range: readonly [number, number] | null;
  /** For people: `timeout client <timeout>`. */
  readonly signatures: readonly string[];
}

interface Spelled extends Common {
  /** One per signature, the keyword's own words included. Empty when the grammar is not known. */
  readonly grammar: readonly Sequence[];
}

/** What HAProxy was seen to take as the number, time or size that follows a keyword. */
export interface Limits {
  /** In the setting's own unit (milliseconds or seconds, bytes, or a count). Null: no bound below 32 bits. */
  readonly min: number | null;
  readonly max: number | null;
  /** `no`: a wrong character is an error. `tail`: what follows the number is ignored. `word`: a word is taken for 0 as well. */
  readonly lax: 'no' | 'tail' | 'word';
}

/** How many words HAProxy was seen to want behind a directive's name. */
export interface WordLimits {
  readonly min: number;
  /** Null: what follows is ignored, or more than was tried may follow. */
  readonly max: number | null;
  /** A first word that is none of those the grammar lists is refused. */
  readonly strict: boolean;
}

export interface Directive extends Spelled {
  /** Null: nobody asked. */
  readonly words: WordLimits | null;
  /** Null: takes no number, or nobody asked. */
  readonly limits: Limits | null;
  readonly scope: Scope;
  /** Proxy directives only. */
  readonly places: Readonly<Record<Place, Reaction>> | null;
  readonly modes: readonly Mode[] | null;
  readonly requiresMode: Mode | null;
  /** `no <directive>` is accepted. */
  readonly negatable: boolean;
  /** Each line adds to the ones before. False: the last wins, or not established. */
  readonly cumulative: boolean;
}

export interface BindOption extends Spelled {
  /** Null: takes no number, or nobody asked. */
  readonly limits: Limits | null;
  /** Words consumed after the name. */
  readonly arity: number;
  readonly ssl: boolean;
  readonly crtList: boolean;
  readonly crtListOnly: boolean;
  readonly negates: string | null;
  readonly modes: readonly Mode[] | null;
}

export interface ServerOption extends Spelled {
  /** Null: takes no number, or nobody asked. */
  readonly limits: Limits | null;
  /** Words consumed after the name; null = varies. */
  readonly arity: number | null;
  readonly defaultServer: boolean;
  /** Allowed in the CLI's `add server`. */
  readonly dynamic: boolean;
  readonly negates: string | null;
  readonly modes: readonly Mode[] | null;
}

export interface CrtStoreOption extends Common {
  readonly valueType: string;
}

export interface Action extends Spelled {
  readonly rulesets: readonly Ruleset[];
  /** Ends the evaluation of its rule set. */
  readonly final: boolean;
  /** The name is followed by parentheses or a number: `set-var(txn.x)`, `track-sc0`. */
  readonly prefixMatch: boolean;
}

export interface Argument {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  /** May be empty: then the current proxy. */
  readonly implicit: boolean;
  /** May be left out only together with the parentheses. */
  readonly onlyWithoutParens: boolean;
  /** Required, although the manual shows it as optional. */
  readonly bracketedInManual: boolean;
  readonly values: readonly string[] | null;
  readonly format: string | null;
}

export type SampleType = 'any' | 'bool' | 'sint' | 'str' | 'bin' | 'addr' | 'ipv4' | 'ipv6' | 'meth' | 'same';

export interface Fetch extends Common {
  readonly args: readonly Argument[];
  readonly output: SampleType;
  /** Bit per column of `availabilityColumns()`: usable there. Null = not known. */
  readonly availability: number | null;
  /** HAProxy's own words for what must be at hand: HRQHV, L4CLI, … */
  readonly uses: readonly string[];
  readonly layer: 'internal' | 'L4' | 'L5' | 'L6' | 'L7' | 'dev' | null;
  /** Match method of the ACL keywords made of this fetch, by keyword. */
  readonly acl: Readonly<Record<string, string>>;
  /** Only an ACL keyword: `base` fetch with method `match`. */
  readonly aclOnly: boolean;
  readonly base: string | null;
  readonly match: string | null;
  /** It reads one of these stick-table data types. */
  readonly stores: readonly string[];
}

export interface Converter extends Common {
  readonly args: readonly Argument[];
  readonly input: SampleType;
  /** `same` = the input's type. */
  readonly output: SampleType;
  readonly family: string | null;
  readonly stores: readonly string[];
}

export interface SectionFact extends Common {
  /** Words after the keyword, `from` not counted. */
  readonly nameMin: number;
  readonly nameMax: number;
  readonly from: boolean;
  readonly refKind: string | null;
  /** `spoe` = lives in a SPOE file, not in the main one. */
  readonly file: 'main' | 'spoe';
}

export interface LogAlias extends Common {
  readonly mode: Mode;
  readonly restriction: 'H' | 'S' | 'L' | null;
  readonly field: string | null;
  readonly type: string | null;
  /** The same as a sample expression. */
  readonly fetch: string | null;
  readonly needs: readonly string[];
}

export interface StickType extends Common {
  readonly std: string;
  readonly args: readonly Argument[];
  readonly size: string | null;
  readonly local: boolean;
  readonly array: boolean;
}

export interface StickKey extends Common {
  readonly sample: SampleType;
  readonly defaultLength: number;
  readonly hasLength: boolean;
}

export interface Predicate extends Common {
  readonly args: readonly Argument[];
}

export interface LogFormat extends Common {
  readonly value: string;
}

export interface ConditionDirective extends Common {
  readonly argument: 'condition' | 'string' | null;
}

export interface EnumValue {
  readonly value: string;
  readonly known: VersionMask;
  /** An example of the whole text, when the value takes arguments. */
  readonly form: string | null;
  readonly deprecatedSince: string | null;
}
