import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; value: string; kind: string; unit: string; better: string }

/** `kind` as in duration.ts; `unit`: that of a bare number; `better`: a time to write instead, or ''. */
export const badTime = statementRule<Args>({
  id: 'bad-time',
  title: 'Time that HAProxy cannot read',
  why: 'A time is digits and one unit: us, ms, s, m, h or d. HAProxy refuses signs, fractions, capitals, other units, and values above about 24 days in milliseconds.',
  severity: 'error',
  source: 'manual 2.5; haproxy -c',
  fix: 'unsafe',
  message: (a) => (a.kind === 'overflow' ? t("'{0}' is too long for '{1}': it takes at most 2147483647{2}.", a.value, a.keyword, a.unit)
    : a.kind === 'underflow' ? t("'{0}' is too short for '{1}', whose smallest time is 1{2}.", a.value, a.keyword, a.unit)
      : t("'{0}' is not a time for '{1}': write digits and one of us, ms, s, m, h, d.", a.value, a.keyword)) + (a.better ? ` ${t("Write '{0}'.", a.better)}` : ''),
  repair: (f) => f.args.better ? [{ title: t("Write '{0}'", f.args.better), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, f.args.better)] }] : [],
});
