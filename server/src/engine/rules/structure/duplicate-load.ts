// A certificate that a crt-store loads under a name that is taken.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { sectionRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string | boolean> { name: string; bind: boolean }

const after = (tokens: readonly Token[], word: string): Token | undefined => { const i = tokens.findIndex((x, n) => n > 0 && x.value === word); return i > 0 ? tokens[i + 1] : undefined; };

/** Certificates that bind lines above the section have loaded by their path. */
function loadedAbove(project: Project, section: Section): Set<string> {
  const out = new Set<string>();
  for (const document of project.documents) for (const s of document.sections) {
    if (project.compare(s, section) >= 0) return out;
    for (const line of s.lines('bind')) {
      if (isConditional(document, line)) continue;
      const { tokens } = project.lex(line.text);
      tokens.forEach((x, i) => { const v = tokens[i + 1]; if (x.value === 'crt' && v && !(v.flags & ENV)) out.add(v.value); });
    }
  }
  return out;
}

export const duplicateLoad = sectionRule<Args>({
  id: 'duplicate-load',
  title: 'Certificate loaded under a name that is taken',
  why: 'A crt-store keeps each certificate under its alias, or under its path where it has none. HAProxy refuses a second one of the same name, also when a bind line above has loaded the file already.',
  severity: 'error',
  source: 'haproxy -c of 3.0, 3.2 and 3.4',
  fix: 'none',
  sections: ['crt-store'],
  has: ['load'],
  reads: { own: ['load'] },
  message: (a) => a.bind ? t("'{0}' is loaded by a bind line above already: HAProxy does not start. Put the crt-store first, or give the certificate an alias.", a.name)
    : t("'{0}' is loaded already in this crt-store: HAProxy does not start. Remove the line or give it another alias.", a.name),
  *check(section, { project }) {
    const seen = new Set<string>();
    let above: Set<string> | null = null;
    for (const line of section.lines('load')) {
      const { tokens } = project.lex(line.text), alias = after(tokens, 'alias'), crt = after(tokens, 'crt'), token = alias ?? crt;
      if (!token || token.flags & ENV || isConditional(section.document, line)) continue;
      const key = `${alias ? '@' : ''}${token.value}`;
      const bind = !alias && section.name === null && (above ??= loadedAbove(project, section)).has(token.value);
      if (seen.has(key) || bind) yield { ...span(line, token), args: { name: token.value, bind } };
      seen.add(key);
    }
  },
});
