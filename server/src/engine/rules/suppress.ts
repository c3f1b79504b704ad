// `# haproxy-ws-ignore: rule-id[, rule-id]` on a line, or on a section header for the whole section.
export interface IgnoredId { readonly id: string; readonly start: number; readonly end: number }

const COMMENT = /#\s*haproxy-ws-ignore:([^#]*)/;

/** Ids that the line's comment names, with their columns. */
export function ignoredIds(text: string): IgnoredId[] {
  const m = COMMENT.exec(text);
  if (!m) return [];
  const out: IgnoredId[] = [], from = m.index + m[0].length - m[1]!.length;
  const list = /^[\s,]*[a-z][a-z0-9-]*(?:[\s]*,[\s]*[a-z][a-z0-9-]*)*/.exec(m[1]!)?.[0] ?? '';
  for (const w of list.matchAll(/[a-z][a-z0-9-]*/g)) out.push({ id: w[0], start: from + w.index, end: from + w.index + w[0].length });
  return out;
}
