// Where the cursor stands in a statement: the words before it, the word under it.
import { ENV, lex, type Token } from '../../syntax/lexer.ts';
import type { Document } from '../../model/document.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Line } from '../../text/lineTree.ts';

export interface Cursor {
  readonly project: Project;
  readonly document: Document;
  readonly section: Section;
  readonly line: Line;
  readonly column: number;
  /** Complete words before the one under the cursor, without `no`/`default`. */
  readonly words: readonly string[];
  readonly negated: boolean;
  /** The word under the cursor up to it, as HAProxy would read it, and its columns (to the end of the word). */
  readonly partial: string;
  readonly start: number;
  readonly end: number;
  /** Words behind the cursor's word. */
  readonly rest: readonly Token[];
  /** The cursor's word starts with a quote. */
  readonly quoted: boolean;
  /** A quote of the line is not closed. */
  readonly open: boolean;
}

export function cursorAt(project: Project, document: Document, line: Line, column: number): Cursor | null {
  const text = line.text, before = lex(text.slice(0, column));
  if (before.comment >= 0 && before.comment < column) return null;
  const last = before.tokens[before.tokens.length - 1], inWord = last !== undefined && last.end === column && !(column > 0 && /\s/.test(text[column - 1]!) && before.error === null && text[column - 2] !== '\\');
  const done = inWord ? before.tokens.slice(0, -1) : before.tokens;
  const { tokens: all, error } = lex(text), whole = inWord ? all.find((t) => t.start === last.start) : undefined;
  const head = done[0]?.value === 'no' || done[0]?.value === 'default' ? 1 : 0;
  if (done.some((t) => t.flags & ENV && t === done[0])) return null;
  const start = inWord ? last.start : column, end = whole ? (whole.end > column && before.error ? column : whole.end) : column;
  return {
    project, document, section: document.sectionOf(line), line, column, words: done.slice(head).map((t) => t.value), negated: head === 1,
    partial: inWord ? last.value : '', start, end, rest: all.filter((t) => t.start >= Math.max(end, column)), quoted: inWord && (text[last.start] === '"' || text[last.start] === "'"), open: error?.kind === 'quote',
  };
}
