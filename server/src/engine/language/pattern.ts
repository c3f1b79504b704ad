// Regular expressions that stand in the file, on texts of a few words. JavaScript's engine tries every way there is, and a file must not be
// able to hang the server: only what has few ways is run.
const LONGEST = 500, MOST_WAYS = 1_000_000;
/** Escaped characters and classes; one that does not end is refused by the engine. */
const PLAIN = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/g;

/** In how many ways the text may be shared among the pattern's parts, at most; Infinity where the pattern does not tell. */
export function waysOf(pattern: string, length: number): number {
  if (pattern.length > LONGEST) return Infinity;
  const shape = pattern.replace(PLAIN, 'x').replace(/([^)])\{\d\}/g, '$1').replace(/([^)])\{\d{0,2},\d{0,2}\}/g, '$1*');
  // a group that is repeated, or a part that is repeated by a number, may hide others; so may a group that was met before
  if (/\)[*+{]|\{/.test(shape) || /\\[1-9k]/.test(pattern)) return Infinity;
  const loops = shape.match(/[*+]/g)?.length ?? 0, choices = shape.match(/[?|]/g)?.length ?? 0;
  return (length + 1) ** (loops + 1) * 2 ** choices;
}

/** Null: no match. Undefined: the pattern is wrong, not JavaScript's, or would take long. */
export function matchOf(pattern: string, flags: '' | 'i', text: string): RegExpExecArray | null | undefined {
  if (waysOf(pattern, text.length) > MOST_WAYS) return undefined;
  try { return new RegExp(pattern, flags).exec(text); } catch { return undefined; }
}
