import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { domain: string }

export const cookieDomainWithoutDot = statementRule<Args>({
  id: 'cookie-domain-without-dot',
  title: 'Cookie domain without a dot',
  why: 'Browsers ignore cookies whose Domain attribute is a single label (RFC 6265, 5.2.3). HAProxy loads the line and warns.',
  severity: 'warning',
  source: 'haproxy -c of each version; RFC 6265, 5.2.3',
  fix: 'none',
  message: (a) => t("Browsers ignore a cookie for the domain '{0}': it holds no dot.", a.domain),
});
