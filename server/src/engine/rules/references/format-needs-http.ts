// A log-format expression in an HTTP rule of a TCP frontend that reads the request elsewhere: 3.0.0 refuses it.
import { t } from '../../language/text.ts';
import { fetchInAcl } from '../../language/aclKeyword.ts';
import { isFirstRelease } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV } from '../../syntax/lexer.ts';
import { sectionRule } from '../rule.ts';
import { testsOf } from '../tests.ts';
import { nameOf, span } from '../write.ts';

interface Args extends Record<string, string> { section: string }

const RULES = ['http-request', 'http-response', 'http-after-response'] as const;

/** Some condition of the section tests what only an HTTP parser knows. */
function testsRequest(project: Project, section: Section): boolean {
  for (const keyword of [...RULES, 'use_backend', 'use-server', 'tcp-request content'] as const) for (const line of section.lines(keyword)) {
    if (isConditional(section.document, line)) continue;
    for (const { sample } of testsOf(project, section, project.lex(line.text).tokens, line)) if (fetchInAcl(sample.fetch.name, section.document.target)?.uses.some((u) => u.startsWith('H'))) return true;
  }
  return false;
}

export const formatNeedsHttp = sectionRule<Args>({
  id: 'format-needs-http',
  title: 'Log-format expression in an HTTP rule of a TCP frontend',
  why: 'In TCP mode HTTP rules are ignored, and HAProxy says so in a warning. 3.0.0 goes further: where some condition of the proxy reads the request, it refuses the first rule with a %[...] expression. Later releases of 3.0 load it.',
  severity: 'error',
  source: 'haproxy -c of 3.0.0 and 3.0.11',
  fix: 'none',
  versions: '3.0.0',
  sections: ['frontend', 'listen'],
  has: RULES,
  reads: { own: [...RULES, 'acl', 'use_backend', 'use-server', 'tcp-request content'], settings: ['mode'] },
  message: (a) => t("{0} is in TCP mode and reads HTTP requests in a condition: HAProxy 3.0.0 refuses this expression there. Write 'mode http'.", a.section),
  *check(section, { project }) {
    if (section.document.target !== '3.0' || !isFirstRelease('3.0', project.settings.release) || section.opaque > 0 || modeOf(project, section) !== 'tcp') return;
    for (const keyword of RULES) for (const line of section.lines(keyword)) {
      if (!line.text.includes('%[') || isConditional(section.document, line)) continue;
      const format = project.lex(line.text).tokens.find((x) => x.value.includes('%[') && (x.flags & ENV) === 0);
      if (!format || !testsRequest(project, section)) return;
      yield { ...span(line, format), args: { section: nameOf(section) } };
      return; // HAProxy stops at the first
    }
  },
});
