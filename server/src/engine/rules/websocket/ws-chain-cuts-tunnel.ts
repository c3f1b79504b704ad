// Proxies in a row inside one configuration: the shortest idle limit rules all of them.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { connectsTo, listensAt } from '../../model/local.ts';
import type { Project } from '../../model/project.ts';
import { routesFrom, routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import type { Line } from '../../text/lineTree.ts';
import { CHAIN } from '../chain.ts';
import { sectionRule, type View } from '../rule.ts';
import { HOUR, origin, silence, type Silence, SILENCE_READS, tunnelAnchor, tunnelFix } from '../timeouts/idle.ts';
import { nameOf, span } from '../write.ts';

interface Args extends Record<string, string | number> { server: string; inner: string; backend: string; limit: string; rules: string; kept: string; write: number }

const MINUTE = 60_000;
/** A look at the text before words are read. */
const LOCAL = /127\.|localhost|(?:unix|abnsz?)@|\s\//;

/** The one proxy of this configuration that the section's first server connects to, and where it listens. */
function behind(project: Project, section: Section): { readonly server: Line; readonly frontend: Section; readonly bind: Line } | null {
  const server = section.lines('server')[0], address = server && LOCAL.test(server.text) ? connectsTo(project.lex(server.text).tokens[2]?.value ?? '') : null;
  const found = address === null ? [] : [...new Set(project.declared('address', address))], frontend = found[0];
  if (!server || address === null || found.length !== 1 || !frontend || frontend === section) return null;
  const bind = frontend.lines('bind').find((l) => listensAt(project.lex(l.text).tokens[1]?.value ?? '').includes(address));
  if (!bind || isConditional(frontend.document, bind) || isConditional(section.document, server) || bind.text.includes('namespace') || server.text.includes('namespace')) return null;
  return { server, frontend, bind };
}

/** The backend behind the frontend that lets its WebSockets be silent for longest. */
function longest(view: View, frontend: Section): { readonly backend: Section; readonly limit: Silence } | null {
  const { project } = view, backends = new Set(routesFrom(project, frontend).flatMap((r) => (r.backend === null ? [] : project.declared('backend', r.backend))));
  if (frontend.kind === 'listen') backends.add(frontend);
  let best: { readonly backend: Section; readonly limit: Silence } | null = null;
  for (const backend of backends) {
    const use = webSocketOf(project, backend), routes = use?.routes.filter((r) => r.from === frontend) ?? [];
    if (use?.sign !== 'strong' || (routes.length === 0 && backend !== frontend)) continue;
    const limit = silence(view, backend, { ...use, routes });
    if (limit && (!best || limit.ms > best.limit.ms)) best = { backend, limit };
  }
  return best;
}

export const wsChainCutsTunnel = sectionRule<Args>({
  id: 'ws-chain-cuts-tunnel',
  title: 'A proxy in front closes WebSockets earlier than the one behind allows',
  why: 'When one proxy of a configuration sends its connections to another one (a TCP proxy that looks at SNI in front of the one that ends TLS, for example), a WebSocket passes through both, and each has its own idle limit. The shorter one rules. A long `timeout tunnel` in the last backend is worth nothing while the proxy in front has none: there the shorter of `timeout client` and `timeout server` closes the socket.',
  severity: 'warning',
  source: 'evidence s07, j02, j03',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  has: ['server'],
  reads: { ...SILENCE_READS, own: [...SILENCE_READS.own, 'server'], targets: ['timeout tunnel', 'timeout server', 'timeout client', 'http-request', 'http-response', CHAIN] },
  message: (a) => t("WebSockets of '{0}' come through here (server '{1}' is {2}) and are closed after {3} of silence by {4}, although '{0}' allows {5}. Write `timeout tunnel {6}`.", a.backend, a.server, a.inner, a.limit, a.rules, a.kept, formatDuration(a.write)),
  may: (section) => LOCAL.test(section.lines('server')[0]?.text ?? ''),
  *check(section, view) {
    const { project } = view, hop = behind(project, section), inner = hop && longest(view, hop.frontend);
    if (!hop || !inner || modeOf(project, section) === null) return;
    const here = webSocketOf(project, section), limit = silence(view, section, { sign: 'strong', line: hop.server, routes: hasFrontend(section.kind) ? [] : routesTo(project, section) });
    if (!limit || limit.ms >= inner.limit.ms) return;
    // said by ws-no-timeout-tunnel and ws-timeout-tunnel-short
    if (here && modeOf(project, section) === 'http' && (limit.key !== 'timeout tunnel' || limit.ms < MINUTE)) return;
    const at = tunnelAnchor(view, section), { ping } = project.settings.webSocket;
    if (!at) return;
    const bind = project.lex(hop.bind.text).tokens[1]!;
    yield {
      ...at,
      args: {
        server: project.lex(hop.server.text).tokens[1]!.value, inner: nameOf(hop.frontend), backend: inner.backend.name ?? '', limit: formatDuration(limit.ms), rules: limit.key,
        kept: Number.isFinite(inner.limit.ms) ? formatDuration(inner.limit.ms) : t('any'), write: Number.isFinite(inner.limit.ms) ? inner.limit.ms : HOUR,
      },
      severity: limit.ms > 5 * MINUTE || (ping > 0 && limit.ms >= 2 * ping) ? 'info' : 'warning',
      related: [
        { ...span(hop.bind, bind), document: hop.frontend.document, message: t('The server connects to this address.') },
        ...(limit.rules?.line === at.line ? [] : origin(limit.rules, limit.key, limit.reader)), ...origin(inner.limit.rules, inner.limit.key, inner.limit.reader),
      ],
    };
  },
  repair: (f, view) => tunnelFix(f, view, f.args.write, false),
});
