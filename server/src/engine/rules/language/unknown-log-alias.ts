import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; similar: string }

/** `similar`: aliases that were perhaps meant, joined by blanks. */
export const unknownLogAlias = statementRule<Args>({
  id: 'unknown-log-alias',
  title: 'Unknown log-format alias',
  why: 'In a log-format string a percent sign starts an alias such as %ci or an expression in brackets. HAProxy refuses a name it does not know; a percent sign of its own is written twice.',
  severity: 'error',
  source: 'manual 8.2.6; haproxy -c',
  fix: 'unsafe',
  message: (a) => t("HAProxy knows no log-format alias '%{0}'. Write %% for a percent sign.", a.word) + (a.similar ? ' ' + t("Did you mean '{0}'?", '%' + a.similar.split(' ')[0]!) : ''),
  repair: (f) => [...f.args.similar.split(' ').filter((s) => s !== ''), `%${f.args.word}`].map((s) => ({ title: s.startsWith('%') ? t('Write %%') : t("Change to '{0}'", s), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, s)] })),
});
