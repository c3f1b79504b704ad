/** Types of samples: which converts into which, and what ACL patterns may be compared with. Manual 7.1 and 7.3.1; HAProxy's table of casts, the same from 2.4 to 3.4. */
import type { Fetch, SampleType } from './facts.ts';
import { t } from './text.ts';

const INTO: Readonly<Record<Exclude<SampleType, 'any' | 'same'>, ReadonlySet<SampleType>>> = {
  bool: new Set(['bool', 'sint', 'str', 'bin']),
  sint: new Set(['bool', 'sint', 'addr', 'ipv4', 'ipv6', 'str', 'bin']),
  addr: new Set(['addr', 'ipv4', 'ipv6', 'str', 'bin']),
  ipv4: new Set(['sint', 'addr', 'ipv4', 'ipv6', 'str', 'bin']),
  ipv6: new Set(['addr', 'ipv4', 'ipv6', 'str', 'bin']),
  str: new Set(['bool', 'sint', 'addr', 'ipv4', 'ipv6', 'str', 'bin', 'meth']),
  bin: new Set(['str', 'bin', 'meth']),
  meth: new Set(['str', 'bin', 'meth']),
};

/** A sample of type `from` may be given to what expects `to`. */
export function converts(from: SampleType, to: SampleType): boolean {
  if (from === 'same' || to === 'same') return false;
  return from === 'any' || to === 'any' || INTO[from].has(to);
}

/** The type behind a converter that gives back what it gets. */
export function sameAs(from: SampleType, input: SampleType): SampleType {
  const asIs = input === 'any' || from === 'any' || from === input || (input === 'sint' && from === 'bool') || (input === 'bool' && from === 'sint') || (input === 'bin' && from === 'str')
    || (input === 'addr' && (from === 'ipv4' || from === 'ipv6'));
  return asIs ? from : input;
}

/** ACL matching methods and the type that each one wants. */
export const MATCHES: ReadonlyMap<string, SampleType> = new Map<string, SampleType>([
  ['found', 'any'], ['bool', 'sint'], ['int', 'sint'], ['ip', 'addr'], ['bin', 'bin'], ['len', 'str'], ['str', 'str'], ['beg', 'str'], ['sub', 'str'], ['dir', 'str'], ['dom', 'str'], ['end', 'str'],
  ['reg', 'str'], ['regm', 'str'],
]);

/** The method used where an ACL names none; null where it has to. */
export function defaultMatch(type: SampleType): string | null {
  switch (type) {
    case 'bool': return 'bool';
    case 'sint': return 'int';
    case 'addr': case 'ipv4': case 'ipv6': return 'ip';
    case 'str': return 'str';
    default: return null;
  }
}

const SCOPES = new Set(['proc', 'sess', 'txn', 'req', 'res', 'check']);

/** What is wrong with a variable's name; null when HAProxy takes it. */
export function variableProblem(name: string): 'empty' | 'scope' | 'character' | null {
  if (name === '') return 'empty';
  const dot = name.indexOf('.');
  if (dot < 0 || dot === name.length - 1 || !SCOPES.has(name.slice(0, dot))) return 'scope';
  for (let i = dot + 1; i < name.length; i++) {
    const c = name.charCodeAt(i);
    if (!((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95 || c === 46)) return 'character';
  }
  return null;
}

/** A character of a fetch, converter or proxy name. */
export function isIdentifier(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 46 || c === 45 || c === 58 || c === 43;
}

/** The fetch reads a request's or response's headers or body, which are gone when the log line is written (its availability bits do not hold `log`). */
export function goneWhenLogged(fetch: Fetch): boolean {
  return fetch.availability !== null && (fetch.availability & LOG) === 0 && fetch.uses.some((u) => u === 'HRQHV' || u === 'HRSHV');
}
const LOG = 1 << 18;

/** A type in words, for messages. */
export function typeInWords(type: SampleType): string {
  switch (type) {
    case 'bool': return t('a truth value');
    case 'sint': return t('a number');
    case 'str': return t('text');
    case 'bin': return t('binary data');
    case 'addr': return t('an IP address');
    case 'ipv4': return t('an IPv4 address');
    case 'ipv6': return t('an IPv6 address');
    case 'meth': return t('a method');
    default: return t('anything');
  }
}
