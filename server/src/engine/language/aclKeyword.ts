/** ACL keywords: words such as path_beg that stand for a fetch and a matching method. */
import type { Entry, Fetch } from './facts.ts';
import { at, fetch, fetches, usable } from './load.ts';
import type { Version } from './version.ts';

export interface AclKeyword { readonly fetch: Entry<Fetch>; readonly match: string }

const tables = new Map<Version, ReadonlyMap<string, AclKeyword>>();

export function aclKeyword(name: string, version: Version): AclKeyword | undefined {
  let known = tables.get(version);
  if (!known) {
    const words = new Map<string, AclKeyword>();
    for (const entry of fetches().entries) if (usable(entry, version)) for (const [word, match] of Object.entries(at(entry, version).acl)) words.set(word, { fetch: entry, match });
    known = words;
    tables.set(version, known);
  }
  return known.get(name);
}

/** The fetch that an ACL's expression begins with. Null when the version does not know it. */
export function fetchInAcl(name: string, version: Version): Fetch | null {
  const entry = aclKeyword(name, version)?.fetch ?? fetch(name);
  return entry && usable(entry, version) ? at(entry, version) : null;
}
