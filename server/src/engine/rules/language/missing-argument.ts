import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { keyword: string; expected: string }

export const missingArgument = statementRule<Args>({
  id: 'missing-argument',
  title: 'Argument missing',
  why: 'HAProxy refuses a statement that lacks a word it needs.',
  severity: 'error',
  source: 'manual, the keyword\'s own section; haproxy -c',
  fix: 'none',
  message: (a) => a.expected ? t("'{0}' is not complete: {1} is missing.", a.keyword, t(a.expected)) : t("'{0}' is not complete.", a.keyword),
});
