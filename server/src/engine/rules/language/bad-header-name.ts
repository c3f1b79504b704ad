import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { name: string; character: string }

export const badHeaderName = statementRule<Args>({
  id: 'bad-header-name',
  title: 'Header name with a forbidden character',
  why: 'A header name holds letters, digits and !#$%&\'*+-.^_`|~ only (RFC 9110, 5.6.2). HAProxy loads the rule with a warning, and servers and clients reject the message or drop the header. A name is no log-format: `%[…]` is not evaluated there.',
  severity: 'warning',
  source: 'haproxy -c of 3.0 to 3.4',
  fix: 'none',
  message: (a) => t("'{0}' cannot be the name of a header: '{1}' is not allowed in it.", a.name, a.character),
});
