// What can come of a request, and how long each part of it may take.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { timeoutOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { nameOf } from '../../rules/write.ts';
import { type Spot, spotOf } from '../checkup/paths.ts';
import { code } from '../hover/place.ts';
import { idleOf } from '../idle.ts';
import type { Ending } from './redirect.ts';
import type { ServerChoice } from './server.ts';
import { isUnknown } from './value.ts';

export interface Limit { readonly key: string; readonly value: string; readonly at: Spot | null }
export interface Outcome {
  readonly kind: 'backend' | 'status' | 'redirect' | 'closed' | 'service' | 'unknown';
  /** One sentence. */
  readonly says: string;
  readonly status: number | null;
  /** Null: not known, or no redirect. */
  readonly location: string | null;
  readonly backend: string | null;
  readonly server: ServerChoice | null;
  /** The server is asked for a WebSocket; null: not known, or nobody asked. */
  readonly socket: boolean | null;
  /** Timeouts that rule this way, of frontend and backend. */
  readonly limits: readonly Limit[];
  /** The line that decided. */
  readonly at: Spot | null;
}

const NOTHING = { status: null, location: null, backend: null, server: null, socket: null, limits: [] };

export function ended(ending: Ending, at: Spot | null): Outcome {
  switch (ending.kind) {
    case 'status': return { ...NOTHING, kind: 'status', status: ending.status, at, says: ending.late ? t('HAProxy answers {0}, after timeout tarpit.', ending.status) : t('HAProxy answers {0}.', ending.status) };
    case 'redirect': return { ...NOTHING, kind: 'redirect', status: ending.status, at, location: isUnknown(ending.location) ? null : ending.location.known, says: isUnknown(ending.location) ? t('HAProxy redirects with {0}; where to is not known: {1}.', ending.status, ending.location.unknown) : t('HAProxy redirects with {0} to {1}.', ending.status, code(ending.location.known)) };
    case 'closed': return { ...NOTHING, kind: 'closed', at, says: t('HAProxy closes the connection without an answer.') };
    case 'service': return { ...NOTHING, kind: 'service', at, says: t('{0} inside HAProxy answers.', code(ending.name)) };
  }
}
export const undecided = (says: string, at: Spot | null): Outcome => ({ ...NOTHING, kind: 'unknown', says, at });

/** `socket`: the request still asks for a WebSocket when it reaches the server. */
export function reached(project: Project, frontend: Section, backend: Section, server: ServerChoice, http: boolean | null, socket: boolean | null, at: Spot | null): Outcome {
  const name = code(nameOf(backend));
  if (!server.any && http) return { ...NOTHING, kind: 'status', status: 503, backend: backend.name, server, at, says: t('HAProxy answers 503: in {0} {1}.', name, server.says) };
  if (!server.any && http === false) return { ...NOTHING, kind: 'closed', backend: backend.name, server, at, says: t('HAProxy closes the connection: in {0} {1}.', name, server.says) };
  const says = [t('{0} serves it: {1}.', name, server.says), ...(socket ? [t('It asks for a WebSocket: the server answers 101 if it takes it.')] : socket === false ? [t('The rules took what asks for a WebSocket out of the request: the server sees a plain one.')] : [])].join(' ');
  return { ...NOTHING, kind: 'backend', backend: backend.name, server, socket, at, says, limits: limitsOf(project, frontend, backend, http) };
}

function limitsOf(project: Project, frontend: Section, backend: Section, http: boolean | null): Limit[] {
  const limit = (s: Section, key: string): Limit[] => {
    const v = timeoutOf(project, s, key);
    if (v === null) return [];
    return v === 'unknown' ? [{ key, value: t('not known'), at: null }] : [{ key, value: v.ms > 0 ? formatDuration(v.ms) : t('no limit'), at: spotOf(project, v.line) }];
  };
  const idle = idleOf(project, frontend, backend);
  return [
    ...(http === false ? [] : limit(frontend, 'timeout http-request')), ...limit(frontend, 'timeout client'), ...limit(backend, 'timeout queue'), ...limit(backend, 'timeout connect'), ...limit(backend, 'timeout server'), ...limit(backend, 'timeout tunnel'),
    { key: t('idle limit of a WebSocket'), value: !idle ? t('not known') : Number.isFinite(idle.ms) ? formatDuration(idle.ms) : t('no limit'), at: idle?.timeout ? spotOf(project, idle.timeout.line) : null },
  ];
}
