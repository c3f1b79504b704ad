import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; value: string }

export const timeoutWithoutUnit = statementRule<Args>({
  id: 'timeout-without-unit',
  title: 'Timeout of a few milliseconds, without a unit',
  why: 'A number without a unit is milliseconds: `timeout client 30` closes a connection that is silent for 0.03 seconds. From 3.2 on HAProxy warns of bare numbers below 100, because seconds may be meant.',
  severity: 'warning',
  source: 'haproxy -c of 3.2 and 3.4; evidence b13',
  fix: 'unsafe',
  versions: 'since 3.2',
  message: (a) => t("'{0} {1}' is {1} milliseconds. Write '{1}s' if seconds are meant, else '{1}ms'.", a.keyword, a.value),
  repair: (f) => ['s', 'ms'].map((unit) => ({ title: t("Write '{0}'", f.args.value + unit), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, f.args.value + unit)] })),
});
