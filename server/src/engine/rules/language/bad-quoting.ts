import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { kind: string }

export const badQuoting = statementRule<Args>({
  id: 'bad-quoting',
  title: 'Quotes, escapes or variables that do not end',
  why: 'A statement is one physical line: quotes and braces must end on it, `\\x` wants two hexadecimal digits, and a variable name starts with a letter.',
  severity: 'error',
  source: 'manual 2.2 and 2.3',
  fix: 'none',
  message: (a) => a.kind === 'quote' ? t('This quote is not closed on its line. Close it, or write a backslash in front of it.')
    : a.kind === 'hex' ? t('Two hexadecimal digits must follow \\x.')
      : a.kind === 'default' ? t('HAProxy 2.4 knows no default for an environment variable: `${X-default}` came with 2.5.')
      : a.kind === 'brace' ? t('The braces of this environment variable are not closed on this line.')
        : t('An environment variable\'s name starts with a letter or an underscore. Write \\$ for a dollar sign.'),
});
