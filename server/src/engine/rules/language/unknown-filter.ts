import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; similar: string }

export const unknownFilter = statementRule<Args>({
  id: 'unknown-filter',
  title: 'Unknown filter',
  why: 'The selected version has no filter of that name. Filters that Lua scripts register start with `lua.` and are not judged.',
  severity: 'error',
  source: 'filter tables of HAProxy 2.4 to 3.4',
  fix: 'unsafe',
  message: (a) => t("HAProxy knows no filter '{0}'.", a.word) + (a.similar ? ` ${t("Did you mean '{0}'?", a.similar.split(' ')[0]!)}` : ''),
  repair: (f) => f.args.similar.split(' ').filter((s) => s !== '').map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, s)] })),
});
