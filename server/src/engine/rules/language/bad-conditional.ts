import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { kind: string; word: string; name: string; expected: string; similar: string }

/** `kind`: word (no such predicate), end (text behind the condition), open (parenthesis), operand (missing), few, many, unclosed (arguments). */
export const badConditional = statementRule<Args>({
  id: 'bad-conditional',
  title: 'Condition of .if or .elif that HAProxy cannot read',
  why: 'The condition is made of predicates such as feature(OPENSSL) or version_atleast(3.0), numbers, !, &&, || and parentheses. HAProxy refuses anything else when it gets to the line.',
  severity: 'error',
  source: 'manual 2.4; haproxy -c',
  fix: 'none',
  message: (a) => {
    switch (a.kind) {
      case 'word': return t("'{0}' is no predicate.", a.word) + (a.similar ? ` ${t("Did you mean '{0}'?", a.similar)}` : '');
      case 'end': return t("'{0}' has no place behind the condition: join conditions with && or ||.", a.word);
      case 'open': return t("A parenthesis of this condition is not closed.");
      case 'few': return t("'{0}' needs {1} arguments.", a.name, a.expected);
      case 'many': return t("'{0}' takes {1} argument(s), no more.", a.name, a.expected);
      case 'unclosed': return t("The arguments of '{0}' do not end with ')'.", a.word);
      default: return a.word ? t("A predicate is missing in front of '{0}'.", a.word) : t('A predicate is missing at the end of this condition.');
    }
  },
});
