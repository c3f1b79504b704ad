// `source`, of proxies and of servers: an address, then `usesrc` and `interface` (manual 4.2 and 5.2).
import type { AddressUse } from '../../language/addressUse.ts';
import { leadingInteger } from '../../language/ints.ts';
import { wantAddress } from './address.ts';
import type { Check, Checker } from './context.ts';
import { need, noMore, refuse } from './values.ts';

/** Checks from the address, word `i`, on; gives the index of the first word that is not its own. */
export function checkSource(c: Check, i: number, use: AddressUse): number {
  if (wantAddress(c, i, 'source', use)?.problem) return c.words.length;
  let k = i + 1;
  while (c.has(k) && !c.unknown(k)) {
    const word = c.value(k);
    if (word === 'usesrc') {
      if (!need(c, k + 1, 'usesrc', 'an address, client, clientip or hdr_ip(name)')) return c.words.length;
      origin(c, k + 1);
    } else if (word === 'interface') {
      if (!need(c, k + 1, 'interface', 'the name of an interface')) return c.words.length;
    } else break;
    k += 2;
  }
  return k;
}

function origin(c: Check, i: number): void {
  const value = c.value(i);
  if (c.unknown(i) || value === 'client' || value === 'clientip') return;
  const header = /^hdr_ip\(([^,)]*)(?:,([^)]*))?/.exec(value);
  if (!header) { wantAddress(c, i, 'usesrc', 'source'); return; }
  if (header[2] !== undefined && leadingInteger(header[2]).value < -10) refuse(c, i, 'usesrc', 'an occurrence of -10 or above');
}

export const SOURCES: Readonly<Record<string, Checker>> = {
  'proxy source': (c) => {
    if (!need(c, 1, 'source', 'an address')) return;
    const end = checkSource(c, 1, 'source');
    if (end < c.words.length) noMore(c, end, 'source', 'usesrc or interface');
  },
};
