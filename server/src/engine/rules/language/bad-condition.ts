import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { kind: string; word: string }

/** `kind`: brace (a test is not closed), tight (a brace is glued to a word), word (neither if nor unless). */
export const badCondition = statementRule<Args>({
  id: 'bad-condition',
  title: 'Condition that HAProxy cannot read',
  why: 'A condition is `if` or `unless`, then ACL names or tests in braces, joined by nothing (and) or by `or`. Braces are words of their own, with blanks around them.',
  severity: 'error',
  source: 'manual 7.2; haproxy -c',
  fix: 'none',
  message: (a) => a.kind === 'tight' ? t("Write blanks around '{0}': a brace is a word of its own in a condition.", a.word)
    : a.kind === 'brace' ? t('The test that starts here is not closed: a word } is missing behind it.')
      : t("A condition starts with 'if' or 'unless', not with '{0}'.", a.word),
});
