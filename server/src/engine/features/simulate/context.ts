// Where on its way the request is, and who may be asked.
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { State } from './state.ts';

export type Stage = 'connection' | 'session' | 'content' | 'request' | 'route' | 'server';

export interface Context {
  readonly project: Project;
  /** The section whose rules are read: its ACLs count. */
  readonly section: Section;
  readonly frontend: Section;
  /** Null while no backend is chosen. */
  readonly backend: Section | null;
  readonly stage: Stage;
  /** The proxies speak HTTP here; false: TCP, null: not known. */
  readonly http: boolean | null;
  readonly state: State;
  readonly wire: Wire;
}

/** What the connection itself tells, which no rule changes. */
export interface Wire {
  readonly http2: boolean;
  /** The client speaks TLS. */
  readonly tls: boolean;
  /** HAProxy ends TLS here (`ssl` on the bind). */
  readonly ends: boolean;
  readonly sni: string;
  readonly port: number | null;
  readonly address: string | null;
  /** A TCP frontend waits for the client's first bytes (inspect-delay with a rule that looks at them). */
  readonly waits: boolean;
}
