// The idle limit of a WebSocket through a backend: which timeout rules it and where that comes from (evidence a01-a12, b02-b08).
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { type Timeout, timeoutOf } from '../../model/effective.ts';
import type { Section } from '../../model/section.ts';
import type { WebSocketUse } from '../../model/webSocket.ts';
import type { Related, View } from '../rule.ts';
import { nameOf } from '../write.ts';

export interface IdleLimit {
  readonly frontend: Section;
  /** Null when unset or 0: no limit from this side. */
  readonly client: Timeout | null;
  readonly server: Timeout | null;
  /** Milliseconds; Infinity when neither is set. */
  readonly ms: number;
}

/** The shortest idle limit without a tunnel timeout over the frontends that bring WebSockets; null when it cannot be told. */
export function idleLimit(view: View, section: Section, use: WebSocketUse): IdleLimit | null {
  const { project } = view;
  const server = timeoutOf(project, section, 'timeout server');
  if (server === 'unknown') return null;
  const frontends = new Set(use.routes.map((r) => r.from));
  if (hasFrontend(section.kind) && use.routes.length === 0) frontends.add(section);
  let best: IdleLimit | null = null;
  for (const frontend of frontends) {
    const client = timeoutOf(project, frontend, 'timeout client');
    if (client === 'unknown') continue;
    const c = client && client.ms > 0 ? client : null, s = server && server.ms > 0 ? server : null;
    const ms = Math.min(c?.ms ?? Number.POSITIVE_INFINITY, s?.ms ?? Number.POSITIVE_INFINITY);
    if (!best || ms < best.ms) best = { frontend, client: c, server: s, ms };
  }
  return best;
}

export const show = (timeout: Timeout | null): string => timeout ? formatDuration(timeout.ms) : t('not set');

/** "timeout client of frontend www: 50s, inherited from defaults base" at the line that sets it. */
export function origin(timeout: Timeout | null, key: string, reader: Section): Related[] {
  if (!timeout?.value) return [];
  const from = timeout.own ? nameOf(timeout.section) : t('{0}, inherited from {1}', nameOf(reader), nameOf(timeout.section));
  return [{ document: timeout.section.document, line: timeout.line, start: timeout.value.start, end: timeout.value.end, message: t('{0}: {1} ({2})', key, formatDuration(timeout.ms), from) }];
}

/** The line that shows that the proxy serves WebSocket. */
export function signRelated(view: View, use: WebSocketUse): Related[] {
  const document = view.project.documentOf(use.line);
  if (!document) return [];
  const tokens = view.project.lex(use.line.text).tokens;
  return [{ document, line: use.line, start: tokens[0]?.start ?? 0, end: tokens[tokens.length - 1]?.end ?? 0, message: use.sign === 'strong' ? t('This line shows that it serves WebSocket.') : t('This name or path looks like WebSocket.') }];
}
