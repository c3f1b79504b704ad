// Which names a statement declares and which it uses. A pure function of the words and the section's kind, so
// that the same call that indexed a line also takes it out again.
import { conditionAt, parseCondition } from '../syntax/condition.ts';
import { ENV, type EnvUse, EXPANDS, type Token } from '../syntax/lexer.ts';
import { headIndex, hasBackend, hasFrontend, isProxy, type SectionKind } from './keyword.ts';
import { connectsTo, listensAt, listenersOf } from './local.ts';
import { namesInCalls, type Referred, wordsBefore } from './mentions.ts';

/**
 * Some kinds belong to their section (`isLocal`); every other kind is known in the whole configuration.
 * `proxy`: what HAProxy keeps in one list whatever the section's kind: frontend, backend, listen, named defaults, log-forward.
 * Where traffic goes is `backend`; whatever else speaks of a proxy uses `proxy`, and `role` says what it means.
 * `far-…`: a name with that of its section in front, `be/s1`.
 */
export type NameKind = 'proxy' | 'frontend' | 'backend' | 'defaults' | 'acl' | 'server' | 'userlist' | 'resolvers' | 'peers' | 'cache' | 'ring'
  | 'http-errors' | 'fcgi-app' | 'mailers' | 'log-profile' | 'log-forward' | 'crt-store' | 'acme' | 'healthcheck' | 'program' | 'traces'
  | 'variable' | 'environment' | 'peer' | 'table' | 'alias' | 'user' | 'group' | 'nameserver' | 'mailer' | 'filter' | 'spoe-engine' | 'request-capture' | 'response-capture'
  | 'far-server' | 'far-table' | 'far-group' | 'far-alias'
  /** No name: an address on this machine, which a bind line has and a server line connects to. */
  | 'address'
  /** No name either: an address and port that a bind line takes, in one spelling. */
  | 'listener';

/** What a mention of a proxy means by it; `proxy`: any. */
export type ProxyRole = 'frontend' | 'backend' | 'table' | 'proxy';

export interface NameUse {
  readonly kind: NameKind;
  readonly name: string;
  readonly declares: boolean;
  readonly token: Token;
  /** Offset of the name in the token's value; of a far name, that of the part behind the slash. */
  readonly at: number;
  readonly role?: ProxyRole;
  /** Columns of the raw text, where the value does not hold the name as such: `${X}`. */
  readonly columns?: { readonly start: number; readonly end: number };
}

/** Captures have numbers, not names: each declaration goes by this. */
export const CAPTURE = '#';

const LOCAL: ReadonlySet<NameKind> = new Set<NameKind>(['acl', 'server', 'table', 'alias', 'user', 'group', 'nameserver', 'mailer', 'filter', 'spoe-engine', 'request-capture', 'response-capture']);
export const isLocal = (kind: NameKind): boolean => LOCAL.has(kind);
/** Nothing that is checked depends on who else uses such a name. */
/** Kinds that nobody reads as names. */
export const isNameless = (kind: NameKind): boolean => kind === 'address' || kind === 'listener';
const QUIET: ReadonlySet<NameKind> = new Set<NameKind>(['variable', 'environment', 'peer']);
export const isQuiet = (kind: NameKind): boolean => QUIET.has(kind);

const SECTION_NAMES: ReadonlySet<string> = new Set(['userlist', 'resolvers', 'peers', 'cache', 'ring', 'http-errors', 'fcgi-app', 'mailers', 'log-profile', 'log-forward', 'crt-store', 'acme', 'healthcheck', 'program', 'traces']);
const BUILTIN_SINKS: ReadonlySet<string> = new Set(['stdout', 'stderr', 'buf0']);
const NO_ENV: readonly EnvUse[] = [];

/** The word is a name as written: no environment variable, no `%[…]`. */
const plain = (t: Token | undefined): t is Token => t !== undefined && t.value !== '' && (t.flags & ENV) === 0 && !t.value.includes('%');
/** Part of a word that only a running HAProxy or a template's reader knows. */
const UNKNOWN = /[$%\ue000]/;

export function namesOf(tokens: readonly Token[], kind: SectionKind, isHeader: boolean, env: readonly EnvUse[] = NO_ENV): NameUse[] {
  const out: NameUse[] = [];
  for (const e of env) environment(out, tokens, e);
  if (isHeader) { header(out, tokens, kind); return out; }
  const head = headIndex(tokens), word = tokens[head]?.value ?? '';
  declared(out, tokens, head, kind);
  const words = wordsBefore(kind, word, tokens[head + 1]?.value, tokens[head + 2]?.value);
  if (words) for (let i = head + words.from; i + 1 < tokens.length; i++) {
    const value = tokens[i]!.value, behind = words.before.get(value);
    if (i > head && (value === 'if' || value === 'unless')) break;
    const token = behind ? tokens[i + behind.distance] : undefined;
    if (!behind || !plain(token)) continue;
    if (!behind.list) refer(out, behind.of, token, 0, token.value.length, word.startsWith('set-var'));
    else for (let at = 0; at <= token.value.length;) { const comma = token.value.indexOf(',', at), end = comma < 0 ? token.value.length : comma; if (end > at) refer(out, behind.of, token, at, end, false); at = end + 1; }
  }
  for (let i = head; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.value.indexOf('(') < 0) continue;
    namesInCalls(token.value, (k, at, end, declares) => refer(out, k, token, at, end, declares));
    if (token.value.startsWith('http_auth_group(')) groups(out, tokens, i);
  }
  if (word !== 'acl' && word !== 'server' && word !== 'bind') {
    const at = conditionAt(tokens, head + 1);
    if (at > 0) for (const group of parseCondition(tokens, at).groups) for (const term of group) {
      if (!term.name) continue;
      const token = tokens[term.last]!;
      if (!(token.flags & ENV)) out.push({ kind: 'acl', name: term.name, declares: false, token, at: token.value.length - term.name.length });
    }
  }
  return out;
}

function put(out: NameUse[], kind: NameKind, token: Token | undefined, declares = false): void {
  if (plain(token)) out.push({ kind, name: token.value, declares, token, at: 0 });
}

function header(out: NameUse[], tokens: readonly Token[], kind: SectionKind): void {
  // the kind, not the word: a misspelt header stands for the section it means
  const word = kind, name = tokens[1];
  if (name?.value !== 'from' || kind !== 'defaults') {
    if (hasFrontend(word)) put(out, 'frontend', name, true);
    if (hasBackend(word)) put(out, 'backend', name, true);
    if (word === 'defaults') put(out, 'defaults', name, true);
    if (SECTION_NAMES.has(word)) put(out, word as NameKind, name, true);
    if (isProxy(word) || word === 'defaults' || word === 'log-forward') put(out, 'proxy', name, true);
  }
  const from = tokens.findIndex((t, i) => i > 0 && t.value === 'from');
  if (from > 0 && (isProxy(word) || word === 'defaults')) put(out, 'defaults', tokens[from + 1]);
}

/** What the statement's own words bring to life or send traffic to. */
function declared(out: NameUse[], tokens: readonly Token[], head: number, kind: SectionKind): void {
  const arg = tokens[head + 1], next = tokens[head + 2];
  switch (tokens[head]?.value) {
    case 'acl': put(out, 'acl', arg, true); break;
    case 'server':
      put(out, kind === 'peers' ? 'peer' : 'server', arg, true);
      if (next && kind !== 'peers') addresses(out, next, connectsTo(next.value), false);
      break;
    case 'server-template': put(out, 'server', arg, true); break;
    case 'peer': put(out, 'peer', arg, true); break;
    case 'localpeer': put(out, 'peer', arg); break;
    case 'default_backend': case 'use_backend': put(out, 'backend', arg); break;
    case 'nameserver': if (kind === 'resolvers') put(out, 'nameserver', arg, true); break;
    case 'mailer': if (kind === 'mailers') put(out, 'mailer', arg, true); break;
    case 'user': if (kind === 'userlist') put(out, 'user', arg, true); break;
    case 'group': if (kind === 'userlist') put(out, 'group', arg, true); break;
    case 'table': if (kind === 'peers') put(out, 'table', arg, true); break;
    case 'load': if (kind === 'crt-store') put(out, 'alias', tokens[tokens.findIndex((t, i) => i > head && t.value === 'alias') + 1 || tokens.length], true); break;
    case 'setenv': case 'presetenv': put(out, 'environment', arg, true); break;
    case 'unsetenv': case 'resetenv': for (let i = head + 1; i < tokens.length; i++) put(out, 'environment', tokens[i]); break;
    case 'filter':
      if (arg?.value.startsWith('bwlim-')) put(out, 'filter', next, true);
      else if (arg?.value === 'spoe' && next?.value === 'engine') put(out, 'spoe-engine', tokens[head + 3], true);
      break;
    case 'capture':
      if (next?.value === 'header' && (arg?.value === 'request' || arg?.value === 'response')) capture(out, arg.value, tokens[head + 3] ?? next);
      break;
    case 'declare': if (arg?.value === 'capture' && (next?.value === 'request' || next?.value === 'response')) capture(out, next.value, next); break;
    case 'http-request': case 'http-response': if (arg?.value === 'capture') sampled(out, tokens, head + 2); break;
    case 'tcp-request': if (arg?.value === 'content' && next?.value === 'capture') sampled(out, tokens, head + 3); break;
    case 'log': target(out, arg, 'ring@', 'ring'); target(out, arg, 'backend@', 'backend'); break;
    case 'bind':
      target(out, arg, 'rhttp@', 'server');
      aliases(out, tokens, head);
      if (arg && hasFrontend(kind)) for (const a of listensAt(arg.value)) addresses(out, arg, a, true);
      if (arg && hasFrontend(kind)) for (const name of listenersIn(arg)) out.push({ kind: 'listener', name, declares: true, token: arg, at: 0 });
      break;
    case 'default-server': case 'ssl-f-use': aliases(out, tokens, head); break;
    case '.if': case '.elif':
      for (const token of tokens) for (const m of token.value.matchAll(/\bdefined\(([\w.]+)\)/g)) out.push({ kind: 'environment', name: m[1]!, declares: false, token, at: m.index + 8 });
      break;
    default: break;
  }
}

const listenersIn = (token: Token): readonly string[] => (token.flags & EXPANDS ? [] : listenersOf(token.value));

function addresses(out: NameUse[], token: Token, name: string | null, declares: boolean): void {
  if (name !== null && (token.flags & ENV) === 0) out.push({ kind: 'address', name, declares, token, at: 0 });
}

const capture = (out: NameUse[], side: string, token: Token): void => { out.push({ kind: side === 'request' ? 'request-capture' : 'response-capture', name: CAPTURE, declares: true, token, at: 0 }); };

/** `capture <sample> len <n>` makes a capture; `capture <sample> id <n>` fills one that is there. */
function sampled(out: NameUse[], tokens: readonly Token[], from: number): void {
  const side = tokens[from - 2]?.value === 'http-response' ? 'response-capture' : 'request-capture';
  for (let i = from; i < tokens.length; i++) {
    const value = tokens[i]!.value;
    if (value === 'len') { capture(out, side === 'request-capture' ? 'request' : 'response', tokens[from]!); return; }
    if (value === 'id') { put(out, side, tokens[i + 1]); return; }
    if (value === 'if' || value === 'unless') return;
  }
}

function target(out: NameUse[], token: Token | undefined, prefix: string, kind: Referred): void {
  if (plain(token) && token.value.startsWith(prefix) && token.value.length > prefix.length) refer(out, kind, token, prefix.length, token.value.length, false);
}

/** Certificates of a crt-store: `@store/alias`. */
function aliases(out: NameUse[], tokens: readonly Token[], head: number): void {
  for (let i = head + 1; i < tokens.length; i++) {
    const token = tokens[i]!, { value } = token;
    if (value.charCodeAt(0) !== 64 || !plain(token)) continue;
    const slash = value.indexOf('/');
    if (slash < 0 || slash === value.length - 1) continue;
    if (slash > 1) out.push({ kind: 'crt-store', name: value.slice(1, slash), declares: false, token, at: 1 });
    out.push({ kind: 'far-alias', name: value.slice(1), declares: false, token, at: slash + 1 });
  }
}

/** The patterns behind `http_auth_group(users)` are groups of that userlist. */
function groups(out: NameUse[], tokens: readonly Token[], at: number): void {
  const call = tokens[at]!.value, list = call.slice(16, call.indexOf(')') < 0 ? call.length : call.indexOf(')'));
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i]!, { value } = token;
    if (value === '}' || value === '-f') return;
    if (value === '-m') { i++; continue; }
    if (value.startsWith('-') || !plain(token) || UNKNOWN.test(list)) continue;
    out.push({ kind: 'far-group', name: `${list}/${value}`, declares: false, token, at: 0 });
  }
}

function environment(out: NameUse[], tokens: readonly Token[], e: EnvUse): void {
  const token = tokens.find((t) => e.start >= t.start && e.end <= t.end);
  // `$X` or `${X}`
  const start = e.start + (e.end - e.start === e.name.length + 1 ? 1 : 2);
  if (token) out.push({ kind: 'environment', name: e.name, declares: false, token, at: 0, columns: { start, end: start + e.name.length } });
}

function refer(out: NameUse[], kind: Referred, token: Token, at: number, end: number, declares: boolean): void {
  const name = token.value.slice(at, end);
  if (UNKNOWN.test(name)) return;
  const slash = kind === 'server' || kind === 'table' ? name.indexOf('/') : -1;
  const proxy = (role: ProxyRole, to: number): void => { if (to > 0) out.push({ kind: 'proxy', name: name.slice(0, to), declares: false, token, at, role }); };
  switch (kind) {
    case 'backend': case 'frontend': case 'proxy': proxy(kind, name.length); break;
    case 'table':
      if (slash < 0) { proxy('table', name.length); break; }
      if (slash > 0) out.push({ kind: 'peers', name: name.slice(0, slash), declares: false, token, at });
      if (slash < name.length - 1) out.push({ kind: 'far-table', name, declares: false, token, at: at + slash + 1 });
      break;
    case 'server':
      if (slash < 0) { out.push({ kind: 'server', name, declares: false, token, at }); break; }
      proxy('backend', slash);
      if (slash < name.length - 1) out.push({ kind: 'far-server', name, declares: false, token, at: at + slash + 1 });
      break;
    case 'ring': if (!BUILTIN_SINKS.has(name)) out.push({ kind, name, declares: false, token, at }); break;
    default: out.push({ kind: kind as NameKind, name, declares, token, at });
  }
}
