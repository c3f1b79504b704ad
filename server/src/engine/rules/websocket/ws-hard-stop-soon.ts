// A reload that ends every WebSocket within seconds.
import { formatDuration, parseDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { HOUR, silence, SILENCE_READS, tunnelAnchor } from '../timeouts/idle.ts';
import { replace, span } from '../write.ts';

interface Args extends Record<string, string> { backend: string; stop: string; limit: string }

const MINUTE = 60_000;

export const wsHardStopSoon = sectionRule<Args>({
  id: 'ws-hard-stop-soon',
  title: 'Every WebSocket is closed soon after a reload',
  why: 'When `hard-stop-after` is over, the old process closes all connections it still has, all at the same moment; the log says `101 K---`, in later releases `500 KC--`. With a few seconds every reload throws out every WebSocket, and all clients come back at once. Ten minutes give most of them time to leave by themselves.',
  severity: 'hint',
  source: 'evidence m07, s10',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  webSocket: true,
  reads: { ...SILENCE_READS, globals: ['hard-stop-after'] },
  message: (a) => t("WebSockets of '{0}' may be silent for {2}, but hard-stop-after ends all of them {1} after each reload, and their clients come back at the same moment. Write `hard-stop-after 10m`.", a.backend, a.stop, a.limit),
  may: (_, { project }) => project.globalLines('hard-stop-after').length > 0,
  *check(section, view) {
    const { project } = view, lines = project.globalLines('hard-stop-after'), line = lines[lines.length - 1], document = line && project.documentOf(line);
    if (!line || !document || !project.complete || lines.some((l) => isConditional(document, l))) return;
    const use = webSocketOf(project, section);
    if (use?.sign !== 'strong' || modeOf(project, section) !== 'http') return;
    const value = project.lex(line.text).tokens[1], stop = value ? parseDuration(value.value) : null, limit = silence(view, section, use), at = tunnelAnchor(view, section);
    if (!value || stop?.kind !== 'ok' || stop.ms === 0 || stop.ms >= MINUTE || !limit || limit.ms < HOUR || !Number.isFinite(limit.ms) || !at) return;
    yield { ...at, args: { backend: section.name ?? '', stop: formatDuration(stop.ms), limit: formatDuration(limit.ms) }, related: [{ ...span(line, value), document, message: t('The time that old connections get.') }] };
  },
  repair(f) {
    const r = f.related?.[0];
    return r ? [{ title: t('Write {0}', 'hard-stop-after 10m'), safe: false, edits: [replace(r.document.sectionOf(r.line), r.line, r.start, r.end, '10m')] }] : [];
  },
});
