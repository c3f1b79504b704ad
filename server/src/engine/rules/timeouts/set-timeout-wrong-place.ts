// `set-timeout` on the side that has no such timeout: HAProxy does not start. Reported by the check of actions.
import { t } from '../../language/text.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import { type Edit, statementRule } from '../rule.ts';
import { insertHttpRequest, nameOf } from '../write.ts';

/** `side`: where the timeout lives. */
interface Args extends Record<string, string> { timeout: string; side: 'frontend' | 'backend' }

export const setTimeoutWrongPlace = statementRule<Args>({
  id: 'set-timeout-wrong-place',
  title: 'set-timeout where HAProxy refuses it',
  why: '`set-timeout tunnel` and `set-timeout server` change a timeout of the backend that serves the request, so HAProxy refuses them in a frontend; `set-timeout client` is refused in a backend.',
  severity: 'error',
  source: 'evidence b10, b11, b14, b15, y07',
  fix: 'safe',
  message: (a) => a.side === 'backend'
    ? t("HAProxy does not start: 'set-timeout {0}' is refused in a frontend, because the timeout belongs to the backend that serves the request. Write it there.", a.timeout)
    : t("HAProxy does not start: 'set-timeout {0}' is refused in a backend, because the timeout belongs to the frontend that took the connection. Write it there.", a.timeout),
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text), at = conditionAt(tokens, 4);
    // an ACL of this section is not known in the other
    if (at > 0 && parseCondition(tokens, at).groups.flat().some((x) => x.name !== null && x.name !== x.name.toUpperCase())) return [];
    const edits: Edit[] = [{ kind: 'delete', document: f.document, line: f.line }];
    for (const s of [...(f.args.side === 'backend' ? project.targets(section) : project.sources(section))].sort((a, b) => project.compare(a, b))) {
      const edit = s === section ? null : insertHttpRequest(s, [f.line.text.slice(tokens[0]!.start).trimEnd()]);
      if (edit) edits.push(edit);
    }
    if (edits.length === 1) return [];
    return [{ title: f.args.side === 'backend' ? t('Move it to the backends that {0} uses', nameOf(section)) : t('Move it to the frontends that use {0}', nameOf(section)), safe: true, edits }];
  },
});
