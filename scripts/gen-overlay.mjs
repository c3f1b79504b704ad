// Applies the hand corrections of server/data/overlay.json to the source tables, before they are encoded.
//
// A correction: {table, name, scope?, since?, until?, reason, source} and one of
//   set: {field: value}   replaces fields in the given versions; null removes one; `grammar` is a list of notations
//   add: {fields}         a new entry, known in since..until
//   drop: true            the whole entry
//   earlier: "2.6"        known from that version on, with the fields of the first version that had it (a word that came to an older
//                         branch with one of its later releases; listed as `late`, so that the first release can be told apart)
// `reason` says what was wrong, `source` how we know. A correction that changes nothing is an error: the facts have caught up.

export const VERSIONS = ['2.4', '2.5', '2.6', '2.7', '2.8', '2.9', '3.0', '3.1', '3.2', '3.3', '3.4'];
const at = (v) => VERSIONS.indexOf(v);

/** The fields of an entry in every version that has it: {version: fields}. */
export function expand(entry) {
  const { history = [], since = VERSIONS[0], until = VERSIONS.at(-1), gaps = [], ...base } = entry;
  const known = VERSIONS.filter((v) => at(v) >= at(since) && at(v) <= at(until) && !gaps.includes(v));
  return Object.fromEntries(known.map((v) => {
    const past = history.find((h) => at(h.since) <= at(v) && at(h.until) >= at(v));
    const { since: _s, until: _u, ...fields } = past ?? {};
    return [v, Object.fromEntries(Object.entries({ ...base, ...fields }).filter(([, value]) => value !== null && value !== false))];
  }));
}

/** Returns the number of corrections; entries that had one carry `versions` instead of since, until and history. */
export function applyOverlay(tables, overlay) {
  for (const fix of overlay.corrections) {
    const where = `overlay: ${fix.table} ${fix.scope ?? ''} ${fix.name}`;
    if (!fix.reason || !fix.source) throw new Error(`${where}: needs a reason and a source`);
    const entries = tables[fix.table]?.entries;
    if (!entries) throw new Error(`${where}: no such table`);
    const versions = VERSIONS.filter((v) => at(v) >= at(fix.since ?? VERSIONS[0]) && at(v) <= at(fix.until ?? VERSIONS.at(-1)));
    const index = entries.findIndex((e) => (e.name ?? e.id) === fix.name && (fix.scope === undefined || e.scope === fix.scope));
    if (fix.add) {
      if (index >= 0) throw new Error(`${where}: exists already`);
      const key = fix.table === 'enums' ? 'id' : 'name';
      entries.push({ [key]: fix.name, ...(fix.scope && { scope: fix.scope }), versions: Object.fromEntries(versions.map((v) => [v, { ...fix.add }])) });
      continue;
    }
    if (index < 0) throw new Error(`${where}: no such entry`);
    if (fix.drop) { entries.splice(index, 1); continue; }
    const entry = entries[index];
    const byVersion = entry.versions ?? expand(entry);
    let changed = false;
    if (fix.earlier) {
      const first = VERSIONS.find((v) => byVersion[v]);
      for (const v of VERSIONS.slice(at(fix.earlier), at(first))) { byVersion[v] = { ...byVersion[first] }; changed = true; }
      entry.versions = Object.fromEntries(VERSIONS.filter((v) => byVersion[v]).map((v) => [v, byVersion[v]]));
      if (!changed) throw new Error(`${where}: changes nothing, remove it`);
      (tables.late ??= []).push([fix.table, fix.name, fix.earlier]);
      continue;
    }
    for (const v of versions) {
      if (!byVersion[v]) continue;
      const next = Object.fromEntries(Object.entries({ ...byVersion[v], ...fix.set }).filter(([, value]) => value !== null));
      if (JSON.stringify(next) !== JSON.stringify(byVersion[v])) changed = true;
      byVersion[v] = next;
    }
    if (!changed) throw new Error(`${where}: changes nothing, remove it`);
    entry.versions = byVersion;
  }
  return overlay.corrections.length;
}
