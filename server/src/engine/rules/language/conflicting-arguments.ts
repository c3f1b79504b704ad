import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { keyword: string; first: string; second: string }

export const conflictingArguments = statementRule<Args>({
  id: 'conflicting-arguments',
  title: 'Arguments that exclude each other',
  why: 'Each of the two arguments is valid, but HAProxy refuses a statement that has both.',
  severity: 'error',
  source: 'haproxy -c of each version',
  fix: 'none',
  message: (a) => a.first === a.second ? t("'{0}' takes only one '{1}'.", a.keyword, a.first) : t("'{0}' cannot have both '{1}' and '{2}': keep one of them.", a.keyword, a.first, a.second),
});
