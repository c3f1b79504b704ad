// Moves a line that HAProxy ignores or refuses to the sections of the other side, where it counts.
import { t } from '../language/text.ts';
import type { Document } from '../model/document.ts';
import type { Edit, Fix, Found, View } from './rule.ts';
import { insertAfterLast, nameOf } from './write.ts';

/** `prefix`: keywords below which the line goes. Sections that have the keyword themselves keep their own line. */
export function moveToOtherSide({ line, document }: Found & { readonly document: Document }, { project }: View, side: 'frontend' | 'backend', prefix: string, safe: boolean): Fix[] {
  const section = document.sectionOf(line), words = line.text.trim(); // its comment moves along
  const others = [...(side === 'backend' ? project.targets(section) : project.sources(section))].sort((a, b) => project.compare(a, b));
  const edits: Edit[] = [{ kind: 'delete', document, line }];
  for (const s of others) {
    const edit = s === section || s.byKeyword.has(line.keyword) ? null : insertAfterLast(s, prefix, [words]);
    if (edit) edits.push(edit);
  }
  if (edits.length === 1) return others.length === 0 ? [] : [{ title: t('Delete it: another value stands where it counts'), safe: false, edits }];
  return [{ title: side === 'backend' ? t('Move it to the backends that {0} uses', nameOf(section)) : t('Move it to the frontends that use {0}', nameOf(section)), safe, edits }];
}
