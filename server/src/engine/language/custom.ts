// Words that a custom-data file declares: actions, fetches, converters and services of Lua scripts, keywords of private modules.

export const CUSTOM_KINDS = ['actions', 'fetches', 'converters', 'services', 'filters', 'keywords', 'options', 'bind-options', 'server-options'] as const;
export type CustomKind = (typeof CUSTOM_KINDS)[number];
/** By kind, the declared words. A word that ends in `*` stands for every word that begins so. */
export type CustomWords = Readonly<Partial<Record<CustomKind, readonly string[]>>>;

/** Which kind excuses which finding: an unknown word of this rule may be declared. */
const EXCUSES: Readonly<Record<string, readonly CustomKind[]>> = {
  'unknown-action': ['actions'], 'unknown-fetch': ['fetches'], 'unknown-converter': ['converters'], 'unknown-service': ['services'], 'unknown-filter': ['filters'],
  'unknown-keyword': ['keywords', 'options'], 'unknown-bind-option': ['bind-options'], 'unknown-server-option': ['server-options'],
};

/** The word that the rule does not know is declared. */
export function excused(custom: CustomWords, rule: string, word: string): boolean {
  for (const kind of EXCUSES[rule] ?? []) for (const w of custom[kind] ?? []) if (w === word || (w.endsWith('*') && word.startsWith(w.slice(0, -1)))) return true;
  return false;
}

/** Reads a custom-data file's JSON. What does not fit the form is left out; null when it is no JSON object. */
export function readCustom(text: string): CustomWords | null {
  let data: unknown;
  try { data = JSON.parse(text); } catch { return null; }
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return null;
  const out: Partial<Record<CustomKind, string[]>> = {};
  for (const kind of CUSTOM_KINDS) {
    const list = (data as Record<string, unknown>)[kind];
    if (!Array.isArray(list)) continue;
    out[kind] = list.map((x) => (typeof x === 'string' ? x : (x as { name?: unknown } | null)?.name)).filter((x): x is string => typeof x === 'string' && x !== '');
  }
  return out;
}

export function joinCustom(all: readonly CustomWords[]): CustomWords {
  const out: Partial<Record<CustomKind, string[]>> = {};
  for (const c of all) for (const kind of CUSTOM_KINDS) if (c[kind]) out[kind] = [...(out[kind] ?? []), ...c[kind]!];
  return out;
}
