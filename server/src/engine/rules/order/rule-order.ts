// Rules that stand below rules of a later stage: HAProxy runs them first all the same, and warns.
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Section } from '../../model/section.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import type { Line } from '../../text/lineTree.ts';
import { sectionRule } from '../rule.ts';
import { statementSpan } from '../write.ts';

interface Args extends Record<string, string> { rule: string; after: string }

/** What HAProxy runs one after the other, whatever the order of the lines. */
const STAGES = ['tcp-request connection', 'tcp-request session', 'tcp-request content', 'monitor', 'http-request', 'redirect', 'use_backend', 'use-server'];
/** What must stand above which others. `use_backend` and `use-server` are one stage. */
const BEFORE: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...STAGES.slice(0, -2).map((k, i): [string, readonly string[]] => [k, STAGES.slice(i + 1)]),
  ['tcp-response content', ['http-response']],
]);
/** Looked at only from this version on. */
const NEWER: Readonly<Record<string, Version>> = { 'tcp-response content': '3.2' };
const KEYWORDS = [...STAGES, 'tcp-response content', 'http-response'];

const name = (keyword: string): string => keyword === 'monitor' ? 'monitor fail' : keyword;

/** The first line that certainly counts. */
function first(section: Section, keyword: string): Line | null {
  for (const l of section.lines(keyword)) if (!isConditional(section.document, l)) return l;
  return null;
}

export const ruleOrder = sectionRule<Args>({
  id: 'rule-order',
  title: 'Rule below rules that run later',
  why: 'HAProxy runs the rules of a proxy in stages: connection, session, content, monitor, http-request, redirect, use_backend. The order of lines counts only within a stage. A rule that stands below one of a later stage still runs before it, which is often not what its place suggests.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'unsafe',
  sections: ['defaults', 'frontend', 'backend', 'listen'],
  has: [...BEFORE.keys()],
  reads: { own: KEYWORDS },
  message: (a) => t("This '{0}' rule runs before the '{1}' rules above it: the order of lines counts only among rules of one kind.", a.rule, a.after),
  *check(section, { project }) {
    const { document } = section, { tree } = document;
    if (section.opaque > 0) return;
    for (const [keyword, later] of BEFORE) {
      const lines = section.lines(keyword);
      if (lines.length === 0 || (NEWER[keyword] && compareVersions(document.target, NEWER[keyword]) < 0)) continue;
      let above: Line | null = null, at = Number.MAX_SAFE_INTEGER;
      for (const k of later) {
        const l = first(section, k), n = l ? tree.numberOf(l) : at;
        if (l && n < at) { above = l; at = n; }
      }
      if (!above) continue;
      for (let i = lines.length - 1; i >= 0 && tree.numberOf(lines[i]!) > at; i--) {
        const line = lines[i]!;
        if (!isConditional(document, line)) yield { ...statementSpan(line, project.lex(line.text).tokens), args: { rule: name(keyword), after: name(above.keyword) }, related: [{ ...statementSpan(above, project.lex(above.text).tokens), document, message: t("the first '{0}' rule", name(above.keyword)) }] };
      }
    }
  },
  repair(f, { project }) {
    const above = f.related?.[0]?.line, { document, line } = f, section = document.sectionOf(line), { tree } = document;
    if (!above?.leaf) return [];
    const { tokens } = project.lex(line.text), at = conditionAt(tokens, 1), target = tree.numberOf(above);
    // the ACLs it uses have to stand above it
    if (at > 0) for (const x of parseCondition(tokens, at).groups.flat()) {
      if (x.name !== null && (section.local('acl', x.name)?.declared ?? []).some((l) => tree.numberOf(l) > target)) return [];
    }
    return [{
      title: t("Move it above the first '{0}' rule", f.args.after), safe: false,
      edits: [{ kind: 'insert', document, line: above, where: 'above', lines: [line.text] }, { kind: 'delete', document, line }],
    }];
  },
});
