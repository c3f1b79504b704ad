// tune.maxrewrite raised, and with it the room for request headers taken away.
import { parseSize } from '../../language/size.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import { ENV } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Edit, lineRule } from '../rule.ts';
import { indentOf, replace, span } from '../write.ts';

interface Args extends Record<string, string | number> { maxrewrite: number; bufsize: number; room: number }

const DEFAULT_BUFSIZE = 16384, WANTED = 32768;

/** A size of a tune line; null when it cannot be told. */
function sizeAt(project: Project, line: Line): number | null {
  const value = project.lex(line.text).tokens[1], document = project.documentOf(line);
  if (!value || value.flags & ENV || !document || isConditional(document, line)) return null;
  const size = parseSize(value.value);
  return size.kind === 'ok' ? size.bytes : null;
}

export const maxrewriteEatsBuffer = lineRule<Args>({
  id: 'maxrewrite-eats-buffer',
  title: 'tune.maxrewrite takes the room of the headers',
  why: 'Request headers get `tune.bufsize` less `tune.maxrewrite`. Raising `tune.maxrewrite` makes large cookies fail that used to pass, with 400, or 431 from 3.1 on. Only a larger `tune.bufsize` makes room.',
  severity: 'warning',
  source: 'evidence k03, k07-k09',
  fix: 'unsafe',
  keywords: ['tune.maxrewrite'],
  reads: { globals: ['tune.bufsize'] },
  message: (a) => t('Headers get bufsize - maxrewrite = {0} - {1} = {2} bytes: raising maxrewrite shrinks what fits. Raise tune.bufsize and leave maxrewrite out.', a.bufsize, a.maxrewrite, a.room),
  *check({ line, section, statement: { tokens } }, { project }) {
    if (section.kind !== 'global' || !tokens[1] || !project.complete) return;
    const maxrewrite = sizeAt(project, line), sizes = project.globalLines('tune.bufsize').map((l) => sizeAt(project, l));
    const bufsize = sizes.length ? sizes[sizes.length - 1]! : DEFAULT_BUFSIZE;
    if (maxrewrite === null || bufsize === null || maxrewrite <= 1024 || maxrewrite * 4 <= bufsize) return;
    yield { ...span(line, tokens[1]), args: { maxrewrite, bufsize, room: Math.max(0, bufsize - maxrewrite) } };
  },
  repair(f, { project }) {
    const lines = project.globalLines('tune.bufsize'), bufsize = lines[lines.length - 1], size = Math.max(f.args.bufsize, WANTED);
    const edits: Edit[] = [];
    if (bufsize && f.args.bufsize < WANTED) { const value = project.lex(bufsize.text).tokens[1]!, document = project.documentOf(bufsize)!; edits.push(replace(document.sectionOf(bufsize), bufsize, value.start, value.end, String(size))); }
    if (!bufsize) edits.push({ kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [`${indentOf(f.line)}tune.bufsize ${size}`] });
    edits.push({ kind: 'delete', document: f.document, line: f.line });
    return [{ title: t('Leave maxrewrite out, with tune.bufsize {0}', size), safe: false, edits }];
  },
});
