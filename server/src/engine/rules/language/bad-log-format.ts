import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { kind: string; word: string }

/** `kind`: end (nothing behind the percent sign), brace (`%{` is not closed), alias (none behind `%{…}`), name, type (of `%(…)`). */
export const badLogFormat = statementRule<Args>({
  id: 'bad-log-format',
  title: 'Log-format string that HAProxy cannot read',
  why: 'Behind a percent sign HAProxy expects an alias, flags in braces, a name in parentheses or an expression in brackets, and refuses the string otherwise. A percent sign of its own is written twice.',
  severity: 'error',
  source: 'manual 8.2.6; haproxy -c',
  fix: 'none',
  message: (a) => a.kind === 'brace' ? t('The flags that start here are not closed: } is missing.')
    : a.kind === 'alias' ? t("An alias or an expression in brackets must follow '%{{0}}'.", a.word)
      : a.kind === 'type' ? t("'{0}' is not a type for a named field: use str, sint or bool.", a.word)
        : a.kind === 'name' ? t("'{0}' cannot be in the name of a field: use letters, digits, _ and -.", a.word)
          : t('An alias such as %ci or an expression %[…] is expected behind %. Write %% for a percent sign.'),
});
