// A tunnel timeout that is shorter than usual ping intervals, or than what it replaces.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { modeOf, timeoutOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { HOUR, idleLimit, isTunnel, origin, show, signRelated, tunnelAnchor, tunnelFix } from '../timeouts/idle.ts';

interface Args extends Record<string, string | boolean> { backend: string; tunnel: string; limit: string; short: boolean; weak: boolean }

const MINUTE = 60_000;

export const wsTimeoutTunnelShort = sectionRule<Args>({
  id: 'ws-timeout-tunnel-short',
  title: 'timeout tunnel is short for WebSocket',
  why: '`timeout tunnel` replaces `timeout client` and `timeout server` after the 101, also when it is the shorter one. A tunnel timeout below a minute is below the ping interval of many applications, so silent sockets die although client and server timeouts are long.',
  severity: 'warning',
  source: 'evidence a07, a08',
  fix: 'safe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: { settings: ['timeout tunnel', 'timeout server', 'timeout client', 'mode'], own: ['timeout tunnel'], routes: true, sources: ['timeout client'] },
  message: (a) => a.short
    ? (a.weak ? t("'{0}' looks like it serves WebSocket. ", a.backend) : '') + t('Silent WebSockets are closed after {0}. timeout tunnel replaces timeout client and timeout server after the upgrade, also when it is shorter. Keep it above the ping interval of the application, for example 1h.', a.tunnel)
    : t('timeout tunnel ({0}) is shorter than the {1} that timeout client and timeout server would allow. After the upgrade it rules alone.', a.tunnel, a.limit),
  *check(section, view) {
    const { project } = view, use = webSocketOf(project, section);
    if (!use || !isTunnel(modeOf(project, section))) return;
    const tunnel = timeoutOf(project, section, 'timeout tunnel');
    if (!tunnel || tunnel === 'unknown' || tunnel.ms === 0 || !tunnel.value) return;
    const { ping } = project.settings.webSocket, short = ping === 0 && tunnel.ms < MINUTE;
    // with a known ping interval, ws-ping-too-slow judges
    if (tunnel.ms < 2 * ping || (!short && (tunnel.ms >= HOUR || use.sign === 'weak'))) return;
    const limit = idleLimit(view, section, use);
    if (!short && !(limit && Number.isFinite(limit.ms) && tunnel.ms < limit.ms)) return;
    const at = tunnelAnchor(view, section);
    if (!at) return;
    yield {
      ...at,
      args: { backend: section.name ?? '', tunnel: formatDuration(tunnel.ms), limit: limit ? formatDuration(limit.ms) : show(null), short, weak: use.sign === 'weak' },
      severity: short && use.sign === 'strong' ? 'warning' : 'info',
      related: [...signRelated(view, use), ...(tunnel.own ? [] : origin(tunnel, 'timeout tunnel', section))],
    };
  },
  repair: (f, view) => tunnelFix(f, view, HOUR),
});
