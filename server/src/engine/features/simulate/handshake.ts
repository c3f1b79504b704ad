// A handshake for each way that WebSockets take, made from the file: its host, path and headers by the conditions, its port by the bind.
// The simulator says whether it arrives.
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { nameOf } from '../../rules/write.ts';
import type { Line } from '../../text/lineTree.ts';
import { findPaths, type Spot, spotOf } from '../checkup/paths.ts';
import { clientLeg } from '../checkup/legs.ts';
import { type Command, commandsFor, SAMPLE_KEY } from './commands.ts';
import { entriesOf, type FoundEntry } from './entries.ts';
import { type Hint, waysAround, waysInto } from './hints.ts';
import { simulate, type Simulation } from './simulate.ts';
import type { Request } from './state.ts';

export interface Handshake {
  readonly frontend: string;
  readonly backend: string;
  /** The rule that leads there; the header of a proxy that serves its own. */
  readonly at: Spot;
  readonly entry: string;
  readonly request: Request;
  /** `wss://chat.example.com/ws` */
  readonly url: string;
  /** By the file; null: it may. */
  readonly arrives: boolean | null;
  readonly commands: readonly Command[];
}

const MOST = 12, MOST_TRIES = 24, MOST_ROUNDS = 4;

export const PLAIN: Request = {
  method: 'GET', target: '/', http2: false, tls: false, sni: '', source: '127.0.0.1',
  headers: [{ name: 'Host', value: 'localhost' }, { name: 'Connection', value: 'Upgrade' }, { name: 'Upgrade', value: 'websocket' }, { name: 'Sec-WebSocket-Version', value: '13' }, { name: 'Sec-WebSocket-Key', value: SAMPLE_KEY }],
};

/** `only`: the ways through this frontend. */
export function handshakes(project: Project, only: Section | null): Handshake[] {
  const entries = entriesOf(project).filter((e) => e.port !== null), out: Handshake[] = [];
  for (const { from, to } of findPaths(project)) {
    if (only && from !== only) continue;
    const own = webSocketOf(project, to)?.routes.filter((r) => r.from === from) ?? [];
    for (const route of own.length ? own : [null]) {
      if (out.length >= MOST) return out;
      const ways = route?.condition ? waysInto(project, from, route.condition) : [], made = best(project, entries.filter((e) => e.section === from && clientLeg(project, from, e.tokens).h1 !== false), to, ways);
      if (made) out.push({ frontend: nameOf(from), backend: nameOf(to), at: spotOf(project, route?.line ?? to.header!), entry: made.entry.id, request: made.request, arrives: made.arrives, ...commandsFor(made.request, made.entry) });
    }
  }
  return out;
}

interface Made { readonly entry: FoundEntry; readonly request: Request; readonly arrives: boolean | null }

const reaches = (s: Simulation, to: Section): boolean | null => { const there = s.outcomes.some((o) => o.kind === 'backend' && o.backend === to.name && o.socket !== false); return !there ? false : s.outcomes.length === 1 ? true : null; };

function best(project: Project, entries: readonly FoundEntry[], to: Section, ways: readonly Hint[]): Made | null {
  let tries = 0, first: Made | null = null, perhaps: Made | null = null;
  // TLS in front: where both are there, the other one often only redirects
  for (const entry of [...entries].sort((a, b) => Number(b.tls === true) - Number(a.tls === true))) for (const way of ways.length ? ways : [(r: Request) => r]) {
    const start = way({ ...PLAIN, tls: entry.tls === true || (entry.mode === 'tcp' && ways.length > 0) });
    let request = start.tls && start.sni === '' ? { ...start, sni: 'localhost' } : start;
    first ??= { entry, request, arrives: false };
    for (let round = 0; round < MOST_ROUNDS && tries < MOST_TRIES; round++) {
      const s = simulate(project, request, entry.id);
      tries++;
      const arrives = reaches(s, to);
      if (arrives) return { entry, request, arrives };
      if (arrives === null) perhaps ??= { entry, request, arrives };
      const stop = s.outcomes[0]?.at, next = stop && around(project, stop, request);
      if (!next) break;
      request = next;
    }
  }
  return perhaps ?? first;
}

/** The request changed so that the rule in this line may let it pass. */
function around(project: Project, { uri, line }: Spot, request: Request): Request | null {
  const document = project.documents.find((d) => d.uri === uri), found: Line | undefined = document?.tree.at(line), section = found && document?.sectionOf(found);
  if (!found || !section) return null;
  for (const hint of waysAround(project, section, found)) { const next = hint(request); if (JSON.stringify(next) !== JSON.stringify(request)) return next; }
  return null;
}

/** The frontend or listen whose header or line this is; null for another place. */
export function frontendAt(project: Project, uri: string, line: number): Section | null {
  const document = project.documents.find((d) => d.uri === uri);
  if (!document || line < 0 || line >= document.tree.lineCount) return null;
  const section = document.sectionOf(document.tree.at(line));
  return section.header && hasFrontend(section.kind) ? section : null;
}
