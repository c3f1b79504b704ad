// No tunnel timeout on a proxy that serves WebSocket: the shorter of client and server timeout cuts silent sockets.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { modeOf, timeoutOf } from '../../model/effective.ts';
import type { Section } from '../../model/section.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { type Anchor, type Fix, sectionRule, type View } from '../rule.ts';
import { idleLimit, origin, show, signRelated } from '../timeouts/idle.ts';
import { headerAnchor, insertAfterLast, nameOf, replace, span } from '../write.ts';
import { compareVersions } from '../../language/version.ts';

interface Args extends Record<string, string | boolean> { backend: string; limit: string; frontend: string; client: string; server: string; weak: boolean; zero: boolean }

const HOUR = 3_600_000, FIVE_MINUTES = 300_000;

/** A rule sets the tunnel timeout per request: in a backend from 2.4 (request) and 2.9 (response). */
function setsTunnel(view: View, section: Section): boolean {
  for (let s: Section | null = section, n = 0; s && n < 64; s = view.project.parent(s), n++) {
    for (const kw of ['http-request', 'http-response']) for (const line of s.lines(kw)) {
      if (!line.text.includes('set-timeout')) continue;
      const w = view.project.lex(line.text).tokens;
      if (w[1]?.value === 'set-timeout' && w[2]?.value === 'tunnel' && (kw === 'http-request' || compareVersions(view.project.settings.version, '2.9') >= 0)) return true;
    }
  }
  return false;
}

export const wsNoTimeoutTunnel = sectionRule<Args>({
  id: 'ws-no-timeout-tunnel',
  title: 'WebSocket without timeout tunnel',
  why: 'After the 101 a WebSocket is a tunnel. Without `timeout tunnel` it is closed as soon as nobody has sent anything for the shorter of `timeout client` (of the frontend) and `timeout server` (of the backend): no close frame, status 101 and `cD--` or `sD--` in the log. The HTTP timeouts do not count after the 101, and TCP keepalive extends none of them.',
  severity: 'warning',
  source: 'evidence a01-a12, b02-b08, h20-h22',
  fix: 'safe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: { settings: ['timeout tunnel', 'timeout server', 'timeout client', 'mode'], own: ['http-request', 'http-response', 'timeout tunnel'], routes: true, sources: ['timeout client'] },
  message: (a) => {
    const what = a.weak ? t("'{0}' looks like it serves WebSocket. A WebSocket sent to it", a.backend) : t("A WebSocket sent to '{0}'", a.backend);
    const tunnel = a.zero ? t('timeout tunnel is 0, which means unset') : t('no timeout tunnel is set');
    return t('{0} is closed after {1} of silence: {2}, so timeout client ({3}, {4}) and timeout server ({5}) stay in force. Write `timeout tunnel 1h`.', what, a.limit, tunnel, a.client, a.frontend, a.server);
  },
  *check(section, view) {
    const { project } = view, use = webSocketOf(project, section);
    if (!use || modeOf(project, section) !== 'http') return;
    const tunnel = timeoutOf(project, section, 'timeout tunnel');
    if (tunnel === 'unknown' || (tunnel && tunnel.ms > 0) || setsTunnel(view, section)) return;
    const limit = idleLimit(view, section, use);
    if (!limit || limit.ms >= HOUR) return;
    const zero: Anchor | null = tunnel?.own && tunnel.value ? span(tunnel.line, tunnel.value) : null;
    const at = zero ?? headerAnchor(section, view);
    if (!at) return;
    const weak = use.sign === 'weak';
    yield {
      ...at,
      args: { backend: section.name ?? '', limit: formatDuration(limit.ms), frontend: nameOf(limit.frontend), client: show(limit.client), server: show(limit.server), weak, zero: tunnel !== null },
      severity: weak || limit.ms > FIVE_MINUTES ? 'info' : 'warning',
      related: [...signRelated(view, use), ...origin(limit.client, 'timeout client', limit.frontend), ...origin(limit.server, 'timeout server', section)],
    };
  },
  repair(f, view) {
    const section = f.document.sectionOf(f.line), fixes: Fix[] = [];
    if (f.line !== section.header) return [{ title: t('Write 1h'), safe: true, edits: [replace(section, f.line, f.start, f.end, '1h')] }];
    const here = insertAfterLast(section, 'timeout', ['timeout tunnel 1h']);
    if (here) fixes.push({ title: t("Add 'timeout tunnel 1h' to {0}", nameOf(section)), safe: true, edits: [here] });
    const defaults = view.project.parent(section), there = defaults && insertAfterLast(defaults, 'timeout', ['timeout tunnel 1h']);
    if (defaults && there && !timeoutOf(view.project, section, 'timeout tunnel')) fixes.push({ title: t("Add 'timeout tunnel 1h' to {0}, for every proxy that inherits it", nameOf(defaults)), safe: false, edits: [there] });
    return fixes;
  },
});
