// Which words, and which parts of words, name something: read off the argument types of the facts, memoised by keyword. Pure and
// cheap: it runs once for every line that is read.
import { anyAction, at, converter, fetch } from '../language/load.ts';
import { callArguments, type WordTable, wordTable } from '../language/typedArguments.ts';
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
  if (value.indexOf('%') >= 0) for (let i = value.indexOf('['), next = 0; i >= 0; i = value.indexOf('[', Math.max(i + 1, next))) {
    // `%[`, `%{+Q}[`, `%(name)[`; `%%[` is text
    const before = value[i - 1];
    if (before !== '}' && before !== ')' && (before !== '%' || value[i - 2] === '%')) continue;
    let from = i + 1;
    while (value.charCodeAt(from) === 32) from++;
    next = scan(value, from, found);
    format = true;
  }
  if (!format) scan(value, 0, found);
}

/** Returns where it stopped. */
function scan(value: string, from: number, found: Found): number {
  for (let i = from, call = firstCall;; call = nextCall) {
    const start = i;
    while (isWord(value.charCodeAt(i))) i++;
    if (value.charCodeAt(i) === 40) i = args(value, i + 1, call(value.slice(start, i)), found);
    if (value.charCodeAt(i) !== 44) return i;
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

/** Where a request goes is `model/routes`' matter. */
const ROUTES: ReadonlySet<string> = new Set(['use_backend', 'default_backend']);
const table = wordTable(MENTIONS, kindOf, { filter: { cache: 'cache' }, trace: { sink: 'ring' }, 'send-spoe-group': { 'send-spoe-group': 'spoe-engine' } });

/** Words of the statement's keyword in front of names; null for most statements. */
export const wordsBefore: WordTable<Referred> = (kind, word, second, third) => (ROUTES.has(word) ? null : table(kind, word, second, third));
