// A bare number where seconds may be meant: HAProxy takes it for milliseconds. Reported by the check of times.
import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

/** `read`: the time in words, '' below a second. */
interface Args extends Record<string, string> { keyword: string; value: string; read: string }

export const timeoutWithoutUnit = statementRule<Args>({
  id: 'timeout-without-unit',
  title: 'Timeout without a unit that looks like seconds',
  why: 'A number without a unit is milliseconds: `timeout tunnel 3600`, meant as an hour, closes silent WebSockets after 3.6 seconds. From 3.2 on HAProxy itself warns of bare numbers below 100. Round thousands are left alone: that is how milliseconds are usually written.',
  severity: 'warning',
  source: 'haproxy -c of 3.2 and 3.4; evidence b13, p03',
  fix: 'unsafe',
  versions: 'below 100 from 3.2 on: warning; other numbers: information',
  message: (a) => t("'{0} {1}' is {1} milliseconds{2}. Write '{1}s' if seconds are meant, else '{1}ms'.", a.keyword, a.value, a.read && ` (${a.read})`),
  repair: (f) => ['s', 'ms'].map((unit) => ({ title: t("Write '{0}'", f.args.value + unit), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, f.args.value + unit)] })),
});
