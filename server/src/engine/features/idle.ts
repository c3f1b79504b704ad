// How long a WebSocket from one proxy to another may be silent, and which timeout says so (evidence a01-a12, j01-j03): the tunnel
// timeout of the backend in every mode; without one, the shorter of both sides.
import { type Timeout, timeoutOf } from '../model/effective.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';

export interface Idle {
  /** Milliseconds; Infinity: no limit. */
  readonly ms: number;
  readonly key: 'timeout tunnel' | 'timeout client' | 'timeout server' | null;
  readonly timeout: Timeout | null;
}

/** Null when the file does not tell. */
export function idleOf(project: Project, frontend: Section, backend: Section): Idle | null {
  const tunnel = timeoutOf(project, backend, 'timeout tunnel');
  if (tunnel === 'unknown') return null;
  if (tunnel && tunnel.ms > 0) return { ms: tunnel.ms, key: 'timeout tunnel', timeout: tunnel };
  const client = timeoutOf(project, frontend, 'timeout client'), server = timeoutOf(project, backend, 'timeout server');
  if (client === 'unknown' || server === 'unknown') return null;
  const c = client?.ms || Number.POSITIVE_INFINITY, s = server?.ms || Number.POSITIVE_INFINITY;
  if (!Number.isFinite(Math.min(c, s))) return { ms: Number.POSITIVE_INFINITY, key: null, timeout: null };
  return c <= s ? { ms: c, key: 'timeout client', timeout: client } : { ms: s, key: 'timeout server', timeout: server };
}
