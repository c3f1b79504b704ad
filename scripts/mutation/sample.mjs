// Which stretches of a file are mutated: a fixed share of them, the same ones each time, spread over all files.
const LINES = 10;

/** Stryker's names of the stretches of a file that are in the sample; the file itself when all of it is. */
export function sampleOf(path, text, share) {
  if (share >= 1) return [path];
  const count = text.split('\n').length, out = [];
  for (let from = 1; from <= count; from += LINES) {
    let hash = 2166136261; // FNV-1a
    for (const c of `${path}:${from}`) hash = Math.imul(hash ^ c.codePointAt(0), 16777619) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
    if (((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32 < share) out.push(`${path}:${from}-${Math.min(count, from + LINES - 1)}`);
  }
  return out;
}
