// A frontend in HTTP mode that sends requests to a backend in another mode.
import { t } from '../../language/text.ts';
import { isFirstRelease } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { routesFrom } from '../../model/routes.ts';
import { sectionRule } from '../rule.ts';
import { headerAnchor, nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string | boolean> { frontend: string; backend: string; mode: string; internal: boolean }

/** A proxy of HAProxy's own, which 3.4.0 looks up for default_backend, by its name, where it should not. */
const INTERNAL = 'default';

export const backendModeMismatch = sectionRule<Args>({
  id: 'backend-mode-mismatch',
  title: 'HTTP frontend with a backend of another mode',
  why: 'A frontend in HTTP mode hands over requests; a backend in TCP mode passes bytes. HAProxy refuses to connect them. The other way round works: HAProxy upgrades the connection.',
  severity: 'error',
  source: 'evidence j07, j25; haproxy -c, of 3.4.0 too',
  fix: 'none',
  sections: ['frontend', 'listen'],
  has: ['use_backend', 'default_backend'],
  reads: { settings: ['mode'], own: ['use_backend', 'default_backend'], targets: ['mode'] },
  message: (a) => a.internal ? t("HAProxy 3.4.0 takes a proxy of its own, in TCP mode, for {0}, and does not start. Later releases of 3.4 load this; another name works in all.", a.backend) : t("{0} is in HTTP mode, and {1} in mode {2}: HAProxy does not start. Write 'mode http' in both, or 'mode tcp' in both.", a.frontend, a.backend, a.mode),
  *check(section, view) {
    const { project } = view;
    if (modeOf(project, section) !== 'http') return;
    for (const route of routesFrom(project, section)) {
      if (route.backend === null || isConditional(section.document, route.line)) continue;
      const lines = project.names.get(`backend ${route.backend}`)?.declared ?? [], backend = lines.length === 1 ? project.sectionOf(lines[0]!) : null;
      if (!backend || (backend.header && isConditional(backend.document, backend.header))) continue;
      const internal = route.backend === INTERNAL && route.line.keyword === 'default_backend' && section.document.target === '3.4' && isFirstRelease('3.4', project.settings.release), mode = internal ? 'tcp' : modeOf(project, backend), at = headerAnchor(section, view);
      if (mode === null || mode === 'http' || !at) continue;
      // HAProxy names the frontend's line; the rule is the place to look at
      yield { ...at, args: { frontend: nameOf(section), backend: nameOf(backend), mode, internal }, related: [{ ...statementSpan(route.line, route.statement.tokens), document: section.document, message: t('this rule sends requests to {0}', nameOf(backend)) }] };
      return;
    }
  },
});
