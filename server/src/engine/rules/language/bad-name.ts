import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { what: string; name: string; character: string }

export const badName = statementRule<Args>({
  id: 'bad-name',
  title: 'Character that a name must not hold',
  why: 'Names of sections, servers and ACLs are made of letters, digits, and the characters - _ . and :, without blanks or letters outside ASCII.',
  severity: 'error',
  source: 'manual 2.1 and 4; haproxy -c',
  fix: 'none',
  message: (a) => t("The {0} name '{1}' holds '{2}': only letters, digits, - _ . and : are allowed.", a.what, a.name, a.character),
});
