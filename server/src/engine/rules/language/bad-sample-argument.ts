import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { kind: string; name: string; value: string; expected: string }

/** `kind`: missing, many, or value (of the wrong type or none of those known). `name`: the fetch or converter. */
export const badSampleArgument = statementRule<Args>({
  id: 'bad-sample-argument',
  title: 'Argument that a fetch or a converter refuses',
  why: 'Each fetch and converter takes a fixed list of arguments with a type each, and some take only certain words. HAProxy refuses a list that is too short or too long and a value it cannot read.',
  severity: 'error',
  source: 'manual 7.3; haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  message: (a) => a.kind === 'missing' ? t("'{0}' needs an argument more in its parentheses: {1}.", a.name, t(a.expected))
    : a.kind === 'many' ? (a.expected === '0' ? t("'{0}' takes no arguments.", a.name) : t("'{0}' takes no more than {1} arguments.", a.name, a.expected))
      : t("'{0}' does not accept '{1}' here: it expects {2}.", a.name, a.value, t(a.expected)),
});
