import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { word: string }

export const emptyCondition = statementRule<Args>({
  id: 'empty-condition',
  title: 'if or unless with nothing behind it',
  why: 'HAProxy loads a condition without any test. Behind `if` it is never true, so the statement never applies; behind `unless` the statement always applies.',
  severity: 'info',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4 accept it',
  fix: 'none',
  message: (a) => a.word === 'if' ? t("There is nothing to test behind 'if': HAProxy loads the line, and it never applies.") : t("There is nothing to test behind 'unless': HAProxy loads the line, and it always applies."),
});
