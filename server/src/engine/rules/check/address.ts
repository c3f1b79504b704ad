// One word that is an address: what language/address.ts finds, as findings.
import { type Address, type AddressProblem, parseAddress, splitAddresses } from '../../language/address.ts';
import type { AddressUse } from '../../language/addressUse.ts';
import { columnIn } from '../../syntax/lexer.ts';
import { badAddress } from '../language/bad-address.ts';
import { badPort } from '../language/bad-port.ts';
import type { Check } from './context.ts';

/** The word depends on the environment: HAProxy expands variables in addresses even without quotes. */
export const unknownAddress = (c: Check, i: number): boolean => c.unknown(i) || c.value(i).includes('$');

/** Word `i` as one address. Null when it depends on the environment. */
export function wantAddress(c: Check, i: number, keyword: string, use: AddressUse): Address | null {
  if (unknownAddress(c, i)) return null;
  const address = parseAddress(c.value(i), use, c.version);
  if (address.problem) reportAddress(c, i, 0, keyword, c.value(i), address.problem);
  return address;
}

/** Word `i` as a comma-separated list, as `bind` takes it. Ends at the first address that HAProxy refuses, as HAProxy does. */
export function wantAddresses(c: Check, i: number, keyword: string, use: AddressUse): readonly Address[] | null {
  if (unknownAddress(c, i)) return null;
  const out: Address[] = [];
  for (const part of splitAddresses(c.value(i))) {
    const address = parseAddress(part.text, use, c.version);
    out.push(address);
    if (!address.problem) continue;
    reportAddress(c, i, part.start, keyword, part.text, address.problem);
    break;
  }
  return out;
}

const PORT_KINDS: ReadonlySet<AddressProblem['kind']> = new Set(['missing-port', 'port-not-allowed', 'port-range-not-allowed', 'port-offset-not-allowed', 'bad-port-char', 'bad-port', 'bad-port-range']);

/** Where HAProxy resolves later, `init-addr` may let the server start without an address: the caller decides on `unresolvable`. */
export function reportAddress(c: Check, i: number, offset: number, keyword: string, text: string, problem: AddressProblem): void {
  const token = c.words[i]!, whole = problem.kind === 'missing-port' || problem.end <= problem.start;
  const [start, end] = whole ? [0, text.length] : [problem.start, problem.end];
  const span = { start: columnIn(c.text, token, offset + start), end: columnIn(c.text, token, offset + end) }, part = text.slice(start, end);
  if (PORT_KINDS.has(problem.kind)) c.report(badPort, span, { keyword, part, kind: problem.kind, lowest: String(problem.limit ?? 0) });
  else c.report(badAddress, span, { keyword, part, kind: problem.kind, limit: String(problem.limit ?? ''), since: problem.since ?? '', version: c.version });
}
