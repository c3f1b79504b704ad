// After a reload the old process lives as long as its last WebSocket.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { timeoutOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { headerAnchor, span } from '../write.ts';

interface Args extends Record<string, string> { backend: string; tunnel: string }

export const wsNoHardStopAfter = sectionRule<Args>({
  id: 'ws-no-hard-stop-after',
  title: 'No limit on old processes after a reload',
  why: 'After a reload the old process goes on until its last connection ends, and a WebSocket with a long tunnel timeout may stay for days. Old processes pile up with the old configuration. `hard-stop-after` in `global` ends them.',
  severity: 'hint',
  source: 'evidence m06, m07',
  fix: 'none',
  enabled: false,
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: { settings: ['timeout tunnel'], routes: true, globals: ['hard-stop-after'] },
  message: (a) => t("After a reload the old process stays until the last WebSocket of '{0}' ends: an active one may stay for ever, a silent one for {1}. Write `hard-stop-after 10m` into global.", a.backend, a.tunnel),
  *check(section, view) {
    const { project } = view, tunnel = timeoutOf(project, section, 'timeout tunnel');
    if (!tunnel || tunnel === 'unknown' || tunnel.ms < 3_600_000 || !project.complete || project.globalLines('hard-stop-after').length > 0) return;
    if (webSocketOf(project, section)?.sign !== 'strong') return;
    const at = tunnel.own && tunnel.value ? span(tunnel.line, tunnel.value) : headerAnchor(section, view);
    if (at) yield { ...at, args: { backend: section.name ?? '', tunnel: formatDuration(tunnel.ms) } };
  },
});
