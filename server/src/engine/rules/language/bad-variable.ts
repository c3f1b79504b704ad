import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { name: string; kind: string; keyword: string }

/** `kind`: empty, scope, character, form (the parentheses), condition (a word behind the name). */
export const badVariable = statementRule<Args>({
  id: 'bad-variable',
  title: 'Variable name that HAProxy refuses',
  why: 'A variable is named by its scope (proc, sess, txn, req, res or check), a dot, and a name of letters, digits, dots and underscores: `txn.user_id`. It stands in parentheses right behind the action.',
  severity: 'error',
  source: 'manual 2.8; haproxy -c',
  fix: 'none',
  message: (a) => a.kind === 'empty' ? t("'{0}' names no variable: write a scope, a dot and a name, such as txn.name.", a.keyword)
    : a.kind === 'scope' ? t("'{0}' is no variable: its name starts with proc., sess., txn., req., res. or check., and something follows.", a.name)
      : a.kind === 'character' ? t("'{0}' is no variable: behind the scope stand letters, digits, dots and underscores only.", a.name)
        : a.kind === 'condition' ? t("'{0}' is no condition of '{1}': it takes ifexists, ifnotexists, ifempty, ifnotempty, ifset, ifnotset, ifgt and iflt.", a.name, a.keyword)
          : t("Write '{0}' with the variable in parentheses right behind it, such as {0}(txn.name).", a.keyword),
});
