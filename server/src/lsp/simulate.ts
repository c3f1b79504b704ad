// `haproxy/simulate`: one request through the configuration. Loaded when it is first asked.
import { simulateIn } from '../engine/simulate.ts';
import type { SimulateParams, Simulated } from './protocol.ts';
import type { Session } from './session.ts';

/** What is asked where nobody has said: a WebSocket on the first path and host that the file names. */
const PLAIN = { method: 'GET', target: '/', headers: [{ name: 'Host', value: 'www.example.com' }], http2: false, tls: false, sni: '', source: '192.0.2.1' };

/** Null for a document that is not open. */
export async function simulateFor(session: Session, { uri, entry, request }: SimulateParams): Promise<Simulated | null> {
  if (!session.documents.get(uri)) return null;
  await session.settle(uri);
  const asked = request ?? PLAIN, done = simulateIn(session.engine, uri, asked, entry ?? null);
  return done && { ...done, request: asked, version: session.engine.target(uri), files: session.engine.companions(uri) };
}
