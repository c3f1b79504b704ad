// A frontend that routes on a header which its own http-request rules have taken away.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import { routesFrom } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { conditionAt, parseAclTest, type Term } from '../../syntax/condition.ts';
import { parseSample } from '../../syntax/sample.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Fix, sectionRule } from '../rule.ts';
import { replace, statementSpan } from '../write.ts';
import { removal } from './handshake.ts';

interface Args extends Record<string, string> { header: string; backend: string }

/** The one header that every alternative of the term reads, or null. */
function headerOf(project: Project, section: Section, term: Term): string | null {
  const tests = term.name === null ? [term.words] : (section.local('acl', term.name)?.declared ?? []).map((l) => project.lex(l.text).tokens.slice(2));
  const names = new Set(tests.map((words) => { const x = parseAclTest(words), f = x ? parseSample(x.expression.value).fetch : null; return f && /^(?:req\.f?hdr|hdr)(?:_\w+)?$/.test(f.name) ? f.args?.[0]?.text.toLowerCase() ?? '' : ''; }));
  return names.size === 1 ? [...names][0]! : null;
}

/** Rules that take Upgrade or Connection out of every request of the section: header → line. */
function removedFromAll(project: Project, section: Section): Map<string, Line> {
  const out = new Map<string, Line>();
  for (const line of section.lines('http-request')) {
    if (!/del-header|connection/i.test(line.text) || isConditional(section.document, line)) continue;
    const { tokens } = project.lex(line.text), found = removal(tokens, false);
    if (found && conditionAt(tokens, found.last + 1) < 0 && !out.has(found.header.toLowerCase())) out.set(found.header.toLowerCase(), line);
  }
  return out;
}

/** The rule of the frontend that cannot match any more because `line` took the header away; null when there is none. */
export function deadRoute(project: Project, section: Section, header: string): { readonly line: Line; readonly backend: string } | null {
  for (const route of routesFrom(project, section)) {
    if (!route.condition || route.condition.unless || isConditional(section.document, route.line)) continue;
    if (route.condition.groups.every((g) => g.some((x) => !x.negated && headerOf(project, section, x) === header))) return { line: route.line, backend: route.backend ?? '' };
  }
  return null;
}

export const wsRouteHeaderDeleted = sectionRule<Args>({
  id: 'ws-route-header-deleted',
  title: 'Routing on a header that was deleted',
  why: 'HAProxy runs all `http-request` rules of a frontend before `use_backend`. When they delete `Upgrade` or `Connection`, a routing test on that header never matches, and WebSockets go to the default backend as plain requests.',
  severity: 'warning',
  source: 'evidence l08, l09',
  fix: 'safe',
  sections: ['frontend', 'listen'],
  reads: { own: ['http-request', 'use_backend', 'acl'] },
  message: (a) => t("http-request rules run before use_backend: '{0}' is gone by then, so no WebSocket gets to '{1}'. Delete it in the other backends, or only from requests that are no upgrade.", a.header, a.backend),
  *check(section, { project }) {
    for (const [header, line] of removedFromAll(project, section)) {
      const dead = deadRoute(project, section, header);
      if (!dead) continue;
      const { tokens } = project.lex(line.text), there = statementSpan(dead.line, project.lex(dead.line.text).tokens);
      yield { ...statementSpan(line, tokens), args: { header: header === 'upgrade' ? 'Upgrade' : 'Connection', backend: dead.backend }, related: [{ ...there, document: section.document, message: t('This test never matches.') }] };
    }
  },
  repair(f, { project }): Fix[] {
    const { tokens } = project.lex(f.line.text), { end } = tokens[tokens.length - 1]!, section = f.document.sectionOf(f.line);
    return [
      { title: t('Leave WebSocket handshakes out of this rule'), safe: true, edits: [replace(section, f.line, end, end, ' if !{ hdr(Upgrade) -i websocket }')] },
      { title: t('Delete this rule'), safe: false, edits: [{ kind: 'delete', document: f.document, line: f.line }] },
    ];
  },
});
