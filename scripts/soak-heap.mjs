// What a heap snapshot of V8 holds, by kind of object. A snapshot is written behind a full collection: what it counts is alive.
import { readFileSync } from 'node:fs';

/** Compiled code comes and goes as functions get hot; the snapshot's own nodes are nobody's. */
const NOT_OURS = new Set(['code', 'hidden', 'synthetic', 'object shape']);
/** Strings are as many as the text has; they count as one kind. */
const STRINGS = new Set(['string', 'concatenated string', 'sliced string']);

/**
 * `ids`: of every object, the same in each snapshot of a process. `holders`, where those of an earlier snapshot are given: what came since hangs
 * on these properties of older objects.
 * @param {string} file @param {Set<number>} [known]
 * @returns {{ bytes: number, count: number, kinds: Map<string, { count: number, bytes: number }>, ids: Set<number>, holders: { path: string, count: number, bytes: number }[] }}
 */
export function heapOf(file, known) {
  const { snapshot: { meta }, nodes, edges, strings } = JSON.parse(readFileSync(file, 'utf8'));
  const [type, name, id, size, edgeCount] = ['type', 'name', 'id', 'self_size', 'edge_count'].map((f) => meta.node_fields.indexOf(f)), width = meta.node_fields.length, types = meta.node_types[type];
  const kinds = new Map(), ids = new Set(), kindOf = (at) => { const t = types[nodes[at + type]]; return STRINGS.has(t) ? '(string)' : t === 'number' ? '(number)' : strings[nodes[at + name]].slice(0, 60); };
  let bytes = 0, count = 0;
  for (let at = 0; at < nodes.length; at += width) {
    ids.add(nodes[at + id]);
    if (NOT_OURS.has(types[nodes[at + type]])) continue;
    const key = kindOf(at), own = nodes[at + size], k = kinds.get(key);
    if (k) { k.count++; k.bytes += own; } else kinds.set(key, { count: 1, bytes: own });
    bytes += own; count++;
  }
  return { bytes, count, kinds, ids, holders: known ? holdersOf({ nodes, edges, strings, meta, width, edgeCount, id, size, kindOf }, known) : [] };
}

/** Walks from the roots, nearest first: an object that is new hangs where it was met first. */
function holdersOf({ nodes, edges, strings, meta, width, edgeCount, id, size, kindOf }, known) {
  const step = meta.edge_fields.length, [edgeType, edgeName, to] = ['type', 'name_or_index', 'to_node'].map((f) => meta.edge_fields.indexOf(f)), edgeTypes = meta.edge_types[edgeType];
  const n = nodes.length / width, first = new Uint32Array(n + 1), seen = new Uint8Array(n), from = new Int32Array(n).fill(-1), queue = [0], found = new Map();
  for (let i = 0; i < n; i++) first[i + 1] = first[i] + nodes[i * width + edgeCount] * step;
  seen[0] = 1;
  /** By what each old object is reached, and the new ones that hang below. */
  const label = new Map(), paths = new Array(n);
  for (let q = 0; q < queue.length; q++) {
    const i = queue[q], fresh = !known.has(nodes[i * width + id]);
    for (let e = first[i]; e < first[i + 1]; e += step) {
      const kind = edgeTypes[edges[e + edgeType]], j = edges[e + to] / width;
      if (kind === 'weak' || seen[j]) continue;
      seen[j] = 1; from[j] = i; queue.push(j);
      const by = kind === 'element' || kind === 'hidden' ? '[]' : String(strings[edges[e + edgeName]]);
      paths[j] = by;
      if (known.has(nodes[j * width + id])) continue;
      if (fresh && label.has(i)) label.set(j, label.get(i));
      else {
        let path = `.${by} ${kindOf(j * width)}`;
        for (let up = i, depth = 0; up > 0 && depth < 7; up = from[up], depth++) path = `.${paths[up]} ${kindOf(up * width)}${path}`;
        label.set(j, path);
      }
      const key = label.get(j), f = found.get(key) ?? { path: key, count: 0, bytes: 0 };
      f.count++; f.bytes += nodes[j * width + size];
      found.set(key, f);
    }
  }
  return [...found.values()].sort((a, b) => b.bytes - a.bytes);
}

/** Kinds of which there are more than before, those that weigh most first. */
export function grown(before, after) {
  const out = [];
  for (const [kind, now] of after.kinds) {
    const was = before.kinds.get(kind) ?? { count: 0, bytes: 0 };
    if (now.count > was.count) out.push({ kind, count: now.count - was.count, of: was.count, bytes: now.bytes - was.bytes });
  }
  return out.sort((a, b) => b.bytes - a.bytes || b.count - a.count);
}
