// Frameworks that start with polling need every request of a client on one server.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective, modeOf, valueAt } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { type Route, routesFrom, routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { pathsOf, signOfTest, webSocketOf } from '../../model/webSocket.ts';
import { type AclTest, parseAclTest, type Term } from '../../syntax/condition.ts';
import { countOf, PERSISTENCE_READS, sharing, spreads, stickyFixes } from '../servers/persistence.ts';
import { sectionRule } from '../rule.ts';
import { headerAnchor, span, statementSpan } from '../write.ts';

interface Args extends Record<string, string | number> { framework: string; backend: string; servers: number; balance: string }

const PATH = /(?:^|[/^(|])(socket\\?\.io|sockjs|signalr)(?:$|[/?$)|(\\.*+])/i;
const NAME = /(?:^|[_.-])(socket[._-]?io|sockjs|signalr)(?:$|[_.-])/i;
const FRAMEWORKS: Readonly<Record<string, string>> = { socketio: 'Socket.IO', sockjs: 'SockJS', signalr: 'SignalR' };
const framework = (m: RegExpExecArray | null): string | null => m && (FRAMEWORKS[m[1]!.toLowerCase().replace(/[^a-z]/g, '')] ?? null);

/** Every way in which the term can be true. */
function testsOf(project: Project, section: Section, term: Term): AclTest[] {
  const words = term.name === null ? [term.words] : (section.local('acl', term.name)?.declared ?? []).map((l) => project.lex(l.text).tokens.slice(2));
  return words.map((w) => parseAclTest(w)).filter((x) => x !== null);
}

/** Every way to meet the term asks for an upgrade. */
const upgrades = (project: Project, tests: readonly AclTest[]): boolean => tests.length > 0 && tests.every((x) => signOfTest(project, x) === 'strong');

/** A look at the texts of the rule and of its ACLs. */
const mayPoll = ({ line, from, condition }: Route): boolean => HINT.test(line.text) || (condition?.groups.some((g) => g.some((x) => x.name !== null && from.local('acl', x.name)?.declared.some((l) => HINT.test(l.text)))) ?? false);
const HINT = /socket.{0,2}io|sockjs|signalr|["'\\\\]/i;

/** The framework whose polling requests the rule lets through. */
function polls(project: Project, { from, line, condition }: Route): string | null {
  if (!condition || condition.unless) return null;
  // what asks for no upgrade may have gone elsewhere by a rule above
  for (const r of routesFrom(project, from)) {
    if (r.line === line) break;
    if (r.condition?.groups.some((g) => g.some((x) => x.negated && upgrades(project, testsOf(project, from, x))))) return null;
  }
  for (const group of condition.groups) {
    const terms = group.filter((x) => !x.negated).map((x) => testsOf(project, from, x));
    // what asks for an upgrade does not poll
    if (terms.some((tests) => upgrades(project, tests))) continue;
    for (const x of terms.flat()) for (const path of pathsOf(x)) { const f = framework(PATH.exec(path)); if (f) return f; }
  }
  return null;
}

export const wsPollingNotSticky = sectionRule<Args>({
  id: 'ws-polling-not-sticky',
  title: 'Polling requests of one client go to different servers',
  why: 'Clients of Socket.IO open a session with a few ordinary requests before they ask for a WebSocket; SignalR and SockJS have requests that belong together too. The session lives in the memory of one server. When HAProxy sends the next request to another one, that server answers 400 (Socket.IO: "Session ID unknown") or 404 (SockJS), and the client never gets to its WebSocket. A cookie, or `balance source`, keeps a client on one server. Clients that use WebSocket alone need neither; clients that keep no cookies, as many outside browsers, need `balance source`.',
  severity: 'warning',
  source: 'evidence s03-s06',
  fix: 'unsafe',
  webSocket: true,
  sections: ['backend', 'listen'],
  has: ['server', 'server-template'],
  reads: { ...PERSISTENCE_READS, routes: true },
  message: (a) => t("{0} clients begin with several requests that belong together, and balance {3} spreads them over the {2} servers of '{1}': a server that does not know the session refuses the next one. Keep each client on one server: a 'cookie' line with a value on each server, or `balance source`.", a.framework, a.backend, a.servers, a.balance),
  *check(section, view) {
    const { project } = view, routes = webSocketOf(project, section) ? routesTo(project, section).filter((r) => !isConditional(r.from.document, r.line)) : [];
    let found: string | null = null, by: Route | undefined;
    for (const r of routes) { found = mayPoll(r) ? polls(project, r) : null; if (found) { by = r; break; } }
    const named = found ? null : framework(NAME.exec(section.name ?? ''));
    // by its name alone, when requests without an upgrade come in
    if (named) { by = routes.find((r) => !r.condition); if (by) found = named; }
    if (!found || !by || modeOf(project, section) !== 'http' || effective(project, section, 'cookie')) return;
    const balance = spreads(project, section), servers = balance === null ? null : sharing(project, section), count = servers ? countOf(servers) : 0;
    if (balance === null || count < 2) return;
    const own = valueAt(project, section, 'balance'), at = own?.own && own.value ? span(own.line, own.value) : headerAnchor(section, view);
    if (!at) return;
    yield {
      ...at, args: { framework: found, backend: section.name ?? '', servers: count, balance }, severity: found === 'Socket.IO' && !named ? 'warning' : 'info',
      related: [{ ...statementSpan(by.line, by.statement.tokens), document: by.from.document, message: t('This rule sends its requests here.') }],
    };
  },
  repair: (f, { project }) => stickyFixes(project, f.document.sectionOf(f.line)),
});
