// Names that change together while one of them is typed: all of a name's sites, when every one is in this document and is
// written without quotes.
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import { QUOTED } from '../syntax/lexer.ts';
import type { Position, Range } from '../text/lineTree.ts';
import { written } from './nameColumns.ts';
import { meaningOf, nameAt, rangeOf, sitesOf } from './names.ts';

/** `pattern`: a regular expression for what may be typed; elsewhere the link ends. */
export interface Linked { readonly ranges: readonly Range[]; readonly pattern: string }

const PATTERN = '[A-Za-z0-9_:.-]+';
const WHOLE = new RegExp(`^${PATTERN}$`);

export function linked(project: Project, document: Document, position: Position): Linked | null {
  const site = nameAt(project, document, position);
  if (!site || site.use.kind === 'request-capture' || site.use.kind === 'response-capture') return null;
  const text = written(site.use), sites = WHOLE.test(text) ? sitesOf(project, meaningOf(project, site)) : [];
  if (sites.length < 2 || !sites.some((s) => s.use.declares)) return null;
  if (sites.some((s) => s.document !== document || s.use.token.flags & QUOTED || written(s.use) !== text)) return null;
  return { ranges: sites.map(rangeOf), pattern: PATTERN };
}
