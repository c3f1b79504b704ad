// `haproxy/simulate`: one request through the configuration; `haproxy/handshakes`: such requests to try. Loaded when it is first asked.
import { type Handshake, handshakesIn, PLAIN, simulateIn } from '../engine/simulate.ts';
import type { HandshakesParams, SimulateParams, Simulated } from './protocol.ts';
import type { Session } from './session.ts';

/** Null for a document that is not open. */
export async function simulateFor(session: Session, { uri, entry, request }: SimulateParams): Promise<Simulated | null> {
  if (!session.documents.get(uri)) return null;
  await session.settle(uri);
  const { engine } = session, first = request ? null : handshakesIn(engine, uri, null)?.[0], asked = request ?? first?.request ?? PLAIN, done = simulateIn(engine, uri, asked, entry ?? first?.entry ?? null);
  return done && { ...done, request: asked, version: engine.target(uri), files: engine.companions(uri) };
}

export async function handshakesFor(session: Session, { uri, line }: HandshakesParams): Promise<readonly Handshake[] | null> {
  if (!session.documents.get(uri)) return null;
  await session.settle(uri);
  return handshakesIn(session.engine, uri, line ?? null);
}
