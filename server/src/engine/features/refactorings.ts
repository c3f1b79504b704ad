// Rewrites offered where the cursor stands, whether or not anything is wrong there.
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import type { Range } from '../text/lineTree.ts';
import type { OfferedFix } from './fixes.ts';

export function refactorings(_project: Project, _document: Document, _range: Range): OfferedFix[] {
  return [];
}
