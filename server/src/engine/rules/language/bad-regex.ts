import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { keyword: string; regex: string; kind: string }

/** `kind` as in language/regex.ts. */
export const badRegex = statementRule<Args>({
  id: 'bad-regex',
  title: 'Regular expression that does not compile',
  why: 'HAProxy compiles regular expressions (PCRE2 in most builds) while it reads the configuration, and refuses to start when one is wrong. Backslashes have to be doubled, or the expression quoted with single quotes.',
  severity: 'error',
  source: 'haproxy -c of builds with PCRE2',
  fix: 'none',
  message: (a) => {
    switch (a.kind) {
      case 'open': return t("A parenthesis of the regular expression '{0}' is not closed.", a.regex);
      case 'close': return t("The regular expression '{0}' closes a parenthesis that was not opened.", a.regex);
      case 'class': return t("A bracket of the regular expression '{0}' is not closed, or a class stands outside brackets.", a.regex);
      case 'quantifier': return t("A repetition in the regular expression '{0}' has nothing in front of it to repeat.", a.regex);
      case 'bounds': return t("The bounds of a repetition in the regular expression '{0}' are wrong.", a.regex);
      case 'range': return t("A range in brackets of the regular expression '{0}' runs backwards.", a.regex);
      case 'escape': return t("A backslash in the regular expression '{0}' stands at its end or in front of a letter that means nothing there.", a.regex);
      case 'reference': return t("The regular expression '{0}' refers to a group that it does not have.", a.regex);
      default: return t("'{0}' is no regular expression.", a.regex);
    }
  },
});
