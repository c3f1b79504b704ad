// The idle limit of a WebSocket through a backend: which timeout rules it and where that comes from (evidence a01-a12, b02-b08).
import { formatDuration, writeDuration } from '../../language/duration.ts';
import { compareVersions } from '../../language/version.ts';
import { t } from '../../language/text.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { modeOf, type Timeout, timeoutOf } from '../../model/effective.ts';
import type { Section } from '../../model/section.ts';
import type { WebSocketUse } from '../../model/webSocket.ts';
import type { Anchor, Finding, Fix, Found, Related, View } from '../rule.ts';
import { headerAnchor, insertAfterLast, nameOf, replace, span } from '../write.ts';

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

/** How long a WebSocket through the backend may be silent, and which timeout says so. */
export interface Silence {
  /** Milliseconds; Infinity without a limit. */
  readonly ms: number;
  readonly rules: Timeout | null;
  readonly key: 'timeout tunnel' | 'timeout client' | 'timeout server';
  readonly reader: Section;
}

/** Null when the file does not tell. */
export function silence(view: View, section: Section, use: WebSocketUse): Silence | null {
  const tunnel = timeoutOf(view.project, section, 'timeout tunnel');
  if (tunnel === 'unknown' || setsTunnel(view, section)) return null;
  if (tunnel && tunnel.ms > 0) return { ms: tunnel.ms, rules: tunnel, key: 'timeout tunnel', reader: section };
  const limit = idleLimit(view, section, use);
  if (!limit) return null;
  const client = limit.client?.ms === limit.ms;
  return { ms: limit.ms, rules: client ? limit.client : limit.server, key: client ? 'timeout client' : 'timeout server', reader: client ? limit.frontend : section };
}

/** What `silence` and `idleLimit` read. */
export const SILENCE_READS = { settings: ['timeout tunnel', 'timeout server', 'timeout client', 'mode', 'http-request', 'http-response'], own: ['http-request', 'http-response', 'timeout tunnel'], routes: true, sources: ['timeout client'] } as const;

/** A rule sets the tunnel timeout per request: in a backend from 2.4 (request) and 2.9 (response). */
export function setsTunnel(view: View, section: Section): boolean {
  for (let s: Section | null = section, n = 0; s && n < 64; s = view.project.parent(s), n++) {
    for (const kw of ['http-request', 'http-response']) for (const line of s.lines(kw)) {
      if (!line.text.includes('set-timeout')) continue;
      const w = view.project.lex(line.text).tokens;
      if (w[1]?.value === 'set-timeout' && w[2]?.value === 'tunnel' && (kw === 'http-request' || compareVersions(view.project.settings.version, '2.9') >= 0)) return true;
    }
  }
  return false;
}

/** The section's own value of `timeout tunnel`, else its name. */
export function tunnelAnchor(view: View, section: Section): Anchor | null {
  const tunnel = timeoutOf(view.project, section, 'timeout tunnel');
  return tunnel && tunnel !== 'unknown' && tunnel.own && tunnel.value ? span(tunnel.line, tunnel.value) : headerAnchor(section, view);
}

/** Writes a tunnel timeout at such an anchor. In TCP mode it holds for whatever passes, so it is not certain to be meant. */
export function tunnelFix(f: Found & Pick<Finding, 'document'>, { project }: View, ms: number, certain = true): Fix[] {
  const section = f.document.sectionOf(f.line), safe = certain && modeOf(project, section) === 'http', value = writeDuration(ms);
  if (f.line !== section.header) return [{ title: t('Write {0}', value), safe, edits: [replace(section, f.line, f.start, f.end, value)] }];
  const here = insertAfterLast(section, 'timeout', [`timeout tunnel ${value}`]);
  return here ? [{ title: t("Add 'timeout tunnel {0}' to {1}", value, nameOf(section)), safe, edits: [here] }] : [];
}

/** In TCP mode the same timeouts count, from the first byte on (evidence j01-j03, s07). */
export const isTunnel = (mode: string | null): boolean => mode === 'http' || mode === 'tcp';

export const HOUR = 3_600_000;

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
