// What a refactoring sees and gives back.
import type { Document } from '../../model/document.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Edit } from '../../rules/rule.ts';
import type { Statement, Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { lastLineOf } from '../extent.ts';

export interface Where {
  readonly project: Project;
  readonly document: Document;
  readonly section: Section;
  readonly line: Line;
  readonly statement: Statement;
  /** Columns of what is selected on the line; both are the cursor when nothing is. */
  readonly start: number;
  readonly end: number;
  /** The cursor is on the section's header. */
  readonly onHeader: boolean;
}

/** LSP's kinds below `refactor`. */
export type RefactorKind = 'rewrite' | 'extract' | 'inline';
export interface Refactoring { readonly kind: RefactorKind; readonly title: string; readonly edits: readonly Edit[] }
export type Offer = (at: Where) => Refactoring | readonly Refactoring[] | null;

export const rawOf = (line: Line, first: Token, last: Token = first): string => line.text.slice(first.start, last.end);

/** A name that nothing in the section goes by: `base`, `base2`, … */
export function freshAcl(section: Section, base: string): string {
  for (let n = 1; ; n++) { const name = n === 1 ? base : `${base}${n}`; if (!section.local('acl', name)) return name; }
}
export function freshBackend(project: Project, base: string): string {
  for (let n = 1; ; n++) { const name = n === 1 ? base : `${base}${n}`; if (!project.names.get(`proxy ${name}`)?.declared.length) return name; }
}

/** Whole sections below this one, each with an empty line above. */
export function insertSection(section: Section, lines: readonly string[]): Edit {
  const { document } = section, line = document.tree.at(lastLineOf(document, section));
  // text behind the very last line needs an end of its own
  return { kind: 'insert', document, line, where: 'below', lines: ['', ...lines, ...(line.eol === '' ? [''] : [])] };
}
