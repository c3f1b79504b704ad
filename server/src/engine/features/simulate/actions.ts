// What a rule does to the request (manual 4.3 to 4.5). Every action is either done as HAProxy does it, known to leave the way of the
// request alone, or named unknown.
import { t } from '../../language/text.ts';
import type { Token } from '../../syntax/lexer.ts';
import { code } from '../hover/place.ts';
import type { Context } from './context.ts';
import { depends, evaluateWords, format, fromEnvironment } from './expression.ts';
import { type Ending, redirect } from './redirect.ts';
import { compile, fill } from './regex.ts';
import { type Header, linesOf, pathAndQuery, type State, splitValues, uriOf } from './state.ts';
import { isUnknown, known, parseIp, type Slot, type Value } from './value.ts';

export type Effect =
  | { readonly kind: 'end'; readonly ending: Ending }
  /** The rules below in this set are passed over. */
  | { readonly kind: 'stop'; readonly does: string }
  /** `change` when the rule acts for certain; `doubt` when it may: what it touches is not known any more. */
  | { readonly kind: 'change'; readonly does: string; readonly change: (s: State) => void; readonly doubt: (s: State, why: string) => void }
  | { readonly kind: 'none'; readonly does: string }
  /** It may do anything, end the request too. */
  | { readonly kind: 'unknown'; readonly why: string };

const none = (does = ''): Effect => ({ kind: 'none', does });
/** Actions that neither end the request nor touch what rules read. */
const HARMLESS = /^(?:early-hint|capture|cache-use|disable-l7-retry|set-(?:log-level|mark|nice|tos|priority-(?:class|offset)|timeout|bandwidth-limit|retries|fc-(?:mark|tos)|bc-(?:mark|tos))|sc-(?:inc|set|add)-.*|track-sc\d*|wait-for-body|wait-for-handshake|strict-mode|pause|expect-(?:proxy|netscaler-cip)|attach-srv|set-dst|set-dst-port)(?:\(|$)/;
const statusIn = (args: readonly Token[], words: readonly string[], otherwise: number): number => { const at = args.findIndex((a) => words.includes(a.value)), n = Number(args[at + 1]?.value); return at >= 0 && Number.isInteger(n) ? n : otherwise; };
const doubtHeader = (name: string) => (s: State, why: string): void => { s.doubtful.set(name, why); };
const doubtUri = (s: State, why: string): void => { s.uri = { unknown: why }; };

/** `action`: word `i` of the statement; `end`: where its condition begins. */
export function effectOf(c: Context, ruleset: string, tokens: readonly Token[], i: number, end: number): Effect {
  const word = tokens[i]?.value ?? '', name = word.replace(/\(.*$/s, ''), args = tokens.slice(i + 1, end), first = args[0], second = args[1];
  if (tokens[i] && depends(tokens[i]!)) return { kind: 'unknown', why: fromEnvironment().unknown };
  if (HARMLESS.test(word)) return none(code(word));
  switch (name) {
    case 'accept': case 'allow': return { kind: 'stop', does: t('the rules below in this set are passed over') };
    case 'deny': return { kind: 'end', ending: { kind: 'status', status: statusIn(args, ['deny_status', 'status'], 403) } };
    case 'tarpit': return { kind: 'end', ending: { kind: 'status', status: statusIn(args, ['deny_status', 'status'], 500), late: true } };
    case 'return': return { kind: 'end', ending: { kind: 'status', status: statusIn(args, ['status'], 200) } };
    case 'auth': return { kind: 'end', ending: { kind: 'status', status: 401 } };
    case 'reject': case 'silent-drop': return { kind: 'end', ending: { kind: 'closed' } };
    case 'redirect': { const e = redirect(c, args); return e ? { kind: 'end', ending: e } : none(t('the location is empty, so nothing happens')); }
    case 'use-service': return { kind: 'end', ending: { kind: 'service', name: first?.value ?? '' } };
    case 'set-src': return changed(t('the source address'), evaluateWords(c, args), (s, v) => { if (v === null) return; if (parseIp(v.text)) s.source = known(v.text); }, (s, why) => { s.source = { unknown: why }; });
    case 'set-var': return setVariable(word, () => evaluateWords(c, args));
    case 'set-var-fmt': return setVariable(word, () => { const v = first ? format(c, first) : fromEnvironment(); return isUnknown(v) ? v : known({ kind: 'str', text: v.known, number: Number.NaN }); });
    case 'unset-var': { const v = inParentheses(word).split(',')[0]!; return { kind: 'change', does: t('variable {0} is gone', code(v)), change: (s) => { s.variables.delete(v); }, doubt: (s, why) => { s.variables.set(v, { unknown: why }); } }; }
    default: break;
  }
  if (ruleset !== 'http-request') return { kind: 'unknown', why: t('what {0} does is not covered', code(word)) };
  switch (name) {
    case 'set-method': return rewritten(c, first, t('the method'), (s, v) => { s.method = v; });
    case 'set-path': return rewritten(c, first, t('the path'), (s, v) => { s.uri = both(s, v, (u, x) => ({ ...u, path: x })); });
    case 'set-pathq': return rewritten(c, first, t('path and query'), (s, v) => { s.uri = both(s, v, (u, x) => uriOf(x, u.front)); });
    case 'set-query': return rewritten(c, first, t('the query'), (s, v) => { s.uri = both(s, v, (u, x) => ({ ...u, query: x })); });
    case 'set-uri': return rewritten(c, first, t('the URI'), (s, v) => { s.uri = isUnknown(v) ? v : v.known.startsWith('/') ? known(uriOf(v.known, '')) : { unknown: t('the URI was set to one with a host') }; });
    case 'replace-path': return replaced(c, args, t('the path'), (s, edit) => { s.uri = isUnknown(s.uri) ? s.uri : both(s, edit(s.uri.known.path), (u, x) => ({ ...u, path: x })); });
    case 'replace-pathq': return replaced(c, args, t('path and query'), (s, edit) => { s.uri = isUnknown(s.uri) ? s.uri : both(s, edit(pathAndQuery(s.uri.known)), (u, x) => uriOf(x, u.front)); });
    case 'replace-uri': return replaced(c, args, t('the URI'), (s, edit) => { if (isUnknown(s.uri)) return; const u = s.uri.known, v = edit(u.front + pathAndQuery(u)); s.uri = isUnknown(v) ? v : v.known === u.front + pathAndQuery(u) ? s.uri : v.known.startsWith('/') ? known(uriOf(v.known, '')) : { unknown: t('the URI was set to one with a host') }; });
    case 'normalize-uri': return { kind: 'change', does: t('the URI is brought into its normal form, which is not worked out here'), change: (s) => doubtUri(s, t('a rule brought it into its normal form')), doubt: doubtUri };
    case 'set-header': return headerRule(c, first, second, (s, n, v) => { s.headers = s.headers.filter((h) => h.name !== n); s.headers.push({ name: n, value: v }); s.doubtful.delete(n); if (n === 'host') front(s, v); });
    case 'add-header': return headerRule(c, first, second, (s, n, v) => { s.headers.push({ name: n, value: v }); });
    case 'del-header': return deleteHeader(c, args);
    case 'replace-header': return replaceHeader(c, args, (v, edit) => edit(v));
    case 'replace-value': return replaceHeader(c, args, (v, edit) => { const parts: string[] = []; for (const p of splitValues(v, ',')) { const x = edit(p); if (isUnknown(x)) return x; parts.push(x.known); } return known(parts.join(', ')); });
    default: return { kind: 'unknown', why: t('what {0} does is not covered', code(word)) };
  }
}

const inParentheses = (word: string): string => /\(([^)]*)\)?/.exec(word)?.[1] ?? '';
const both = <T, U>(s: { readonly uri: Slot<T> }, v: Slot<string>, make: (u: T, v: string) => U): Slot<U> => (isUnknown(v) ? v : isUnknown(s.uri) ? s.uri : known(make(s.uri.known, v.known)));
const front = (s: State, host: string): void => { if (!isUnknown(s.uri) && s.uri.known.front) s.uri = known({ ...s.uri.known, front: s.uri.known.front.replace(/\/\/.*$/, `//${host}`) }); };
const told = (what: string, v: Slot<string>): string => (isUnknown(v) ? t('{0}: not known, because {1}', what, v.unknown) : t('{0}: {1}', what, code(v.known)));

function changed<T extends { readonly text: string } | null>(what: string, v: Slot<T>, set: (s: State, v: T) => void, doubt: (s: State, why: string) => void): Effect {
  return { kind: 'change', does: isUnknown(v) ? told(what, v) : v.known ? told(what, known(v.known.text)) : t('nothing: the expression gives nothing'), change: (s) => { if (isUnknown(v)) doubt(s, v.unknown); else set(s, v.known); }, doubt };
}

function setVariable(word: string, read: () => Slot<Value | null>): Effect {
  const [name = '', ...conditions] = inParentheses(word).split(',');
  const v = conditions.length ? { unknown: t('conditions of {0} are not covered', code('set-var')) } : read();
  const doubt = (s: State, why: string): void => { s.variables.set(name, { unknown: why }); };
  return changed(t('variable {0}', code(name)), v, (s, x) => { if (x) s.variables.set(name, known(x)); }, doubt);
}

function rewritten(c: Context, word: Token | undefined, what: string, set: (s: State, v: Slot<string>) => void): Effect {
  const v = word ? format(c, word) : fromEnvironment();
  return { kind: 'change', does: told(what, v), change: (s) => set(s, v), doubt: (s, why) => set(s, { unknown: why }) };
}

type Edit = (text: string) => Slot<string>;

/** The whole text gives way where the expression matches anywhere in it. */
function editor(c: Context, pattern: Token | undefined, template: Token | undefined): Edit {
  const put = template ? format(c, template) : fromEnvironment();
  if (!pattern || depends(pattern)) return fromEnvironment;
  const regex = compile(pattern.value, false), notKnown = { unknown: t('the regular expression {0} is not covered', code(pattern.value)) };
  return (text) => {
    const m = regex ? regex.exec(text) : 'unknown';
    if (m === 'unknown') return notKnown;
    if (!m) return known(text);
    if (isUnknown(put)) return put;
    const full = fill(put.known, m);
    return full === null ? notKnown : known(full);
  };
}

function replaced(c: Context, [pattern, template]: readonly Token[], what: string, apply: (s: State, edit: Edit) => void): Effect {
  const edit = editor(c, pattern, template);
  return { kind: 'change', does: t('{0} is rewritten where {1} matches', what, code(pattern?.value ?? '')), change: (s) => apply(s, edit), doubt: doubtUri };
}

function headerRule(c: Context, name: Token | undefined, value: Token | undefined, apply: (s: State, name: string, value: string) => void): Effect {
  if (!name || depends(name) || name.value.includes('%[')) return { kind: 'change', does: t('a header whose name is not known'), change: (s) => { s.allDoubtful = t('a rule sets a header whose name is not known'); }, doubt: (s, why) => { s.allDoubtful = why; } };
  const low = name.value.toLowerCase(), v = value ? format(c, value) : fromEnvironment();
  return { kind: 'change', does: told(t('header {0}', code(name.value)), v), change: (s) => { if (isUnknown(v)) s.doubtful.set(low, v.unknown); else apply(s, low, v.known); }, doubt: doubtHeader(low) };
}

function deleteHeader(c: Context, args: readonly Token[]): Effect {
  const [name] = args, method = args[1]?.value === '-m' ? args[2]?.value ?? '' : 'str', pattern = name?.value.toLowerCase() ?? '';
  if (!name || depends(name)) return headerRule(c, undefined, undefined, () => {});
  const regex = method === 'reg' ? compile(name.value, true) : null;
  const fits = (h: Header): boolean => (method === 'beg' ? h.name.startsWith(pattern) : method === 'end' ? h.name.endsWith(pattern) : method === 'sub' ? h.name.includes(pattern) : method === 'reg' ? regex?.exec(h.name) != null : h.name === pattern);
  if (method === 'reg' && !regex) return headerRule(c, undefined, undefined, () => {});
  return {
    kind: 'change', does: t('header {0} is gone', code(name.value)),
    change: (s) => { s.headers = s.headers.filter((h) => !fits(h)); if (method === 'str') s.doubtful.delete(pattern); },
    doubt: (s, why) => { for (const h of s.headers) if (fits(h)) s.doubtful.set(h.name, why); },
  };
}

function replaceHeader(c: Context, [name, pattern, template]: readonly Token[], how: (value: string, edit: Edit) => Slot<string>): Effect {
  if (!name || depends(name)) return headerRule(c, undefined, undefined, () => {});
  const low = name.value.toLowerCase(), edit = editor(c, pattern, template);
  return {
    kind: 'change', does: t('header {0} is rewritten where {1} matches', code(name.value), code(pattern?.value ?? '')),
    change: (s) => {
      if (isUnknown(linesOf(s, low))) return;
      s.headers = s.headers.map((h) => { if (h.name !== low) return h; const v = how(h.value, edit); if (isUnknown(v)) { s.doubtful.set(low, v.unknown); return h; } return { name: low, value: v.known }; });
    },
    doubt: doubtHeader(low),
  };
}
