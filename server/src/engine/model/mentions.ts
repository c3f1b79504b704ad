// Which words, and which parts of words, name something: read off the argument types of the facts, memoised by keyword. Pure and
// cheap: it runs once for every line that is read.
import type { Entry, SectionKind as KnownSection } from '../language/facts.ts';
import { anyAction, at, converter, directivesOf, fetch, scopeOf, serverOptions } from '../language/load.ts';
import { callArguments, collectWords, type WordsBefore } from '../language/typedArguments.ts';
import { VERSIONS } from '../language/version.ts';

/** What an argument refers to: the `ref:` types of the facts, and names that the facts type as plain text. */
export type Referred = string;

interface Call { readonly args: readonly (Referred | null)[]; /** For every further argument. */ readonly rest: Referred | null; /** The first argument is a name that the call brings to life. */ readonly declares: boolean }
export type Found = (kind: Referred, at: number, end: number, declares: boolean) => void;

const NEWEST = VERSIONS[VERSIONS.length - 1]!;
const MENTIONS = /=ref:|=variable/;
const kindOf = (type: string): Referred | null => type.startsWith('ref:') ? /^ref:([\w-]+)/.exec(type)![1]! : type.startsWith('variable') || type === 'string|variable' ? 'variable' : null;

/** Arguments of converters that may be a variable instead of a value; the facts say `string`. */
const VALUE_OR_VARIABLE = new Set(['value', 'offset', 'length', 'nonce', 'key', 'aead_tag', 'aad', 'alg', 'cert', 'secret', 'jwk']);
const UNTYPED: Readonly<Record<string, Call>> = {
  acl: { args: [], rest: 'acl', declares: false }, env: { args: ['environment'], rest: null, declares: false },
  'capture.req.hdr': { args: ['request-capture'], rest: null, declares: false }, 'capture.res.hdr': { args: ['response-capture'], rest: null, declares: false },
};
const setsVariable = (name: string): boolean => name === 'set-var' || name === 'set-var-fmt' || name === 'do-resolve';

const memo = (find: (name: string) => Call | null): ((name: string) => Call | null) => {
  const known = new Map<string, Call | null>();
  return (name) => {
    let call = known.get(name);
    if (call === undefined) {
      call = find(name);
      if (known.size > 2000) known.clear();
      known.set(name, call);
    }
    return call;
  };
};
const made = (name: string, args: readonly (Referred | null)[] | null | undefined): Call | null => args?.some((k) => k !== null) ? { args, rest: null, declares: setsVariable(name) } : null;

/** What comes first in an expression: a fetch, or `set-var(txn.x)`, the name of an action or of a health check's rule. */
const firstCall = memo((name) => {
  const untyped = Object.hasOwn(UNTYPED, name) ? UNTYPED[name]! : null, entry = fetch(name);
  if (untyped || !entry) return untyped ?? actionCall(name);
  const view = at(entry, NEWEST), base = view.base === null ? undefined : fetch(view.base);
  return made(name, (base ? at(base, NEWEST) : view).args.map((a) => kindOf(a.type))) ?? actionCall(name);
});
function actionCall(name: string): Call | null {
  const entry = anyAction(name);
  return entry ? made(name, callArguments(entry, MENTIONS, kindOf)) : null;
}
const nextCall = memo((name) => {
  const entry = converter(name);
  return made(name, entry && at(entry, NEWEST).args.map((a) => kindOf(a.type) ?? (a.type === 'string' && VALUE_OR_VARIABLE.has(a.name) ? 'maybe-variable' : null)));
});

const VARIABLE = /^(?:proc|sess|txn|req|res|check)\.[\w.]+$/;
const isWord = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 46 || c === 45 || c === 58;

/** Names in the parentheses of the word's expressions: the word itself is one, or holds some in `%[…]`. */
export function namesInCalls(value: string, found: Found): void {
  if (value.indexOf('(') < 0) return;
  let format = false;
  if (value.indexOf('%') >= 0) for (let i = value.indexOf('['); i >= 0; i = value.indexOf('[', i + 1)) {
    // `%[`, `%{+Q}[`, `%(name)[`; `%%[` is text
    const before = value[i - 1];
    if (before !== '}' && before !== ')' && (before !== '%' || value[i - 2] === '%')) continue;
    let from = i + 1;
    while (value.charCodeAt(from) === 32) from++;
    scan(value, from, found);
    format = true;
  }
  if (!format) scan(value, 0, found);
}

function scan(value: string, from: number, found: Found): void {
  for (let i = from, call = firstCall;; call = nextCall) {
    const start = i;
    while (isWord(value.charCodeAt(i))) i++;
    if (value.charCodeAt(i) === 40) i = args(value, i + 1, call(value.slice(start, i)), found);
    if (value.charCodeAt(i) !== 44) return;
    i++;
  }
}

/** Reads arguments from behind the `(` to behind the `)`. */
function args(value: string, from: number, call: Call | null, found: Found): number {
  let quote = 0, n = 0, start = from, i = from;
  for (; i < value.length; i++) {
    const c = value.charCodeAt(i);
    if (quote) { if (c === quote) quote = 0; else if (c === 92 && quote === 34) i++; continue; }
    if (c === 34 || c === 39) { quote = c; continue; }
    if (c === 92) { i++; continue; }
    if (c !== 44 && c !== 41) continue;
    if (call) argument(value, start, i, call, n, found);
    if (c === 41) return i + 1;
    start = i + 1; n++;
  }
  if (call) argument(value, start, Math.min(i, value.length), call, n, found);
  return value.length;
}

function argument(value: string, from: number, to: number, call: Call, n: number, found: Found): void {
  let kind = n < call.args.length ? call.args[n]! : call.rest, start = from, end = to;
  if (kind === null) return;
  const c = value.charCodeAt(start);
  if ((c === 34 || c === 39) && end - start > 1 && value.charCodeAt(end - 1) === c) { start++; end--; }
  if (kind === 'acl' && value.charCodeAt(start) === 33) start++;
  if (kind === 'maybe-variable') { if (!VARIABLE.test(value.slice(start, end))) return; kind = 'variable'; }
  if (end > start) found(kind, start, end, call.declares && n === 0);
}

// ---- names behind fixed words ----

/** Words between a rule's keyword and its action. */
const RULES: ReadonlyMap<string, number> = new Map([['http-request', 1], ['http-response', 1], ['http-after-response', 1], ['tcp-request', 2], ['tcp-response', 2], ['quic-initial', 1]]);
/** Options come behind the name and the address. */
const SERVERS: ReadonlyMap<string, number> = new Map([['server', 3], ['peer', 3], ['server-template', 4], ['default-server', 1]]);
/** What the facts do not type. */
const ALSO: Readonly<Record<string, Readonly<Record<string, Referred>>>> = { filter: { cache: 'cache' }, trace: { sink: 'ring' }, load: { acme: 'acme' } };
const ACTION_ALSO: Readonly<Record<string, Readonly<Record<string, Referred>>>> = { 'send-spoe-group': { 'send-spoe-group': 'spoe-engine' } };

export interface Words { readonly before: WordsBefore<Referred>; /** Index of the first word to look at, the keyword being 0. */ readonly from: number }

const collect = <V>(entries: Iterable<Entry<V>>, also: Readonly<Record<string, Referred>> | undefined): WordsBefore<Referred> | null => {
  const found: WordsBefore<Referred> = new Map();
  for (const e of entries) collectWords(found, e, MENTIONS, kindOf);
  for (const [word, of] of Object.entries(also ?? {})) found.set(word, { of, distance: 1, list: false });
  return found.size ? found : null;
};

const scopes = new Map<string, ReadonlyMap<string, Words>>();
const byAction = new Map<string, Words | null>();
let server: Words['before'] | null | undefined;

function scopeWords(kind: string): ReadonlyMap<string, Words> {
  const scope = scopeOf(kind as KnownSection);
  let known = scopes.get(scope);
  if (known) return known;
  const byFirst = new Map<string, Entry<unknown>[]>();
  for (const e of directivesOf(kind as KnownSection)) { const first = e.name.split(' ', 1)[0]!; const list = byFirst.get(first); if (list) list.push(e); else byFirst.set(first, [e]); }
  const out = new Map<string, Words>();
  for (const [first, entries] of byFirst) {
    // where a request goes is `model/routes`' matter
    if (first === 'use_backend' || first === 'default_backend' || SERVERS.has(first)) continue;
    const before = collect(entries, ALSO[first]);
    if (before) out.set(first, { before, from: 0 });
  }
  known = out;
  scopes.set(scope, known);
  return known;
}

/** Words of the statement's keyword in front of names; null for most statements. `word`: the keyword; `second`, `third`: the words behind it. */
export function wordsBefore(kind: string, word: string, second: string | undefined, third: string | undefined): Words | null {
  const options = SERVERS.get(word);
  if (options !== undefined) { server ??= collect(serverOptions().entries, undefined); return server ? { before: server, from: options } : null; }
  const rule = RULES.get(word);
  if (rule === undefined) return scopeWords(kind).get(word) ?? null;
  const action = rule === 1 ? second : third;
  if (action === undefined) return null;
  const open = action.indexOf('('), name = open < 0 ? action : action.slice(0, open);
  let known = byAction.get(name);
  if (known === undefined) {
    const entry = anyAction(name), before = entry ? collect([entry], ACTION_ALSO[name]) : null;
    // `track-sc` is written `track-sc0`; its words behind are the same
    known = before ? { before, from: rule } : null;
    if (byAction.size > 1000) byAction.clear();
    byAction.set(name, known);
  }
  return known;
}
