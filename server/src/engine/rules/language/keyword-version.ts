import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { word: string; version: string; since: string; until: string; replacement: string }

/** `since`/`until`: first or last version that takes the word, '' where open. */
export const keywordVersion = statementRule<Args>({
  id: 'keyword-version',
  title: 'Not known in the selected version',
  why: 'The word exists, but not in the HAProxy version that this configuration is for; that version refuses to start.',
  severity: 'error',
  source: 'keyword tables of HAProxy 2.4 to 3.4; evidence b01',
  fix: 'none',
  message: (a) => (a.since ? t("HAProxy {0} does not know '{1}': it came with {2}.", a.version, a.word, a.since) : a.until ? t("HAProxy {0} refuses '{1}': {2} was the last version to take it.", a.version, a.word, a.until) : t("HAProxy {0} refuses '{1}': it was removed.", a.version, a.word)) + (a.replacement ? ' ' + t('Use {0}.', a.replacement) : ''),
});
