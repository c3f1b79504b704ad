// One request through the configuration, as HAProxy walks it: rules on the connection, rules on the request, the choice of the backend,
// its rules, the choice of the server. Whatever only the running HAProxy knows is named, and leaves several outcomes open.
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { clientLeg } from '../checkup/legs.ts';
import { entriesOf, type Entry, type FoundEntry } from './entries.ts';
import { type Outcome, undecided } from './outcome.ts';
import { type Request, stateOf } from './state.ts';
import { type Step, walk } from './walk.ts';
import { parseIp } from './value.ts';

export type { Entry, Outcome, Request, Step };

export interface Simulation {
  readonly entries: readonly Entry[];
  /** Id of the entry that was taken. */
  readonly entry: string | null;
  /** What is wrong with the request, or would not reach HAProxy like that. */
  readonly problems: readonly string[];
  readonly steps: readonly Step[];
  /** One: certain. Several: one of them. */
  readonly outcomes: readonly Outcome[];
}

export function simulate(project: Project, request: Request, entry: string | null): Simulation {
  const all = entriesOf(project), found = all.find((e) => e.id === entry) ?? all.find((e) => e.id.startsWith(`${entry ?? ''} `)) ?? all[0];
  const entries = all.map(({ id, frontend, address, tls, mode, at }): Entry => ({ id, frontend, address, tls, mode, at }));
  if (!found) return { entries, entry: null, problems: [], steps: [], outcomes: [undecided(t('No frontend and no listen is here.'), null)] };
  const wrong = refused(request), empty = { entries, entry: found.id, steps: [] };
  if (wrong) return { ...empty, problems: [wrong], outcomes: [] };
  const mode = modeOf(project, found.section), http = mode === null ? null : mode === 'http', ends = found.tls ?? request.tls;
  const problems = warnings(project, request, found, http);
  const state = stateOf({ ...request, tls: request.tls });
  const { steps, outcomes } = walk(project, found.section, state, { http2: request.http2, tls: request.tls, ends, sni: request.tls ? request.sni : '', port: found.port, address: found.host && parseIp(found.host) ? found.host : null, waits: false }, http, http !== false && lacksKey(request));
  return { entries, entry: found.id, problems, steps, outcomes };
}

/** A request that cannot be sent. */
function refused(r: Request): string | null {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(r.method)) return t('The method is no word.');
  if (!/^(?:\/[\x21-\x7e]*|\*)$/.test(r.target)) return t('The path begins with / and holds no blanks and nothing but ASCII.');
  for (const h of r.headers) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(h.name)) return t('{0} is no name of a header.', `"${h.name}"`);
    if (/[\0-\x08\x0a-\x1f\x7f]/.test(h.value)) return t('A header holds a control character.');
  }
  return parseIp(r.source) ? null : t('The source address is no IP address.');
}

const asks = (r: Request, name: string, word: string): boolean => r.headers.some((h) => h.name.toLowerCase() === name && h.value.toLowerCase().split(',').some((v) => v.trim() === word));
/** HAProxy answers 400 to such a handshake before any rule (evidence e04). */
const lacksKey = (r: Request): boolean => !r.http2 && asks(r, 'connection', 'upgrade') && asks(r, 'upgrade', 'websocket') && !r.headers.some((h) => h.name.toLowerCase() === 'sec-websocket-key');

function warnings(project: Project, r: Request, e: FoundEntry, http: boolean | null): string[] {
  const out: string[] = [], leg = e.tokens.length ? clientLeg(project, e.section, e.tokens) : null;
  if (e.tls === true && !r.tls) out.push(t('This bind speaks TLS: a request without it does not get through.'));
  if (e.tls === false && r.tls && http) out.push(t('This bind speaks no TLS: a client that does gets no answer.'));
  if (http && r.http2 && leg?.h2 === false) out.push(t('A WebSocket over HTTP/2 cannot be opened here: {0}.', leg.says));
  if (http && !r.http2 && leg?.h1 === false) out.push(t('HTTP/1.1 does not get through here: {0}.', leg.says));
  return out;
}
