// No tunnel timeout on a proxy that serves WebSocket: the shorter of client and server timeout cuts silent sockets.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { modeOf, timeoutOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { HOUR, idleLimit, isTunnel, origin, setsTunnel, show, signRelated, SILENCE_READS, tunnelAnchor, tunnelFix } from '../timeouts/idle.ts';
import { insertAfterLast, nameOf } from '../write.ts';

interface Args extends Record<string, string | boolean> { backend: string; limit: string; frontend: string; client: string; server: string; weak: boolean; zero: boolean }

const FIVE_MINUTES = 300_000;

export const wsNoTimeoutTunnel = sectionRule<Args>({
  id: 'ws-no-timeout-tunnel',
  title: 'WebSocket without timeout tunnel',
  why: 'After the 101 a WebSocket is a tunnel. Without `timeout tunnel` it is closed as soon as nobody has sent anything for the shorter of `timeout client` (of the frontend) and `timeout server` (of the backend): no close frame, status 101 and `cD--` or `sD--` in the log. The HTTP timeouts do not count after the 101, and TCP keepalive extends none of them. In TCP mode it is the same from the first byte on.',
  severity: 'warning',
  source: 'evidence a01-a12, b02-b08, h20-h22, j01-j05',
  fix: 'safe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: SILENCE_READS,
  message: (a) => {
    const what = a.weak ? t("'{0}' looks like it serves WebSocket. A WebSocket sent to it", a.backend) : t("A WebSocket sent to '{0}'", a.backend);
    const tunnel = a.zero ? t('timeout tunnel is 0, which means unset') : t('no timeout tunnel is set');
    return t('{0} is closed after {1} of silence: {2}, so timeout client ({3}, {4}) and timeout server ({5}) stay in force. Write `timeout tunnel 1h`.', what, a.limit, tunnel, a.client, a.frontend, a.server);
  },
  *check(section, view) {
    const { project } = view, use = webSocketOf(project, section);
    if (!use || !isTunnel(modeOf(project, section))) return;
    const tunnel = timeoutOf(project, section, 'timeout tunnel');
    if (tunnel === 'unknown' || (tunnel && tunnel.ms > 0) || setsTunnel(view, section)) return;
    const limit = idleLimit(view, section, use);
    const { ping } = project.settings.webSocket;
    // where the pings come too late, ws-ping-too-slow says more
    if (!limit || limit.ms >= HOUR || limit.ms < 2 * ping) return;
    const at = tunnelAnchor(view, section), weak = use.sign === 'weak';
    if (!at) return;
    yield {
      ...at,
      args: { backend: section.name ?? '', limit: formatDuration(limit.ms), frontend: nameOf(limit.frontend), client: show(limit.client), server: show(limit.server), weak, zero: tunnel !== null },
      severity: ping ? 'hint' : weak || limit.ms > FIVE_MINUTES ? 'info' : 'warning',
      related: [...signRelated(view, use), ...origin(limit.client, 'timeout client', limit.frontend), ...origin(limit.server, 'timeout server', section)],
    };
  },
  repair(f, view) {
    const section = f.document.sectionOf(f.line), fixes = tunnelFix(f, view, HOUR);
    if (f.line !== section.header) return fixes;
    const defaults = view.project.parent(section), there = defaults && insertAfterLast(defaults, 'timeout', ['timeout tunnel 1h']);
    if (defaults && there && !timeoutOf(view.project, section, 'timeout tunnel')) fixes.push({ title: t("Add 'timeout tunnel 1h' to {0}, for every proxy that inherits it", nameOf(defaults)), safe: false, edits: [there] });
    return fixes;
  },
});
