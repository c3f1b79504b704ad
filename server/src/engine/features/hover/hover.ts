// Hover: what the word under the cursor means, and what it means here.
import type { Document } from '../../model/document.ts';
import type { Project } from '../../model/project.ts';
import { HEADER, type Position, type Range } from '../../text/lineTree.ts';
import { hoverCondition } from './condition.ts';
import { hoverHeader } from './header.ts';
import { hoverKeyword } from './keyword.ts';
import { hoverName } from './named.ts';
import { hoverTimeout } from './timeout.ts';
import { hoverValue } from './value.ts';

export interface Hover { readonly markdown: string; readonly range: Range }

export function hover(project: Project, document: Document, position: Position): Hover | null {
  if (position.line < 0 || position.line >= document.tree.lineCount) return null;
  const line = document.tree.at(position.line), { tokens } = project.lex(line.text);
  const at = tokens.findIndex((t) => position.character >= t.start && position.character <= t.end);
  if (at < 0) return null;
  const section = document.sectionOf(line), place = { project, document, section, line, tokens, at, column: position.character };
  const found = line.flags & HEADER ? (tokens[at - 1]?.value === 'from' ? hoverName(place) : null) ?? hoverHeader(place) : hoverTimeout(place) ?? hoverCondition(place) ?? hoverName(place) ?? hoverKeyword(place) ?? hoverValue(place);
  if (!found) return null;
  const { start, end } = found.span;
  return { markdown: found.markdown, range: { start: { line: position.line, character: start }, end: { line: position.line, character: end } } };
}
