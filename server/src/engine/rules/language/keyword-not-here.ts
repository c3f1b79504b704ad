import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { word: string; section: string; allowed: string }

/** `allowed`: the sections that take it, in words. */
export const keywordNotHere = statementRule<Args>({
  id: 'keyword-not-here',
  title: 'Keyword in a section that refuses it',
  why: 'HAProxy knows the keyword but refuses it in this kind of section.',
  severity: 'error',
  source: 'haproxy -c of each version; manual 4.1',
  fix: 'none',
  message: (a) => a.allowed ? t("HAProxy refuses '{0}' in {1}: write it in {2}.", a.word, a.section, a.allowed) : t("HAProxy refuses '{0}' in {1}.", a.word, a.section),
});
