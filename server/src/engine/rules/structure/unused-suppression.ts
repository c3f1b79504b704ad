// A `haproxy-ws-ignore` comment that silences nothing. Found while findings are reported, so it has no check of its own.
import { t } from '../../language/text.ts';
import { sectionRule } from '../rule.ts';
import { ignoredIds } from '../suppress.ts';

interface Args extends Record<string, string | boolean> { id: string; section: boolean }

export const unusedSuppression = sectionRule<Args>({
  id: 'unused-suppression',
  title: 'Comment that suppresses nothing',
  why: 'A comment that ignores a rule stays behind when the reason for it is gone, and would hide the next real finding.',
  severity: 'hint',
  source: 'docs/rules: suppression comments',
  fix: 'safe',
  tags: ['unnecessary'],
  sections: [],
  message: (a) => a.section ? t("Nothing in this section is reported as '{0}'. Remove it from the comment.", a.id) : t("Nothing on this line is reported as '{0}'. Remove it from the comment.", a.id),
  *check() { /* reported by findings.ts */ },
  repair(f) {
    const text = f.line.text, ids = ignoredIds(text);
    let { start, end } = f;
    if (ids.length > 1) { // the id with the comma that joins it to its neighbour
      const last = ids[ids.length - 1]!.start === start;
      if (last) start = ids[ids.length - 2]!.end; else end = ids[ids.findIndex((i) => i.start === start) + 1]!.start;
    } else {
      start = text.lastIndexOf('#', start); end = text.length;
      while (start > 0 && /\s/.test(text[start - 1]!)) start--;
    }
    return [{ title: t("Remove '{0}' from the comment", f.args.id), safe: true, edits: [{ kind: 'replace', document: f.document, line: f.line, start, end, text: '' }] }];
  },
});
