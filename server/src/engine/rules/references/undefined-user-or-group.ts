import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Line } from '../../text/lineTree.ts';
import { ENV } from '../../syntax/lexer.ts';
import { rangeIn } from '../../syntax/range.ts';
import { sectionRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { kind: string; name: string; similar: string }

export const undefinedUserOrGroup = sectionRule<Args>({
  id: 'undefined-user-or-group',
  title: 'User or group that the userlist does not have',
  why: 'groups on a user line, and users on a group line, name what the same userlist declares. HAProxy refuses anything else, and names no line.',
  severity: 'error',
  source: 'manual 12.2; haproxy -c',
  fix: 'unsafe',
  sections: ['userlist'],
  reads: { own: ['user', 'group'] },
  message: (a) => (a.kind === 'group' ? t("This userlist has no group '{0}'.", a.name) : t("This userlist has no user '{0}'.", a.name)) + (a.similar ? ` ${t("Did you mean '{0}'?", a.similar)}` : ''),
  repair: (f) => f.args.similar ? [{ title: t("Change to '{0}'", f.args.similar), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, f.args.similar)] }] : [],
  *check(section, { project }) {
    if (section.opaque > 0 || !project.complete) return;
    const tokensOf = (line: Line) => project.lex(line.text).tokens, namesOf = (keyword: string) => new Set(section.lines(keyword).map((l) => tokensOf(l)[1]?.value ?? ''));
    for (const [keyword, word, kind] of [['user', 'groups', 'group'], ['group', 'users', 'user']] as const) {
      const lines = section.lines(keyword);
      if (lines.length === 0) continue;
      const known = namesOf(kind), seen = new Set<string>();
      for (const line of lines) {
        const tokens = tokensOf(line), name = tokens[1]?.value ?? '';
        // of two with one name HAProxy reads the first
        if (isConditional(section.document, line) || seen.has(name)) continue;
        seen.add(name);
        const at = tokens.findIndex((w, i) => i > 1 && i % 2 === 0 && w.value === word), value = at > 0 ? tokens[at + 1] : undefined;
        if (!value || value.flags & ENV) continue;
        let from = 0;
        for (const one of value.value.split(',')) {
          if (one !== '' && !known.has(one)) yield { line, ...rangeIn(line.text, value, from, from + one.length), args: { kind, name: one, similar: suggest(one, known, 1)[0] ?? '' } };
          from += one.length + 1;
        }
      }
    }
  },
});
