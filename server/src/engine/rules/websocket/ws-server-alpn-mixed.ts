// 3.3 and later: pages over h2 and WebSockets over HTTP/1.1 through one server line get in each other's way.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { type Sign, signOfRoute, webSocketOf } from '../../model/webSocket.ts';
import { serversMayHold } from '../effectiveOptions.ts';
import { sectionRule } from '../rule.ts';
import { replace, span } from '../write.ts';
import { protocols, serversOf } from '../options.ts';

interface Args extends Record<string, string> { server: string; alpn: string }

/** The section serves WebSockets, and pages beside them. */
function mixed(project: Project, section: Section): Sign | null {
  const use = webSocketOf(project, section), routes = routesTo(project, section);
  if (!use || routes.some((r) => isConditional(r.from.document, r.line))) return null;
  const signs = routes.map((r) => signOfRoute(project, r));
  if (section.kind === 'listen') return use.sign === 'strong' ? 'strong' : null;
  if (use.sign === 'weak' && !signs.includes('weak')) return null; // only by its name
  return signs.includes(null) ? use.sign : null;
}

export const wsServerAlpnMixed = sectionRule<Args>({
  id: 'ws-server-alpn-mixed',
  title: 'Pages over h2 and WebSockets through one server line',
  why: 'From 3.3 on HAProxy remembers which protocol a server negotiated last. Where pages (h2) and WebSockets (HTTP/1.1) share a server line with `alpn h2,http/1.1`, a WebSocket makes the next page fail with 502, or the handshake with 503. `ws h1` does not help.',
  severity: 'warning',
  versions: 'from 3.3 on',
  source: 'evidence n10-n16, c40',
  fix: 'unsafe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: { own: ['server', 'server-template', 'default-server'], settings: ['default-server', 'mode'], routes: true },
  message: (a) => t("From 3.3 on a WebSocket through '{0}' can make the next page fail with 502, because pages use h2 on the same line. Give WebSockets a backend of their own with 'alpn http/1.1', or write it here.", a.server),
  may: (section, { project }) => compareVersions(project.settings.version, '3.3') >= 0 && serversMayHold(project, section, 'alpn'),
  *check(section, { project }) {
    if (modeOf(project, section) !== 'http') return;
    const shared = (serversOf(project, section) ?? []).flatMap((server) => {
      const alpn = server.option('alpn'), list = protocols(alpn?.value);
      return alpn?.value && server.option('ssl') && !server.option('proto') && list.includes('h2') && list.includes('http/1.1') ? [{ server, alpn, value: alpn.value }] : [];
    });
    const sign = shared.length ? mixed(project, section) : null;
    if (!sign) return;
    for (const { server, alpn, value } of shared) yield { ...(alpn.line === server.line ? span(server.line, value) : span(server.line, server.tokens[1]!)), args: { server: server.name, alpn: value.value }, severity: sign === 'weak' ? 'info' : 'warning' };
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text), { end } = tokens[tokens.length - 1]!;
    const own = tokens.some((x) => x.start === f.start && x.value === f.args.alpn);
    return [{ title: t("Write 'alpn http/1.1': pages use HTTP/1.1 too"), safe: false, edits: [own ? replace(section, f.line, f.start, f.end, 'http/1.1') : replace(section, f.line, end, end, ' alpn http/1.1')] }];
  },
});
