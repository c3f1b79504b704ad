import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { kind: string; name: string; found: string }

/** `kind`: empty (no fetch), open (a parenthesis), comma (text behind a part), bracket (`%[` is not closed). */
export const badExpression = statementRule<Args>({
  id: 'bad-expression',
  title: 'Sample expression that HAProxy cannot read',
  why: 'A sample expression is the name of a fetch, its arguments in parentheses, then converters, each behind a comma and with arguments of its own. There are no blanks between the parts.',
  severity: 'error',
  source: 'manual 7.3; haproxy -c',
  fix: 'none',
  message: (a) => a.kind === 'empty' ? t('The name of a sample fetch is missing here.')
    : a.kind === 'open' ? t("The parenthesis behind '{0}' is not closed in this word. Blanks between arguments need quotes around the whole expression.", a.name)
      : a.kind === 'bracket' ? (a.found ? t("The expression ends behind '{0}', but '{1}' follows where ] belongs.", a.name, a.found) : t("The expression that ends with '{0}' needs a closing ].", a.name))
        : t("'{0}' follows '{1}' directly: a converter needs a comma in front of it.", a.found, a.name),
});
