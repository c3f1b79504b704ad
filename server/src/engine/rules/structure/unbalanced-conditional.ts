import { t } from '../../language/text.ts';
import { placeOfConditional } from '../../model/conditionals.ts';
import { lineRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string> { word: string; kind: string }

export const unbalancedConditional = lineRule<Args>({
  id: 'unbalanced-conditional',
  title: 'Conditional block that does not open or end',
  why: 'Every .if needs its .endif in the same file; .elif and .else stand between the two, .else once and last. HAProxy refuses the file otherwise.',
  severity: 'error',
  source: 'manual 2.4; haproxy -c',
  fix: 'none',
  keywords: ['.if', '.elif', '.else', '.endif'],
  message: (a) => a.kind === 'open' ? t('This .if has no .endif.')
    : a.kind === 'alone' ? t("'{0}' without an .if above it.", a.word)
      : a.kind === 'deep' ? t('HAProxy takes no more than 99 nested .if blocks.')
        : t("'{0}' cannot follow .else in the same block.", a.word),
  check({ document, line, statement }) {
    if (document.template) return [];
    const { problem } = placeOfConditional(document, line), token = statement.tokens[0]!;
    return problem ? [{ ...span(line, token), args: { word: token.value, kind: problem } }] : [];
  },
});
