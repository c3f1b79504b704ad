import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { rest: string }

/** `rest`: the words behind it. */
export const emptyArgument = statementRule<Args>({
  id: 'empty-argument',
  title: 'Empty word in a statement',
  why: 'An empty word, written "", ends the statement for HAProxy: what follows is not read. 3.2 warns of it, and newer versions refuse it.',
  severity: 'error',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  versions: 'since 3.2',
  message: (a) => a.rest ? t("This empty word ends the statement: HAProxy does not read '{0}'.", a.rest) : t('This empty word counts for nothing: HAProxy wants it left out.'),
});
