import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; value: string; expected: string; better: string }

/** `expected` in words: "a number from 1 to 65535", "one of on, off". `better`: a value to write instead, or ''. */
export const badValue = statementRule<Args>({
  id: 'bad-value',
  title: 'Value that HAProxy refuses',
  why: 'The argument has a form or a range of its own, and HAProxy refuses anything else.',
  severity: 'error',
  source: 'manual, the keyword\'s own section; haproxy -c',
  fix: 'unsafe',
  message: (a) => a.expected ? t("'{0}' is not valid for '{1}': it expects {2}.", a.value, a.keyword, t(a.expected)) : t("'{0}' is not valid for '{1}'.", a.value, a.keyword),
  repair: (f) => f.args.better ? [{ title: t("Write '{0}'", f.args.better), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, f.args.better)] }] : [],
});
