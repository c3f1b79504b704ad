import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { word: string; similar: string }

export const unknownStoreType = statementRule<Args>({
  id: 'unknown-store-type',
  title: 'Unknown data type of a stick-table',
  why: 'Behind `store` stand the data types that every entry of the table keeps, separated by commas without blanks. HAProxy refuses names it does not know.',
  severity: 'error',
  source: 'data type tables of HAProxy 2.4 to 3.4',
  fix: 'unsafe',
  message: (a) => (a.word === '' ? t('A data type is missing between two commas.') : t("A stick-table cannot store '{0}'.", a.word)) + (a.similar ? ` ${t("Did you mean '{0}'?", a.similar.split(' ')[0]!)}` : ''),
  repair: (f) => f.args.similar.split(' ').filter((s) => s !== '').map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, s)] })),
});
