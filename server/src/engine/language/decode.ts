/** Turns lines of facts.json into the types of facts.ts. Owns the short form and nothing else; the inverse is scripts/gen-encode.mjs. */
import type {
  Action, Argument, BindOption, Common, ConditionDirective, Converter, CrtStoreOption, Directive, EnumValue, Entry, Fetch, Limits, LogAlias, LogFormat, Mode, Place, Predicate, Raw,
  Reaction, Ruleset, SampleType, Scope, SectionFact, ServerOption, StickKey, StickType, WordLimits,
} from './facts.ts';
import { parseGrammar, type Sequence, showGrammar } from './grammar.ts';
import { ALL_VERSIONS, rangeMask, type Version, type VersionMask, versionBit } from './version.ts';

const MODES: Readonly<Record<string, Mode>> = { t: 'tcp', h: 'http', l: 'log', p: 'peers', r: 'ring' };
const RULESETS: Readonly<Record<string, Ruleset>> = {
  q: 'quic-initial', c: 'tcp-request connection', s: 'tcp-request session', t: 'tcp-request content', u: 'tcp-response content', h: 'http-request', r: 'http-response',
  a: 'http-after-response',
};
const PLACES: Readonly<Record<string, Place>> = { d: 'defaults', n: 'defaults-named', f: 'frontend', l: 'listen', b: 'backend' };
const REACTIONS: Readonly<Record<string, Reaction>> = { e: 'error', w: 'warning', s: 'silent' };
const LAYERS: Readonly<Record<string, Fetch['layer']>> = { '7.3.2': 'internal', '7.3.3': 'L4', '7.3.4': 'L5', '7.3.5': 'L6', '7.3.6': 'L7', '7.3.7': 'dev' };
const NONE: readonly never[] = [];

const ranges = new Map<string, VersionMask>([['', ALL_VERSIONS]]);

/** "2.6-3.1", "-2.8", "3.0-", "3.2", joined by commas; "" is every version. */
export function decodeRange(text: string): VersionMask {
  let mask = ranges.get(text);
  if (mask !== undefined) return mask;
  mask = 0;
  for (const part of text.split(',')) {
    const dash = part.indexOf('-');
    mask |= dash < 0 ? versionBit(part as Version) : rangeMask((part.slice(0, dash) || undefined) as Version | undefined, (part.slice(dash + 1) || undefined) as Version | undefined);
  }
  ranges.set(text, mask);
  return mask;
}

export function decodeEntry<View>(raw: Raw, decode: (raw: Raw, name: string) => View): Entry<View> {
  const known = decodeRange((raw.v as string | undefined) ?? '');
  let refused = raw.removed || raw.docOnly ? known : 0;
  const history = raw.h as Record<string, Record<string, unknown>> | undefined;
  for (const range in history) {
    const past = history[range]!;
    if (!('removed' in past || 'docOnly' in past)) continue;
    const mask = decodeRange(range);
    refused = ('removed' in past ? past.removed : raw.removed) || ('docOnly' in past ? past.docOnly : raw.docOnly) ? refused | mask : refused & ~mask;
  }
  return { name: raw.n, known, usable: known & ~refused, source: { raw, decode, views: [] } };
}

const text = (value: unknown): string | null => (value as string | undefined) ?? null;
const words = (value: unknown): readonly string[] => (value ? (value as string).split(' ') : NONE);

function common(raw: Raw, signatures: readonly string[]): Common {
  return {
    name: raw.n, anchor: text(raw.a), undocumented: !!raw.undocumented, deprecated: !!raw.deprecated, removed: !!raw.removed, docOnly: !!raw.docOnly, experimental: !!raw.experimental,
    deprecatedIn: text(raw.deprecatedIn), removedIn: text(raw.removedIn), replacement: text(raw.replacement), build: (raw.build as string[] | undefined) ?? NONE, addon: text(raw.addon),
    notInBinary: !!raw.notInBinary, default: text(raw.default), range: (raw.range as [number, number] | undefined) ?? null, signatures,
  };
}

/** Not a spread: on an object of this size that takes V8 thirty times as long. */
function view<Fields extends object>(raw: Raw, signatures: readonly string[], fields: Fields): Common & Fields {
  return Object.assign(common(raw, signatures), fields);
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

/** Adds grammar and signatures, read when asked for: most keywords of a long list never are. */
function spelled<Fields extends object>(raw: Raw, name: string, fields: Fields): Fields & Common & { readonly grammar: readonly Sequence[] } {
  let grammar: readonly Sequence[] | undefined;
  let signatures: readonly string[] | undefined;
  const read = () => {
    grammar ??= raw.g === null ? NONE : list((raw.g as string | string[] | undefined) ?? '').map((g) => parseGrammar(g.startsWith('=') ? g.slice(1) : name + g));
    return grammar;
  };
  const show = () => {
    signatures ??= raw.g === null ? [name] : raw.sig ? list(raw.sig as string | string[]) : read().map(showGrammar);
    return signatures;
  };
  return Object.defineProperties(view(raw, NONE, fields), { grammar: { get: read, enumerable: true }, signatures: { get: show, enumerable: true } }) as Fields & Common & {
    readonly grammar: readonly Sequence[];
  };
}

function modes(raw: Raw): readonly Mode[] | null {
  return typeof raw.m === 'string' ? Array.from(raw.m, (c) => MODES[c]!) : null;
}

const LAX = ['no', 'tail', 'word'] as const;

function limits(raw: Raw): Limits | null {
  const spec = raw.numbers as string | undefined;
  if (!spec) return null;
  const lax = spec.startsWith('~~') ? 2 : spec.startsWith('~') ? 1 : 0;
  const [min = '', max = ''] = spec.slice(lax).split('..');
  return { min: min === '' ? null : Number(min), max: max === '' ? null : Number(max), lax: LAX[lax] };
}

function wordLimits(raw: Raw): WordLimits | null {
  const m = /^(!?)(\d*)\.\.(\d*)$/.exec((raw.words as string | undefined) ?? '');
  return m && { min: Number(m[2]), max: m[3] === '' ? null : Number(m[3]), strict: m[1] !== '' };
}

export function decodeDirective(scope: Scope): (raw: Raw, name: string) => Directive {
  return (raw, name) => spelled(raw, name, {
    scope, limits: limits(raw), words: wordLimits(raw), places: scope === 'proxy' ? places(raw) : null, modes: modes(raw), requiresMode: text(raw.requiresMode) as Mode | null, negatable: !!raw.negatable, cumulative: !!raw.repeat,
  });
}

/** A place that is named nowhere refuses the directive: it is unknown, removed, or a build's extension nobody could ask. */
function places(raw: Raw): Record<Place, Reaction> {
  const at: Record<Place, Reaction> = { defaults: 'error', 'defaults-named': 'error', frontend: 'error', listen: 'error', backend: 'error' };
  for (const c of (raw.s as string | undefined) ?? '') {
    at[PLACES[c]!] = 'yes';
    if (c === 'd') at['defaults-named'] = 'yes';
  }
  for (const part of words(raw.o)) for (const c of part.slice(2)) at[PLACES[c]!] = REACTIONS[part[0]!]!;
  return at;
}

export function decodeBindOption(raw: Raw, name: string): BindOption {
  return spelled(raw, name, {
    limits: limits(raw), arity: raw.arity as number, ssl: !!raw.ssl, crtList: !!raw.crtList, crtListOnly: !!raw.crtListOnly, negates: text(raw.negates), modes: modes(raw),
  });
}

export function decodeServerOption(raw: Raw, name: string): ServerOption {
  return spelled(raw, name, {
    limits: limits(raw), arity: typeof raw.arity === 'number' ? raw.arity : null, defaultServer: !!raw.defaultServer, dynamic: !!raw.dynamic, negates: text(raw.negates), modes: modes(raw),
  });
}

export function decodeCrtStoreOption(raw: Raw, name: string): CrtStoreOption {
  return view(raw, [`${name} <value>`], { valueType: raw.valueType as string });
}

export function decodeAction(raw: Raw, name: string): Action {
  return spelled(raw, name, { rulesets: Array.from(raw.r as string, (c) => RULESETS[c]!), final: !!raw.final, prefixMatch: !!raw.prefixMatch });
}

export function decodeFetch(kinds: readonly (readonly [string, string])[]): (raw: Raw, name: string) => Fetch {
  const read = kinds.map(([available, uses]) => ({ availability: columns(available), uses: words(uses) }));
  return (raw, name) => {
    const kind = typeof raw.k === 'number' ? read[raw.k] : undefined;
    const args = decodeArguments(raw.args);
    return view(raw, [text(raw.sig) ?? showCall(name, args)], {
      args, output: (raw.out as SampleType | undefined) ?? 'any', availability: kind?.availability ?? null,
      uses: kind?.uses ?? NONE, layer: LAYERS[raw.a as string] ?? null, acl: (raw.acl as Record<string, string> | undefined) ?? {}, aclOnly: !!raw.aclOnly, base: text(raw.base),
      match: text(raw.match), stores: words(raw.t),
    });
  };
}

function columns(available: string): number {
  let mask = 0;
  for (let i = 0; i < available.length; i++) if (available[i] === 'Y') mask |= 1 << i;
  return mask;
}

export function decodeConverter(raw: Raw, name: string): Converter {
  const args = decodeArguments(raw.args);
  return view(raw, [text(raw.sig) ?? showCall(name, args)], { args, input: raw.in as SampleType, output: raw.out as SampleType, family: text(raw.family), stores: words(raw.t) });
}

function decodeArguments(value: unknown): readonly Argument[] {
  if (!Array.isArray(value)) return NONE;
  return value.map((item: string | [string, string[] | null, string | null]) => {
    const [spec, values, format] = Array.isArray(item) ? item : [item, null, null];
    const equals = spec.indexOf('=');
    let end = spec.length;
    while ('?.(!'.includes(spec[end - 1]!)) end--;
    const flags = spec.slice(end);
    return {
      name: spec.slice(0, equals), type: spec.slice(equals + 1, end), optional: flags.includes('?'), implicit: flags.includes('.'), onlyWithoutParens: flags.includes('('),
      bracketedInManual: flags.includes('!'), values, format,
    };
  });
}

/** `url_param([<name>[,<delim>]])`; arguments that the manual does not name are left out. */
function showCall(name: string, args: readonly Argument[]): string {
  let inside = '';
  let open = 0;
  for (const [i, arg] of args.entries()) {
    if (arg.name === '') continue;
    if (arg.optional) { inside += '['; open++; }
    inside += `${i ? ',' : ''}<${arg.name}>`;
  }
  return inside === '' ? name : `${name}(${inside}${']'.repeat(open)})`;
}

export function decodeSection(raw: Raw): SectionFact {
  return view(raw, NONE, { nameMin: raw.nameMin as number, nameMax: raw.nameMax as number, from: !!raw.from, refKind: text(raw.refKind), file: raw.file as 'main' | 'spoe' });
}

export function decodeLogAlias(raw: Raw): LogAlias {
  return view(raw, NONE, { mode: raw.mode as Mode, restriction: text(raw.restriction) as LogAlias['restriction'], field: text(raw.field), type: text(raw.type), fetch: text(raw.fetch),
    needs: (raw.needs as string[] | undefined) ?? NONE });
}

export function decodeStickType(raw: Raw, name: string): StickType {
  const args = decodeArguments(raw.args);
  return view(raw, [showCall(name, args)], { std: raw.std as string, args, size: text(raw.size), local: !!raw.local, array: !!raw.array });
}

export function decodeStickKey(raw: Raw): StickKey {
  return view(raw, NONE, { sample: raw.sample as SampleType, defaultLength: raw.defaultLen as number, hasLength: !!raw.lenArg });
}

export function decodePredicate(raw: Raw, name: string): Predicate {
  const args = decodeArguments(raw.args);
  return view(raw, [showCall(name, args)], { args });
}

export function decodeConditionDirective(raw: Raw): ConditionDirective {
  return view(raw, NONE, { argument: text(raw.arg) as ConditionDirective['argument'] });
}

export function decodeLogFormat(raw: Raw): LogFormat {
  return view(raw, NONE, { value: raw.value as string });
}

export function decodeNamed(raw: Raw): Common {
  return common(raw, NONE);
}

export function decodeEnumValue(row: string | readonly string[]): EnumValue {
  if (typeof row === 'string') return { value: row, known: ALL_VERSIONS, form: null, deprecatedSince: null };
  return { value: row[0]!, known: decodeRange(row[1] ?? ''), form: row[2] || null, deprecatedSince: row[3] || null };
}
