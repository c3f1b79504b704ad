import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { word: string; version: string; replacement: string }

export const keywordDeprecated = statementRule<Args>({
  id: 'keyword-deprecated',
  title: 'Deprecated keyword',
  why: 'HAProxy still takes the word, warns, and will refuse it in a later version.',
  severity: 'warning',
  source: 'haproxy -c of each version',
  fix: 'none',
  tags: ['deprecated'],
  message: (a) => t("'{0}' is deprecated in HAProxy {1}.", a.word, a.version) + (a.replacement ? ' ' + t('Use {0}.', a.replacement) : ''),
});
