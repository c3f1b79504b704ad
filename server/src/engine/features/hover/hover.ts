// Hover: what the word under the cursor means here.
import type { Document } from '../../model/document.ts';
import type { Project } from '../../model/project.ts';
import type { Position, Range } from '../../text/lineTree.ts';

export interface Hover { readonly markdown: string; readonly range: Range }

export function hover(_project: Project, _document: Document, _position: Position): Hover | null {
  return null;
}
