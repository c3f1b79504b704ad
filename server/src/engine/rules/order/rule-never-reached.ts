// Rules right below one that is final and has no condition.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { conditionAt } from '../../syntax/condition.ts';
import { EXPANDS } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { sectionRule } from '../rule.ts';
import { statementSpan } from '../write.ts';

interface Args extends Record<string, string> { keyword: string; action: string }

const RULESETS = ['http-request', 'http-response', 'http-after-response', 'stats http-request'];
/** Cheap: most lines are no such thing. */
const FINAL = /^\s*(?:http-\S+|stats\s+http-request)\s+(?:allow|deny|return|tarpit|auth|redirect)\b/;

export const ruleNeverReached = sectionRule<Args>({
  id: 'rule-never-reached',
  title: 'Rule below one that always ends the rule set',
  why: 'An action such as deny, allow, return or redirect ends its rule set. Without a condition it always does, so the rules below it never run. HAProxy warns of the rule right below.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  tags: ['unnecessary'],
  sections: ['defaults', 'frontend', 'backend', 'listen'],
  has: RULESETS,
  reads: { own: RULESETS },
  message: (a) => t("This rule never runs: '{0} {1}' above it has no condition and ends the rules.", a.keyword, a.action),
  may: (section) => RULESETS.some((k) => section.lines(k).slice(0, -1).some((l) => FINAL.test(l.text))),
  *check(section, { project }) {
    const { document } = section;
    if (section.opaque > 0) return;
    for (const keyword of RULESETS) {
      const lines = section.lines(keyword), words = keyword === 'stats http-request' ? 2 : 1;
      let final: Line | null = null;
      for (const line of lines) {
        const sure = !isConditional(document, line);
        if (final && sure) {
          const above = project.lex(final.text).tokens;
          yield { ...statementSpan(line, project.lex(line.text).tokens), args: { keyword, action: above[words]!.value }, related: [{ ...statementSpan(final, above), document, message: t('ends the rules here') }] };
        }
        final = null;
        if (!sure || !FINAL.test(line.text)) continue;
        const { tokens } = project.lex(line.text), action = tokens[words]?.value;
        if (!tokens.some((k) => k.flags & EXPANDS) && conditionAt(tokens, words + 1) < 0 && !(action === 'redirect' && tokens.some((k) => k.value === 'ignore-empty'))) final = line;
      }
    }
  },
});
