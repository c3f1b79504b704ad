// Hover on a name: where it comes from, and what stands there.
import { t } from '../../language/text.ts';
import { HEADER } from '../../text/lineTree.ts';
import { definition } from '../definition.ts';
import { nameAt } from '../names.ts';
import { code, type Part, type Place, titleOf } from './place.ts';
import { aclInWords, testInWords } from './test.ts';

const MOST_LINES = 8, MOST_PLACES = 3;
const fence = (text: string): string => `\`\`\`haproxy\n${text}\n\`\`\``;

export function hoverName(place: Place): Part | null {
  const { project, document, line, column, section } = place, position = { line: document.tree.numberOf(line), character: column }, site = nameAt(project, document, position);
  if (!site) return null;
  const span = site.columns;
  if (site.use.kind === 'acl' && line.keyword === 'acl' && site.use.declares) {
    const said = testInWords(project.lex(line.text).tokens.slice(2), project.settings.version), used = section.local('acl', site.use.name)?.used.length ?? 0;
    return { span, markdown: [`**acl ${site.use.name}**`, ...(said ? [t('True when {0}.', said)] : []), used === 1 ? t('Used once in this section.') : t('Used {0} times in this section.', used)].join('\n\n') };
  }
  const found = definition(project, document, position);
  if (!found) return null;
  const out: string[] = [];
  if (site.use.kind === 'acl') { const said = aclInWords(project, section, site.use.name); if (said) out.push(t('True when {0}.', said)); }
  for (const target of found.targets.slice(0, MOST_PLACES)) {
    const d = project.documents.find((x) => x.uri === target.uri)!, first = target.range.start.line, header = (d.tree.at(first).flags & HEADER) !== 0, last = header ? Math.min(target.range.end.line, first + MOST_LINES - 1) : first;
    const lines = [...d.tree.slice(first, last + 1)].map((l) => (header ? l.text : l.text.trim()));
    if (last < target.range.end.line) lines.push('    …');
    const file = d === document ? '' : decodeURIComponent(d.uri.slice(d.uri.lastIndexOf('/') + 1));
    out.push(file ? t('{0}, line {1}', code(file), first + 1) : header ? t('Line {0}', first + 1) : t('Line {0}, in {1}', first + 1, code(titleOf(d.sectionOf(d.tree.at(first))))), fence(lines.join('\n')));
  }
  if (found.targets.length > MOST_PLACES) out.push(t('and {0} more', found.targets.length - MOST_PLACES));
  return { markdown: out.join('\n\n'), span };
}
