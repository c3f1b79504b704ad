// Gives each setting what HAProxy was asked for, for every version: the limits of its number (gen-numbers.mjs), or of its count of
// words (probe-arity.mjs).
//
// A version nobody asked lies between two that were: where those agree it gets their answer, else the wider of the two, so that nothing
// is called wrong that may be right. Older than the oldest asked: like the oldest; likewise at the other end.
import { expand, VERSIONS } from './gen-overlay.mjs';

/** `field`: where an entry gets it. */
export function applyMeasured(tables, { rows }, field) {
  const used = new Set();
  const give = (entry, key) => {
    if (!rows[key]) return;
    used.add(key);
    const byVersion = entry.versions ?? expand(entry);
    for (const v of Object.keys(byVersion)) {
      const limits = limitsIn(rows[key], v);
      if (limits && !byVersion[v].removed) byVersion[v] = { ...byVersion[v], [field]: limits };
    }
    entry.versions = byVersion;
  };
  for (const e of tables.directives.entries) give(e, `${e.scope} ${e.name}`);
  for (const e of tables['bind-options'].entries) give(e, `bind ${e.name}`);
  for (const e of tables['server-options'].entries) give(e, `server ${e.name}`);
  for (const key of Object.keys(rows)) if (!used.has(key)) throw new Error(`${field}: ${key} is no setting`);
}

function limitsIn(row, version) {
  const asked = Object.keys(row).sort((a, b) => VERSIONS.indexOf(a) - VERSIONS.indexOf(b));
  const older = asked.filter((v) => VERSIONS.indexOf(v) <= VERSIONS.indexOf(version)).at(-1);
  const newer = asked.find((v) => VERSIONS.indexOf(v) >= VERSIONS.indexOf(version));
  const [a, b] = [row[older ?? newer], row[newer ?? older]];
  return a === b ? a : wider(a, b);
}

function wider(a, b) {
  const [x, y] = [a, b].map((text) => {
    const [, lax, min, max] = /^([~!]*)(-?\d*)\.\.(-?\d*)$/.exec(text);
    return { lax, min: min === '' ? Number.NEGATIVE_INFINITY : Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) };
  });
  const open = (n) => (Number.isFinite(n) ? n : '');
  const strict = x.lax === '!' || y.lax === '!', lax = strict ? (x.lax === y.lax ? '!' : '') : x.lax.length > y.lax.length ? x.lax : y.lax;
  return `${lax}${open(Math.min(x.min, y.min))}..${open(Math.max(x.max, y.max))}`;
}
