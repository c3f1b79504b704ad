import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; similar: string }

/** `similar`: names that were perhaps meant, joined by blanks. */
export const unknownFetch = statementRule<Args>({
  id: 'unknown-fetch',
  title: 'Unknown sample fetch',
  why: 'A sample expression starts with the name of a sample fetch (in an ACL, also with an ACL keyword such as path_beg). No covered HAProxy version knows this one, so HAProxy refuses to start.',
  severity: 'error',
  source: 'keyword tables of HAProxy 2.4 to 3.4; haproxy -c',
  fix: 'unsafe',
  message: (a) => t("HAProxy knows no sample fetch '{0}'.", a.word) + (a.similar ? ' ' + t("Did you mean '{0}'?", a.similar.split(' ')[0]!) : ''),
  repair: (f) => f.args.similar.split(' ').filter((s) => s !== '').map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, s)] })),
});
