// Rewrites offered where the cursor stands, whether or not anything is wrong there.
import { t } from '../language/text.ts';
import { compareVersions } from '../language/version.ts';
import type { Document } from '../model/document.ts';
import { modeOf } from '../model/effective.ts';
import { hasFrontend } from '../model/keyword.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { frontendSign } from '../model/webSocket.ts';
import type { Edit, Fix } from '../rules/rule.ts';
import { ENV } from '../syntax/lexer.ts';
import type { Line, Range } from '../text/lineTree.ts';
import { toTextEdits } from './edits.ts';
import type { OfferedFix } from './fixes.ts';

type Offer = (project: Project, document: Document, section: Section, line: Line) => Fix | null;

/** `alpn http/1.1` on a TLS bind of a proxy that serves WebSocket (evidence c01-c12, j31, n10; the title says when it changes anything). */
const onlyHttp11: Offer = (project, document, section, line) => {
  if (line.keyword !== 'bind' || !hasFrontend(section.kind) || !frontendSign(project, section)) return null;
  const { tokens } = project.lex(line.text);
  if (!tokens.some((x, i) => i >= 2 && x.value === 'ssl')) return null;
  const at = tokens.findIndex((x, i) => i >= 2 && x.value === 'alpn'), value = at > 0 ? tokens[at + 1] : undefined;
  if (at > 0 && (!value || value.flags & ENV)) return null;
  const offered = value?.value.split(',') ?? [], none = tokens.some((x) => x.value === 'no-alpn'), proto = tokens[tokens.findIndex((x) => x.value === 'proto') + 1]?.value;
  if (offered.length === 1 && offered[0] === 'http/1.1') return null;
  const defaultH2 = !value && !none && modeOf(project, section) === 'http' && compareVersions(project.settings.version, '2.8') >= 0;
  const edits: Edit[] = [];
  if (value) edits.push({ kind: 'replace', document, line, start: value.start, end: value.end, text: 'http/1.1' });
  else { const end = tokens[tokens.length - 1]!.end; edits.push({ kind: 'replace', document, line, start: end, end, text: ' alpn http/1.1' }); }
  const why = none || (!offered.includes('h2') && !defaultH2) ? t('changes nothing: h2 is not offered')
    : modeOf(project, section) === 'tcp' ? t('helps: HAProxy does not translate h2 in mode tcp')
      : proto === 'h1' ? t('helps: h2 is offered but proto h1 does not speak it')
        : t('HTTP/1.1 for every client; WebSocket works over h2 as well, so this helps only clients with HTTP/2 defects');
  return { title: t('Offer only HTTP/1.1 here (alpn http/1.1) - {0}', why), safe: false, edits };
};

const OFFERS: readonly Offer[] = [onlyHttp11];

export function refactorings(project: Project, document: Document, range: Range): OfferedFix[] {
  const line = document.tree.at(range.start.line), section = document.sectionOf(line);
  return OFFERS.map((offer) => offer(project, document, section, line)).filter((f) => f !== null).map((f) => ({ title: f.title, safe: f.safe, edits: toTextEdits(f.edits) }));
}
