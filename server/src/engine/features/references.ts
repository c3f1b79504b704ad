// Who speaks of a name: everywhere, or in one document.
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import type { Position, Range } from '../text/lineTree.ts';
import { meaningOf, nameAt, rangeOf, sitesOf } from './names.ts';

export interface Location { readonly uri: string; readonly range: Range }
/** `write`: the name comes to life here. */
export interface Highlight { readonly range: Range; readonly write: boolean }

export function references(project: Project, document: Document, position: Position, declarations: boolean): Location[] {
  const site = nameAt(project, document, position);
  if (!site) return [];
  return sitesOf(project, meaningOf(project, site)).filter((s) => declarations || !s.use.declares).map((s) => ({ uri: s.document.uri, range: rangeOf(s) }));
}

export function highlights(project: Project, document: Document, position: Position): Highlight[] {
  const site = nameAt(project, document, position);
  return site ? sitesOf(project, meaningOf(project, site), document).map((s) => ({ range: rangeOf(s), write: s.use.declares })) : [];
}
