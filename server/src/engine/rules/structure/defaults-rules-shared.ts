// A defaults section that holds TCP or HTTP rules can be inherited from only by proxies of one side.
import { t } from '../../language/text.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { sectionRule } from '../rule.ts';
import { headerAnchor, nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { section: string; defaults: string; kind: string; keyword: string }

const CONNECTION = ['tcp-request connection', 'tcp-request session'];
const RULES = [...CONNECTION, 'http-request', 'http-response', 'http-after-response', 'tcp-request content', 'tcp-response content'];

/** The first proxy that inherits from the defaults decides for which side its rules are. */
function firstHeir(project: Project, defaults: Section): Section | null {
  let first: Section | null = null;
  for (const s of project.children(defaults)) if ((hasFrontend(s.kind) || hasBackend(s.kind)) && (!first || project.compare(s, first) < 0)) first = s;
  return first;
}

export const defaultsRulesShared = sectionRule<Args>({
  id: 'defaults-rules-shared',
  title: 'Rules in a defaults section that this section cannot inherit',
  why: 'TCP and HTTP rules of a named defaults section are run by the proxies that inherit from it. HAProxy refuses to share them between frontends and backends, with a listen, or with another defaults section, and refuses rules that the heir has no use for.',
  severity: 'error',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4; manual 4',
  fix: 'none',
  sections: ['defaults', 'frontend', 'backend', 'listen'],
  reads: { settings: [...RULES, '@heirs'] },
  message(a) {
    switch (a.kind) {
      case 'defaults': return t('A defaults section cannot inherit from {0}, because that has TCP or HTTP rules. Move the rules into the proxies.', a.defaults);
      case 'listen': return t('A listen section cannot inherit from {0}, because that has TCP or HTTP rules. Use a frontend and a backend, or move the rules.', a.defaults);
      case 'shared': return t('{0} has TCP or HTTP rules, so frontends and backends cannot both inherit from it. Give {1} a defaults section of its own.', a.defaults, a.section);
      default: return t("{0} cannot inherit from {1}, because of its '{2}' rules.", a.section, a.defaults, a.keyword);
    }
  },
  may(section, { project }) { const parent = project.parent(section); return parent !== null && RULES.some((k) => parent.byKeyword.has(k)); },
  *check(section, view) {
    const { project } = view, parent = project.parent(section);
    if (!parent || section.opaque > 0 || parent.opaque > 0) return;
    const line = RULES.flatMap((k) => parent.lines(k))[0];
    if (!line) return;
    const at = headerAnchor(section, view);
    if (!at) return;
    const has = (keys: readonly string[]): string => keys.find((k) => parent.byKeyword.has(k)) ?? '';
    let kind = '', keyword = '';
    if (section.kind === 'defaults') kind = 'defaults';
    else if (section.kind === 'listen') kind = 'listen';
    else {
      const first = firstHeir(project, parent);
      if (first && first !== section && first.kind !== 'listen' && first.kind !== section.kind && project.compare(first, section) < 0) kind = 'shared';
      else if (section.kind === 'backend' && has(CONNECTION)) { kind = 'rules'; keyword = has(CONNECTION); }
      else if (section.kind === 'frontend' && has(['tcp-response content'])) { kind = 'rules'; keyword = 'tcp-response content'; }
    }
    if (kind) yield { ...at, args: { section: nameOf(section), defaults: nameOf(parent), kind, keyword }, related: [{ ...statementSpan(line, project.lex(line.text).tokens), document: parent.document, message: t('a rule of {0}', nameOf(parent)) }] };
  },
});
