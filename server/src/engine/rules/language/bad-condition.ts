import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { kind: string; word: string }

/** `kind`: brace (a test is not closed), close (nothing was open), empty (nothing in the braces), tight (a brace glued to a word), word (neither if nor unless), again (one of them as a term). */
export const badCondition = statementRule<Args>({
  id: 'bad-condition',
  title: 'Condition that HAProxy cannot read',
  why: 'A condition is `if` or `unless`, then ACL names or tests in braces, joined by nothing (and) or by `or`. Braces are words of their own, with blanks around them.',
  severity: 'error',
  source: 'manual 7.2; haproxy -c',
  fix: 'none',
  message: (a) => a.kind === 'tight' ? t("HAProxy reads '{0}' as the name of an ACL. Write blanks around braces: they are words of their own in a condition.", a.word)
    : a.kind === 'brace' ? t('The test that starts here is not closed: a word } is missing behind it.')
      : a.kind === 'close' ? t('This brace closes a test that nothing opened.')
        : a.kind === 'empty' ? t('There is nothing to test between these braces.')
          : a.kind === 'again' ? t("A line has one condition: HAProxy reads this '{0}' as the name of an ACL. Tests side by side are joined by and; write 'or' between alternatives.", a.word)
            : t("A condition starts with 'if' or 'unless', not with '{0}'.", a.word),
});
