import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { name: string; character: string }

/** `character`: the first one that HAProxy refuses; '' when the whole name is the problem. */
export const badAclName = statementRule<Args>({
  id: 'bad-acl-name',
  title: 'ACL name that HAProxy refuses',
  why: 'An ACL\'s name holds letters, digits and - _ . : only, and `or` cannot be a name because it joins tests in a condition.',
  severity: 'error',
  source: 'manual 7.1; haproxy -c',
  fix: 'none',
  message: (a) => a.character ? t("'{0}' is not permitted in the ACL name '{1}'. Use letters, digits and - _ . : only.", a.character, a.name) : t("'{0}' joins tests in a condition, so no ACL can have that name.", a.name),
});
