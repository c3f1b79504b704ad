import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { fetch: string; where: string; kind: string }

/** `where`: the directive; `kind`: expression (refused) or test (an ACL that never matches). */
export const fetchNotAvailable = statementRule<Args>({
  id: 'fetch-not-available',
  title: 'Value that does not exist at this point',
  why: 'Each fetch reads something that is at hand only for a while: the response is not there while the request is processed, and the request\'s headers are gone when the response comes. HAProxy refuses an expression that can never have a value, and warns of a condition that can never be true.',
  severity: 'error',
  source: 'manual 7.3; haproxy -c of each version',
  fix: 'none',
  message: (a) => a.kind === 'test' ? t("This test never matches: '{0}' has no value when '{1}' is evaluated.", a.fetch, a.where)
    : t("'{0}' has no value when '{1}' is evaluated, so HAProxy refuses it. Keep the value in a variable while it is there, and read the variable.", a.fetch, a.where),
});
