import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; ruleset: string; similar: string; elsewhere: string }

/** `similar`: actions that were perhaps meant, joined by blanks; `elsewhere`: rule sets that know the word, joined by commas. */
export const unknownAction = statementRule<Args>({
  id: 'unknown-action',
  title: 'Unknown action',
  why: 'Every rule set has its own list of actions. An action that exists only in another rule set is refused as much as one that does not exist at all. Actions that Lua scripts register start with `lua.` and are not judged.',
  severity: 'error',
  source: 'action tables of HAProxy 2.4 to 3.4',
  fix: 'unsafe',
  message: (a) => (a.elsewhere ? t("'{0}' is an action of {2}, not of '{1}'.", a.word, a.ruleset, a.elsewhere) : t("'{0}' has no action '{1}'.", a.ruleset, a.word))
    + (a.similar ? ` ${t("Did you mean '{0}'?", a.similar.split(' ')[0]!)}` : ''),
  repair: (f) => f.args.similar.split(' ').filter((s) => s !== '').map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, s)] })),
});
