import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

export const missingFinalNewline = statementRule({
  id: 'missing-final-newline',
  title: 'The last line has no line end',
  why: 'HAProxy takes a file whose last line has no line end for a truncated one and refuses to start.',
  severity: 'error',
  source: 'haproxy -c, 2.4 to 3.4',
  fix: 'safe',
  message: () => t('The last line has no line end: HAProxy takes the file for truncated and does not start. End it with a newline.'),
  repair: (f) => [{ title: t('Add the line end'), safe: true, edits: [{ kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [''] }] }],
});
