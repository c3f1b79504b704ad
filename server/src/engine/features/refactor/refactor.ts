// Rewrites offered where the cursor stands, whether or not anything is wrong there.
import type { Document } from '../../model/document.ts';
import type { Project } from '../../model/project.ts';
import type { Reported } from '../../rules/findings.ts';
import type { Range } from '../../text/lineTree.ts';
import { HEADER } from '../../text/lineTree.ts';
import { type Edits, toTextEdits } from '../edits.ts';
import type { OfferedFix } from '../fixes.ts';
import { extractAcl, inlineAcl } from './acl.ts';
import { creations } from './create.ts';
import { onlyHttp11 } from './http11.ts';
import { ignores } from './ignore.ts';
import { splitListen } from './listen.ts';
import { MODERN } from './modern.ts';
import type { Offer, RefactorKind, Refactoring } from './offer.ts';
import { check, sticky, tunnelTimeout } from './webSocketBack.ts';
import { handshakeLimits, logUpgrade, ownBackend } from './webSocketFront.ts';

export interface OfferedRefactoring { readonly kind: RefactorKind; readonly title: string; readonly edits: Edits }

const OFFERS: readonly Offer[] = [extractAcl, inlineAcl, ...MODERN, onlyHttp11, ownBackend, tunnelTimeout, handshakeLimits, logUpgrade, sticky, check, splitListen];

export function refactorings(project: Project, document: Document, { start, end }: Range): OfferedRefactoring[] {
  if (start.line < 0 || start.line >= document.tree.lineCount) return [];
  const line = document.tree.at(start.line), statement = project.lex(line.text), section = document.sectionOf(line);
  if (statement.tokens.length === 0 || statement.error) return [];
  const where = { project, document, section, line, statement, start: start.character, end: end.line === start.line ? end.character : line.text.length, onHeader: (line.flags & HEADER) !== 0 };
  return OFFERS.flatMap((offer): readonly Refactoring[] => { const o = offer(where); return o === null ? [] : 'kind' in o ? [o] : o; }).map((r) => ({ kind: r.kind, title: r.title, edits: toTextEdits(r.edits) }));
}

/** Declarations of a name that a finding misses. */
export const creationsFor = (project: Project, reported: Reported): OfferedFix[] => offered(reported.finding.line.leaf ? creations(project, reported.finding) : []);
/** Comments that silence the finding's rule. */
export const ignoresFor = (project: Project, reported: Reported): OfferedFix[] => offered(reported.finding.line.leaf ? ignores(project, reported.finding) : []);

const offered = (fixes: ReturnType<typeof creations>): OfferedFix[] => fixes.map((f) => ({ title: f.title, safe: f.safe, edits: toTextEdits(f.edits) }));
