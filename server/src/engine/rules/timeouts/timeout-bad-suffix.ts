// A timeout with more behind its unit than HAProxy reads. Reported by the check of times.
import { t } from '../../language/text.ts';
import { timeSuffix } from '../language/time-suffix.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { keyword: string; value: string; read: string; better: string }

export const timeoutBadSuffix = statementRule<Args>({
  id: 'timeout-bad-suffix',
  title: 'Text behind the unit of a timeout',
  why: 'HAProxy reads the digits and the unit, warns about the rest and ignores it: `timeout tunnel 1h30m` is one hour. A later version will refuse it.',
  severity: 'warning',
  source: 'evidence b01; manual 2.5',
  fix: 'unsafe',
  message: (a) => t("HAProxy reads '{0}' as '{1}', warns about the rest, and will refuse it in a later version. Write '{2}'.", a.value, a.read, a.better || a.read),
  repair: (f, view) => timeSuffix.repair!(f, view),
});
