// A proxy has one stick-table.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { sectionRule } from '../rule.ts';
import { nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { section: string }

export const stickTableTwice = sectionRule<Args>({
  id: 'stick-table-twice',
  title: 'Second stick-table in one section',
  why: 'A proxy has one stick-table. HAProxy refuses a second line; a second table lives in a backend of its own and is named by `table`.',
  severity: 'error',
  source: 'evidence i17, i36',
  fix: 'none',
  sections: ['frontend', 'backend', 'listen'],
  has: ['stick-table'],
  reads: { own: ['stick-table'] },
  message: (a) => t("{0} has a stick-table already: HAProxy does not start. Put this one in a backend of its own and name it: table <name>.", a.section),
  may: (section) => section.lines('stick-table').length > 1,
  *check(section, { project }) {
    const lines = section.lines('stick-table').filter((l) => !isConditional(section.document, l));
    for (const line of lines.slice(1)) yield { ...statementSpan(line, project.lex(line.text).tokens), args: { section: nameOf(section) }, related: [{ ...statementSpan(lines[0]!, project.lex(lines[0]!.text).tokens), document: section.document, message: t('the first stick-table') }] };
  },
});
