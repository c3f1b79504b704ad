// Silencing a rule by a comment: on the finding's line, or on the header for the whole section.
import { t } from '../../language/text.ts';
import type { Project } from '../../model/project.ts';
import type { Finding, Fix } from '../../rules/rule.ts';
import { ignoredIds } from '../../rules/suppress.ts';
import { nameOf, replace } from '../../rules/write.ts';
import type { Section } from '../../model/section.ts';
import type { Line } from '../../text/lineTree.ts';

function silence(project: Project, section: Section, line: Line, id: string): readonly [ReturnType<typeof replace>] | null {
  const { error, comment } = project.lex(line.text);
  if (error?.kind === 'quote') return null; // the comment would be text
  const ids = ignoredIds(line.text), last = ids[ids.length - 1];
  if (ids.some((x) => x.id === id)) return null;
  if (last) return [replace(section, line, last.end, last.end, `, ${id}`)];
  const end = comment >= 0 ? line.text.length : line.text.trimEnd().length;
  return [replace(section, line, end, line.text.length, ` # haproxy-ws-ignore: ${id}`)];
}

export function ignores(project: Project, f: Finding): Fix[] {
  const { document, line } = f, section = document.sectionOf(line), { id } = f.rule, out: Fix[] = [];
  if (id === 'unused-suppression') return out;
  const here = silence(project, section, line, id), all = section.header && section.header !== line ? silence(project, section, section.header, id) : null;
  if (here) out.push({ title: line === section.header ? t("Ignore '{0}' in {1}", id, nameOf(section)) : t("Ignore '{0}' on this line", id), safe: false, edits: here });
  if (all) out.push({ title: t("Ignore '{0}' in {1}", id, nameOf(section)), safe: false, edits: all });
  return out;
}
