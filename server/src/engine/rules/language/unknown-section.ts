import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; meant: string }

/** The lines below are read as the section that was meant, so that one slip does not make all of them red. */
export const unknownSection = statementRule<Args>({
  id: 'unknown-section',
  title: 'Misspelt section',
  why: 'HAProxy takes the word for a keyword of the section above and refuses it, and often every line below.',
  severity: 'error',
  source: 'manual 2.1; haproxy -c',
  fix: 'unsafe',
  message: (a) => t("HAProxy knows no section '{0}'. Did you mean '{1}'?", a.word, a.meant),
  repair: (f) => [{ title: t("Change to '{0}'", f.args.meant), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, f.args.meant)] }],
});
