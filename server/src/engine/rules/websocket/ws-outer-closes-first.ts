// A load balancer in front closes silent connections before HAProxy does: known from the settings.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { isTunnel, signRelated, silence, SILENCE_READS, tunnelAnchor } from '../timeouts/idle.ts';

interface Args extends Record<string, string> { backend: string; limit: string; outer: string; ping: string }

export const wsOuterClosesFirst = sectionRule<Args>({
  id: 'ws-outer-closes-first',
  title: 'The balancer in front closes a silent WebSocket first',
  why: 'Every hop has an idle limit of its own, and the shortest one rules. A balancer in front of HAProxy that closes a silent connection after a minute makes a `timeout tunnel` of an hour worth a minute; in the log it looks as if the client had left. Only pings that come more often, or a longer limit of the balancer, help. The rule speaks only where `haproxy.websocket.outerIdleTimeout` is set, and not when the known ping interval is shorter.',
  severity: 'info',
  source: 'evidence s02',
  fix: 'none',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: SILENCE_READS,
  message: (a) => {
    const first = a.limit ? t("The load balancer in front closes a silent WebSocket of '{0}' after {1}, before the {2} of HAProxy.", a.backend, a.outer, a.limit) : t("The load balancer in front closes a silent WebSocket of '{0}' after {1}; HAProxy has no limit.", a.backend, a.outer);
    return a.ping ? t('{0} The application pings only every {1}: let it ping more often, or raise the limit of the balancer.', first, a.ping) : t('{0} The application has to ping more often than that.', first);
  },
  may: (_, { project }) => project.settings.webSocket.outerIdle > 0,
  *check(section, view) {
    const { project } = view, { ping, outerIdle } = project.settings.webSocket, use = outerIdle && (ping === 0 || ping >= outerIdle) ? webSocketOf(project, section) : null;
    if (!use || !isTunnel(modeOf(project, section))) return;
    const limit = silence(view, section, use), at = tunnelAnchor(view, section);
    if (!at || !limit || limit.ms <= outerIdle) return;
    yield { ...at, args: { backend: section.name ?? '', limit: Number.isFinite(limit.ms) ? formatDuration(limit.ms) : '', outer: formatDuration(outerIdle), ping: ping ? formatDuration(ping) : '' }, severity: ping && use.sign === 'strong' ? 'warning' : 'info', related: signRelated(view, use) };
  },
});
