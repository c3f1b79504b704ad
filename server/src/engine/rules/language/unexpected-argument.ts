import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; word: string; expected: string }

export const unexpectedArgument = statementRule<Args>({
  id: 'unexpected-argument',
  title: 'Argument that does not belong here',
  why: 'HAProxy refuses words that a statement has no use for.',
  severity: 'error',
  source: 'manual, the keyword\'s own section; haproxy -c',
  fix: 'unsafe',
  message: (a) => a.expected ? t("'{0}' does not take '{1}' here; it expects {2}.", a.keyword, a.word, t(a.expected)) : t("'{0}' takes no further argument: remove '{1}'.", a.keyword, a.word),
  repair: (f) => {
    let { start } = f;
    while (start > 0 && /\s/.test(f.line.text[start - 1]!)) start--;
    return [{ title: t("Remove '{0}'", f.args.word), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, start, f.end, '')] }];
  },
});
