import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { value: string; kind: string; method: string }

/** `kind`: int, range, version, ip, hex, odd (number of hexadecimal digits) or regex. */
export const badAclPattern = statementRule<Args>({
  id: 'bad-acl-pattern',
  title: 'Pattern that does not fit its ACL',
  why: 'The patterns of an ACL have the form that its matching method compares with: whole numbers and ranges, addresses with masks, pairs of hexadecimal digits, regular expressions. HAProxy refuses anything else.',
  severity: 'error',
  source: 'manual 7.1.2 to 7.1.6; haproxy -c',
  fix: 'none',
  message: (a) => a.kind === 'int' ? t("'{0}' is not a whole number. Numbers may have gt, ge, lt, le or eq in front.", a.value)
    : a.kind === 'range' ? t("'{0}' is not a range of numbers: write low:high, low: or :high.", a.value)
      : a.kind === 'version' ? t("'{0}' is not a version such as 3.1.", a.value)
        : a.kind === 'ip' ? t("'{0}' is not an IP address or network such as 10.0.0.0/8.", a.value)
          : a.kind === 'hex' ? t("'{0}' is not hexadecimal.", a.value) : a.kind === 'odd' ? t("'{0}' needs an even number of hexadecimal digits.", a.value)
            : t("'{0}' is not a regular expression that HAProxy can compile.", a.value),
});
