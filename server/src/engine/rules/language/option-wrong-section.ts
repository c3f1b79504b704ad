// `option` of the other side: ignored with a warning, and from some version on refused. Reported by the check of directives.
import { t } from '../../language/text.ts';
import { moveToOtherSide } from '../move.ts';
import { type Fix, statementRule } from '../rule.ts';

/** `side`: where it counts; `fatal`: the first version that refuses it, '' when none does; `now`: the selected one does. */
interface Args extends Record<string, string | boolean> { word: string; section: string; side: 'frontend' | 'backend'; fatal: string; now: boolean }

export const optionWrongSection = statementRule<Args>({
  id: 'option-wrong-section',
  title: 'Option of the other side',
  why: 'Some options speak of the client\'s side and count in a frontend, others of the server\'s side and count in a backend. Up to 3.1 HAProxy warns about the wrong section and ignores the line; from 3.2 on it refuses most of them and does not start.',
  severity: 'warning',
  versions: '2.4 to 3.1: warning; from 3.2 on: error for most options',
  source: 'evidence b01; haproxy -c of each version',
  fix: 'unsafe',
  message: (a) => {
    const where = a.side === 'backend' ? t('Write it in the backend or in defaults.') : t('Write it in the frontend or in defaults.');
    const what = a.now ? t("HAProxy does not start: it refuses '{0}' in {1}.", a.word, a.section) : a.fatal ? t("'{0}' is ignored in {1}; from {2} on HAProxy refuses to start.", a.word, a.section, a.fatal) : t("'{0}' is ignored in {1}.", a.word, a.section);
    return `${what} ${where}`;
  },
  repair: (f, view): Fix[] => [...moveToOtherSide(f, view, f.args.side, 'option', false), { title: t('Delete it'), safe: false, edits: [{ kind: 'delete', document: f.document, line: f.line }] }],
});
