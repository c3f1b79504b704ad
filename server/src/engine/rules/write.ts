// Small pieces that repairs share: indentation, places to insert at, words to write.
import type { Section } from '../model/section.ts';
import type { Token } from '../syntax/lexer.ts';
import type { Line } from '../text/lineTree.ts';
import type { Edit, View } from './rule.ts';

/** Blanks in front of the line's first word. */
export const indentOf = (line: Line): string => /^[ \t]*/.exec(line.text)![0];

/** Indentation of a section's statements: that of its first one, else four blanks. */
export function sectionIndent(section: Section): string {
  const { document, header } = section;
  for (let l = header ? document.tree.after(header) : null, n = 0; l && n < 200 && !(l.flags & 1); l = document.tree.after(l), n++) if (l.keyword !== '') return indentOf(l);
  return '    ';
}

/** The section's last line whose keyword starts with `prefix`. */
export function lastLine(section: Section, prefix: string): Line | null {
  let last: Line | null = null, at = -1;
  for (const [keyword, lines] of section.byKeyword) {
    if (!keyword.startsWith(prefix)) continue;
    const l = lines[lines.length - 1]!, n = section.document.tree.numberOf(l);
    if (n > at) { at = n; last = l; }
  }
  return last;
}
export function firstLine(section: Section, prefix: string): Line | null {
  let first: Line | null = null, at = Number.MAX_SAFE_INTEGER;
  for (const [keyword, lines] of section.byKeyword) {
    if (!keyword.startsWith(prefix)) continue;
    const n = section.document.tree.numberOf(lines[0]!);
    if (n < at) { at = n; first = lines[0]!; }
  }
  return first;
}

/** Inserts statements below the last line of their kind, else below the header. */
export function insertAfterLast(section: Section, prefix: string, statements: readonly string[]): Edit | null {
  const like = lastLine(section, prefix), line = like ?? section.header;
  if (!line) return null;
  const indent = like ? indentOf(like) : sectionIndent(section);
  return { kind: 'insert', document: section.document, line, where: 'below', lines: statements.map((s) => indent + s) };
}

/**
 * Where `http-request` rules that must run early go: above the section's first one, else above the first rule that
 * HAProxy runs after them; never above a `tcp-request` rule.
 */
export function insertHttpRequest(section: Section, statements: readonly string[]): Edit | null {
  const { document } = section, tree = document.tree;
  const after = lastLine(section, 'tcp-request'), n = after ? tree.numberOf(after) : -1;
  for (const prefix of ['http-request', 'redirect', 'use_backend', 'default_backend', 'server']) {
    const line = firstLine(section, prefix);
    if (line && tree.numberOf(line) > n) return { kind: 'insert', document, line, where: 'above', lines: statements.map((s) => indentOf(line) + s) };
  }
  return after ? insertAfterLast(section, 'tcp-request', statements) : insertAfterLast(section, '', statements);
}

/** The word as HAProxy reads it back: escaped with backslashes, or in double quotes when it holds blanks. */
export function quoteWord(value: string): string {
  if (value === '') return '""';
  if (!/[\s"'\\#$]/.test(value)) return value;
  return `"${value.replace(/[\\"$]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}

/** How a section is named in messages: `backend be_ws`. */
export const nameOf = (section: Section): string => section.name === null ? section.kind : `${section.kind} ${section.name}`;

/** Anchor of a section: its name, else its keyword. */
export function headerAnchor(section: Section, view: View): { line: Line; start: number; end: number } | null {
  if (!section.header) return null;
  const tokens = view.project.lex(section.header.text).tokens, token = (section.name !== null ? tokens[1] : undefined) ?? tokens[0]!;
  return { line: section.header, start: token.start, end: token.end };
}

export const span = (line: Line, token: Token): { line: Line; start: number; end: number } => ({ line, start: token.start, end: token.end });
/** The whole statement of a line, without its comment. */
export function statementSpan(line: Line, tokens: readonly Token[]): { line: Line; start: number; end: number } {
  return { line, start: tokens[0]?.start ?? 0, end: tokens[tokens.length - 1]?.end ?? 0 };
}
export const replace = (section: Section, line: Line, start: number, end: number, text: string): Edit => ({ kind: 'replace', document: section.document, line, start, end, text });
