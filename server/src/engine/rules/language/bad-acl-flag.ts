import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { flag: string; kind: string; value: string }

/** `kind`: unknown, value (of -u), file (missing behind -f), late (-m behind -f), twice (two of -m, 3.4), method (unknown behind -m). */
export const badAclFlag = statementRule<Args>({
  id: 'bad-acl-flag',
  title: 'ACL flag that HAProxy refuses',
  why: 'Between the expression and the patterns of an ACL stand -i, -n, -f, -m, -M, -u or --. A pattern that starts with a dash needs -- in front of it.',
  severity: 'error',
  source: 'manual 7.1; haproxy -c',
  fix: 'none',
  message: (a) => a.kind === 'value' ? t("-u needs a whole number, not '{0}'.", a.value) : a.kind === 'file' ? t('The file is missing behind {0}.', a.flag)
    : a.kind === 'late' ? t('-m must stand in front of -f.') : a.kind === 'twice' ? t('An ACL has one matching method: HAProxy refuses a second -m.') : a.kind === 'method' ? t("'{0}' is not a matching method. Known: found, bool, int, ip, bin, len, str, beg, sub, dir, dom, end, reg, regm.", a.value)
      : t("'{0}' is not an ACL flag. Write -- in front of a pattern that starts with a dash.", a.flag),
});
