// Which names a statement declares and which it uses. A pure function of the words and the section's kind, so
// that the same call that indexed a line also takes it out again.
import { conditionAt, parseCondition } from '../syntax/condition.ts';
import { ENV, type Token } from '../syntax/lexer.ts';
import { headIndex, hasBackend, hasFrontend, isProxy, type SectionKind } from './keyword.ts';

/**
 * ACLs and servers belong to their section; every other kind is known in the whole configuration.
 * `proxy`: what HAProxy keeps in one list whatever the section's kind: frontend, backend, listen, named defaults, log-forward.
 */
export type NameKind = 'proxy' | 'frontend' | 'backend' | 'defaults' | 'acl' | 'server' | 'userlist' | 'resolvers' | 'peers' | 'cache' | 'ring'
  | 'http-errors' | 'fcgi-app' | 'mailers' | 'log-profile' | 'log-forward' | 'crt-store' | 'acme' | 'healthcheck' | 'program' | 'traces' | 'table';

export interface NameUse { readonly kind: NameKind; readonly name: string; readonly declares: boolean; readonly token: Token }

export const isLocal = (kind: NameKind): boolean => kind === 'acl' || kind === 'server';

const SECTION_NAMES: ReadonlySet<string> = new Set(['userlist', 'resolvers', 'peers', 'cache', 'ring', 'http-errors', 'fcgi-app', 'mailers', 'log-profile', 'log-forward', 'crt-store', 'acme', 'healthcheck', 'program', 'traces']);

/** The word is a name as written: no environment variable, no `%[…]`. */
const plain = (t: Token | undefined): t is Token => t !== undefined && t.value !== '' && (t.flags & ENV) === 0 && !t.value.includes('%');

export function namesOf(tokens: readonly Token[], kind: SectionKind, isHeader: boolean): NameUse[] {
  const out: NameUse[] = [];
  const put = (k: NameKind, token: Token | undefined, declares = false): void => { if (plain(token)) out.push({ kind: k, name: token.value, declares, token }); };
  const head = headIndex(tokens), word = tokens[head]?.value ?? '';
  if (isHeader) {
    const name = tokens[1];
    if (name?.value !== 'from' || kind !== 'defaults') {
      if (hasFrontend(word)) put('frontend', name, true);
      if (hasBackend(word)) put('backend', name, true);
      if (word === 'defaults') put('defaults', name, true);
      if (SECTION_NAMES.has(word)) put(word as NameKind, name, true);
      if (isProxy(word) || word === 'defaults' || word === 'log-forward') put('proxy', name, true);
    }
    const from = tokens.findIndex((t, i) => i > 0 && t.value === 'from');
    if (from > 0 && (isProxy(word) || word === 'defaults')) put('defaults', tokens[from + 1]);
    return out;
  }
  const arg = tokens[head + 1];
  switch (word) {
    case 'acl': put('acl', arg, true); break;
    case 'server': case 'server-template': put('server', arg, true); break;
    case 'default_backend': put('backend', arg); break;
    case 'use_backend': put('backend', arg); break;
    case 'use-server': put('server', arg); break;
    default: break;
  }
  for (let i = head + 1; i + 1 < tokens.length; i++) {
    const v = tokens[i]!.value;
    if (v === 'table' && (word === 'stick' || word === 'http-request' || word === 'http-response' || word === 'tcp-request')) put('table', tokens[i + 1]);
    else if (v === 'resolvers' && (word === 'server' || word === 'default-server' || word === 'server-template')) put('resolvers', tokens[i + 1]);
  }
  if (word !== 'acl' && word !== 'server' && word !== 'bind') {
    const at = conditionAt(tokens, head + 1);
    if (at > 0) for (const group of parseCondition(tokens, at).groups) for (const term of group) {
      if (term.name === null) continue;
      const token = tokens[term.last]!;
      if (plain(token)) out.push({ kind: 'acl', name: term.name, declares: false, token });
    }
  }
  return out;
}
