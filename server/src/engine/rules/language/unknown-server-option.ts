import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; similar: string }

/** `similar`: names that were perhaps meant, joined by blanks. */
export const unknownServerOption = statementRule<Args>({
  id: 'unknown-server-option',
  title: 'Unknown server option',
  why: 'No covered HAProxy version knows the word as an option of server, so HAProxy refuses to start.',
  severity: 'error',
  source: 'keyword tables of HAProxy 2.4 to 3.4',
  fix: 'unsafe',
  message: (a) => t("HAProxy knows no server option '{0}'.", a.word) + (a.similar ? ` ${t("Did you mean '{0}'?", a.similar.split(' ')[0]!)}` : ''),
  repair: (f) => f.args.similar.split(' ').filter((s) => s !== '').map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, s)] })),
});
