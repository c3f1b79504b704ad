import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; section: string; similar: string; what: string }

/** `what`: 'keyword' or 'option'; `similar`: names that were perhaps meant, joined by blanks. */
export const unknownKeyword = statementRule<Args>({
  id: 'unknown-keyword',
  title: 'Unknown keyword',
  why: 'No covered HAProxy version knows the word in this kind of section, so HAProxy refuses to start.',
  severity: 'error',
  source: 'keyword tables of HAProxy 2.4 to 3.4',
  fix: 'unsafe',
  message: (a) => (a.what === 'option' ? t("HAProxy knows no option '{0}'.", a.word) : t("HAProxy knows no keyword '{0}' in a {1} section.", a.word, a.section)) + (a.similar ? ' ' + t("Did you mean '{0}'?", a.similar.split(' ')[0]!) : ''),
  repair: (f) => f.args.similar.split(' ').filter((s) => s !== '').map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, s)] })),
});
