// Patterns of an ACL, by the method that compares them (manual 7.1.2 to 7.1.6).
import { parseNetwork } from '../../language/mask.ts';
import { regexProblem } from '../../language/regex.ts';
import { ENV, EXPANDS, type Token } from '../../syntax/lexer.ts';
import { badAclPattern } from '../language/bad-acl-pattern.ts';
import type { Check } from './context.ts';

/** A last label of digits: no name ends so. */
const NO_HOST = /(?:^|\.)\d+(?:\/|$)/;
const OPERATORS = new Set(['eq', 'ge', 'gt', 'le', 'lt', 'ne']);

/** The first pattern that HAProxy refuses is reported. `method`: a matching method, 'version' or 'method'. */
export function checkPatterns(c: Check, patterns: readonly Token[], method: string, noDns: boolean): void {
  const numbers = method === 'int' || method === 'len' || method === 'version';
  let operator = 'eq';
  for (const token of patterns) {
    const { value } = token;
    if (token.flags & EXPANDS) return;
    if (token.flags & ENV) continue;
    if (numbers && OPERATORS.has(value)) { operator = value; continue; }
    const kind = numbers ? numberProblem(value, operator, method === 'version') : problemOf(value, method, noDns);
    if (!kind) continue;
    c.report(badAclPattern, { start: token.start, end: token.end }, { value, kind, method });
    return;
  }
}

function problemOf(value: string, method: string, noDns: boolean): string | null {
  switch (method) {
    case 'ip': { const { kind } = parseNetwork(value, !noDns); return kind === 'bad' || (kind === 'name' && NO_HOST.test(value)) ? 'ip' : null; }
    case 'bin': return !/^[0-9a-fA-F]*$/.test(value) ? 'hex' : value.length % 2 ? 'odd' : null;
    case 'reg': case 'regm': return regexProblem(value, false) ? 'regex' : null;
    default: return null;
  }
}

const DIGITS = /^\d{0,19}$/, VERSION = /^\d+(?:\.\d+)?$/;

function numberProblem(value: string, operator: string, version: boolean): string | null {
  const ok = (part: string): boolean => (version ? VERSION.test(part) && part.split('.').every((p) => Number(p) < 65536) : DIGITS.test(part) && part !== '');
  const cut = value.search(/[:-]/);
  if (cut < 0) {
    // an operator other than eq reads the number up to a dot
    return (operator !== 'eq' && !version ? DIGITS.test(value.split('.')[0]!) && value !== '' : ok(value)) ? null : version ? 'version' : 'int';
  }
  const low = value.slice(0, cut), high = value.slice(cut + 1);
  // behind the separator a sign may stand, even alone
  const above = high === '' || (version ? ok(high) : /^-?\d{0,19}$/.test(high));
  if ((low === '' || ok(low)) && above && low + high !== '' && (low === '' || high === '' || Number(low) <= (high === '-' ? 0 : Number(high)))) return null;
  return version ? 'version' : 'range';
}
