// The application pings less often than HAProxy waits: known from the settings.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { HOUR, isTunnel, origin, signRelated, silence, SILENCE_READS, tunnelAnchor, tunnelFix } from '../timeouts/idle.ts';

interface Args extends Record<string, string | number | boolean> { backend: string; limit: string; rules: string; ping: number; late: boolean }

export const wsPingTooSlow = sectionRule<Args>({
  id: 'ws-ping-too-slow',
  title: 'Pings come too late for the idle limit',
  why: 'A ping restarts the idle timers of HAProxy, so an application that pings in time needs no long timeout. When the idle limit is shorter than the ping interval, every quiet WebSocket is closed before the next ping; when it is shorter than two intervals, one late ping is enough. The rule speaks only where `haproxy.websocket.pingInterval` or `haproxy.websocket.framework` tells how often the application pings.',
  severity: 'warning',
  source: 'evidence a02-a05, a07, s01',
  fix: 'safe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: SILENCE_READS,
  message: (a) => a.late
    ? t("HAProxy closes a WebSocket of '{0}' after {1} of silence ({2}), and the application pings only every {3}: a quiet socket does not live to see the next ping. Write `timeout tunnel 1h`.", a.backend, a.limit, a.rules, formatDuration(a.ping))
    : t("HAProxy closes a WebSocket of '{0}' after {1} of silence ({2}), less than two ping intervals of {3}: one late ping ends it. Write `timeout tunnel 1h`.", a.backend, a.limit, a.rules, formatDuration(a.ping)),
  may: (_, { project }) => project.settings.webSocket.ping > 0,
  *check(section, view) {
    const { project } = view, { ping } = project.settings.webSocket, use = ping ? webSocketOf(project, section) : null;
    if (!use || !isTunnel(modeOf(project, section))) return;
    const limit = silence(view, section, use);
    if (!limit || limit.ms >= 2 * ping) return;
    const at = tunnelAnchor(view, section), late = limit.ms <= ping;
    if (!at) return;
    yield {
      ...at,
      args: { backend: section.name ?? '', limit: formatDuration(limit.ms), rules: limit.key, ping, late },
      severity: late && use.sign === 'strong' ? 'warning' : 'info',
      related: [...signRelated(view, use), ...(limit.rules?.line === at.line ? [] : origin(limit.rules, limit.key, limit.reader))],
    };
  },
  repair: (f, view) => tunnelFix(f, view, Math.max(HOUR, 2 * f.args.ping)),
});
