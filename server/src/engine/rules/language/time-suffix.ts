import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; value: string; read: string; better: string }

/** `read`: the part that HAProxy uses. */
export const timeSuffix = statementRule<Args>({
  id: 'time-suffix',
  title: 'Characters behind the unit of a time',
  why: 'HAProxy reads the digits and the unit, warns about the rest and ignores it: `1h30m` is one hour. A later version will refuse it.',
  severity: 'warning',
  source: 'manual 2.5; haproxy -c',
  fix: 'unsafe',
  message: (a) => t("HAProxy reads '{0}' as '{1}' and ignores the rest.", a.value, a.read),
  repair: (f) => [...new Set([f.args.better || f.args.read, f.args.read])].map((text) => ({ title: t("Write '{0}'", text), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, text)] })),
});
