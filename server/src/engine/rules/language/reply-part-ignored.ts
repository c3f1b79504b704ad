import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { part: string; kind: string }

/** `kind`: no-body, errorfile (the reply comes from a file with its own headers), always (HAProxy sets the header itself). */
export const replyPartIgnored = statementRule<Args>({
  id: 'reply-part-ignored',
  title: 'Part of a reply that HAProxy ignores',
  why: 'A content type needs a body, an error file brings headers of its own, and HAProxy itself writes Content-Type, Content-Length and Transfer-Encoding. HAProxy warns and drops what it cannot use.',
  severity: 'warning',
  source: 'haproxy -c of each version',
  fix: 'none',
  message: (a) => a.kind === 'no-body' ? t("'{0}' has no effect: the reply has no body. Add `string`, `file`, `lf-string` or `lf-file`.", a.part)
    : a.kind === 'errorfile' ? t("'{0}' has no effect: the reply comes from an error file, with its own headers.", a.part)
      : t("HAProxy always ignores the header '{0}' here: it writes that one itself.", a.part),
});
