// The engine's door to the request simulator, apart from the other one: a program that does not ask for it does not carry it.
import { type Request, simulate, type Simulation } from './features/simulate/simulate.ts';
import { frontendAt, type Handshake, handshakes, PLAIN } from './features/simulate/handshake.ts';
import type { Core } from './core.ts';

export { PLAIN };
export type { Handshake, Request, Simulation };

/** One request through the configuration of an open document; null when it is not open. `entry`: where it comes in, an id of `entries` (the first without). */
export function simulateIn(engine: Core, uri: string, request: Request, entry: string | null): Simulation | null {
  const project = engine.model(uri)?.project;
  return project ? simulate(project, request, entry) : null;
}

/** A handshake for each way that WebSockets take; through one frontend where a line of it is given. Null when the document is not open. */
export function handshakesIn(engine: Core, uri: string, line: number | null): Handshake[] | null {
  const project = engine.model(uri)?.project;
  return project ? handshakes(project, line === null ? null : frontendAt(project, uri, line)) : null;
}
