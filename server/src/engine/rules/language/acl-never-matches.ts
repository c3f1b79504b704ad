import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { expression: string; kind: string; pattern: string }

/** `kind`: empty (no pattern), parenthesis (a blank in front of one), replaced (by converters behind an ACL keyword, or by `-m`, which is the pattern then). */
export const aclNeverMatches = statementRule<Args>({
  id: 'acl-never-matches',
  title: 'ACL that cannot match as written',
  why: 'HAProxy loads an ACL without patterns, or one whose pattern is really an argument behind a blank, and warns: such an ACL never matches.',
  severity: 'warning',
  source: 'haproxy -c of each version',
  fix: 'none',
  message: (a) => a.kind === 'empty' ? t("This ACL never matches: '{0}' has no pattern to compare with. Add one, or write '-m found' to ask whether there is a value.", a.expression)
    : a.kind === 'parenthesis' ? t("'{0}' is compared with '{1}', which looks like its argument: remove the blank in front of the parenthesis.", a.expression, a.pattern)
      : a.pattern ? t("'-m' replaces the way in which '{0}' compares, and HAProxy warns. Leave it out.", a.expression)
      : t("The converters replace the matching method of '{0}': HAProxy compares as for their output. Name the method with -m.", a.expression),
});
