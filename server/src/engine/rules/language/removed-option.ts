// Options from the time when HAProxy had several ways to end a connection. Reported by the check of directives.
import { t } from '../../language/text.ts';
import { type Fix, statementRule } from '../rule.ts';
import { replace } from '../write.ts';

/** `until`: the last version that takes it, when the selected one does not. */
interface Args extends Record<string, string> { word: string; until: string; version: string }

export const REMOVED_OPTIONS: ReadonlySet<string> = new Set(['option forceclose', 'option http-tunnel']);

export const removedOption = statementRule<Args>({
  id: 'removed-option',
  title: 'Option that no longer exists',
  why: '`option http-tunnel` and `option forceclose` chose how HAProxy 1.x handled connections. Later versions warn about them, and refuse them from 2.5 on. A WebSocket needs neither: after the 101 HAProxy passes everything by itself, whatever the closing options say.',
  severity: 'error',
  versions: '2.4: warning; from 2.5 on: error',
  source: 'evidence b01, d01',
  fix: 'unsafe',
  message: (a) => (a.until ? t("HAProxy {0} refuses '{1}': {2} was the last version to take it.", a.version, a.word, a.until) : t("'{0}' has no effect in HAProxy {1}, and is refused from 2.5 on.", a.word, a.version))
    + ' ' + (a.word === 'option forceclose' ? t("Write 'option httpclose'; a WebSocket needs neither.") : t('Delete it: the tunnel after 101 needs no option.')),
  repair(f): Fix[] {
    const gone: Fix = { title: t('Delete it'), safe: false, edits: [{ kind: 'delete', document: f.document, line: f.line }] };
    return f.args.word === 'option forceclose' ? [{ title: t("Write '{0}'", 'option httpclose'), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, 'option httpclose')] }, gone] : [gone];
  },
});
