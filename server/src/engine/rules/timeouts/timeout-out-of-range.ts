// A timeout longer than HAProxy's 24.8 days. Reported by the check of times.
import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; value: string }

export const timeoutOutOfRange = statementRule<Args>({
  id: 'timeout-out-of-range',
  title: 'Timeout longer than HAProxy counts',
  why: 'HAProxy counts timeouts in milliseconds up to 2147483647, which is 24.8 days, and refuses to start with a longer one. `24d` is the longest in whole days.',
  severity: 'error',
  source: 'evidence b01',
  fix: 'unsafe',
  message: (a) => t("HAProxy refuses '{0} {1}': it accepts at most 2147483647ms, about 24 days. Write '24d'.", a.keyword, a.value),
  repair: (f) => [{ title: t("Write '{0}'", '24d'), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, '24d')] }],
});
