import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { word: string; section: string; allowed: string }

export const keywordIgnoredHere = statementRule<Args>({
  id: 'keyword-ignored-here',
  title: 'Keyword in a section that ignores it',
  why: 'HAProxy reads the line, warns and ignores it, because this kind of section lacks the side the keyword is about.',
  severity: 'warning',
  source: 'haproxy -c of each version; manual 4.1',
  fix: 'none',
  message: (a) => a.allowed ? t("'{0}' has no effect in {1}: write it in {2}.", a.word, a.section, a.allowed) : t("'{0}' has no effect in {1}.", a.word, a.section),
});
