// A second inspect-delay of one rule set: the first stays in force.
import { t } from '../../language/text.ts';
import { parseDuration } from '../../language/duration.ts';
import { isConditional, isDead } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { lineRule } from '../rule.ts';
import { nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; section: string; own: string }

const KEYWORDS = ['tcp-request inspect-delay', 'tcp-response inspect-delay'];
const DEEPEST = 64;

/** Null where a delay may be in force or not. */
function inForce(project: Project, section: Section, keyword: string, before: Line | null): { readonly line: Line; readonly section: Section } | null {
  const { document } = section, here = before ? document.tree.numberOf(before) : Number.MAX_SAFE_INTEGER;
  for (const line of section.lines(keyword)) {
    if (document.tree.numberOf(line) >= here) break;
    const value = project.lex(line.text).tokens[2];
    if (isDead(document, line) || !value) continue;
    if (isConditional(document, line) || value.flags & ENV) return null;
    const time = parseDuration(value.value, 'ms');
    if (time.kind === 'ok' && time.value > 0) return { line, section };
  }
  return null;
}

export const inspectDelayIgnored = lineRule<Args>({
  id: 'inspect-delay-ignored',
  title: 'Second inspect-delay of a section',
  why: 'A section has one inspect-delay for requests and one for responses. HAProxy keeps the first it reads, also one that a named defaults section brings along, and ignores later ones with a warning.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  keywords: KEYWORDS,
  reads: { own: KEYWORDS, settings: KEYWORDS },
  message: (a) => a.own ? t("HAProxy ignores this '{0}': another one stands above.", a.keyword) : t("HAProxy ignores this '{0}': {1} sets it already.", a.keyword, a.section),
  *check({ document, section, line, statement: { tokens } }, { project }) {
    if (section.opaque > 0 || isConditional(document, line)) return;
    let s: Section | null = section, first = inForce(project, section, line.keyword, line);
    for (let depth = 0; !first && s && depth < DEEPEST; depth++) {
      s = project.parent(s);
      if (s && s.opaque === 0) first = inForce(project, s, line.keyword, null);
    }
    if (first) yield { ...statementSpan(line, tokens), args: { keyword: line.keyword, section: nameOf(first.section), own: first.section === section ? 'own' : '' }, related: [{ ...statementSpan(first.line, project.lex(first.line.text).tokens), document: first.section.document, message: t('the one in force') }] };
  },
});
