// Two log formats in one defaults section: the last one counts.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Line } from '../../text/lineTree.ts';
import { sectionRule } from '../rule.ts';
import { nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; previous: string; from: string }

/** Each group sets one format. */
const GROUPS = [['option httplog', 'option httpslog', 'option tcplog', 'log-format'], ['error-log-format']];
const KEYWORDS = GROUPS.flat();

const sure = (section: Section, keywords: readonly string[]): Line[] => {
  const { document } = section, { tree } = document;
  return keywords.flatMap((k) => [...section.lines(k)]).filter((l) => !isConditional(document, l)).sort((a, b) => tree.numberOf(a) - tree.numberOf(b));
};

/** The format that a defaults section gets from the one it is derived from. */
function inherited(project: Project, section: Section, keywords: readonly string[]): { readonly line: Line; readonly section: Section } | null {
  for (let s = project.parent(section), depth = 0; s && s.opaque === 0 && depth < 64; s = project.parent(s), depth++) {
    const line = sure(s, keywords).pop();
    if (line) return { line, section: s };
  }
  return null;
}

export const logFormatOverridden = sectionRule<Args>({
  id: 'log-format-overridden',
  title: 'Log format that another one replaces',
  why: '`option httplog`, `option httpslog`, `option tcplog` and `log-format` set the same format. In a defaults section HAProxy warns when one replaces another, because the earlier line has no effect.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'unsafe',
  sections: ['defaults'],
  has: KEYWORDS,
  reads: { own: KEYWORDS, settings: KEYWORDS },
  message: (a) => a.from ? t("'{0}' replaces '{1}' of {2}.", a.keyword, a.previous, a.from) : t("'{0}' replaces '{1}' above, which has no effect.", a.keyword, a.previous),
  *check(section, { project }) {
    if (section.opaque > 0) return;
    for (const group of GROUPS) {
      const lines = sure(section, group);
      if (lines.length === 0) continue;
      let previous = inherited(project, section, group);
      for (const line of lines) {
        if (previous) yield {
          ...statementSpan(line, project.lex(line.text).tokens),
          args: { keyword: line.keyword, previous: previous.line.keyword, from: previous.section === section ? '' : nameOf(previous.section) },
          related: [{ ...statementSpan(previous.line, project.lex(previous.line.text).tokens), document: previous.section.document, message: t('has no effect') }],
        };
        previous = { line, section };
      }
    }
  },
  repair: (f) => f.args.from || !f.related?.[0]?.line.leaf ? [] : [{ title: t("Remove '{0}' above", f.args.previous), safe: false, edits: [{ kind: 'delete', document: f.document, line: f.related[0].line }] }],
});
