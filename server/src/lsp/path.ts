// The picture of a configuration's routing. Its code is loaded when somebody asks for the first time.
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { PathModel, PathView } from './protocol.ts';
import type { Session } from './session.ts';

interface Asked { readonly uri: string; readonly view?: Partial<PathView> }

export function servePath(connection: Connection, session: Session): void {
  const drawn = async ({ uri, view }: Asked, token: CancellationToken) => {
    if (!session.documents.get(uri)) return null;
    await session.settle(uri, token);
    const { mermaidOf, pathSteps, WHOLE } = await import('../engine/features/path/index.ts'), found = session.engine.model(uri);
    if (!found) return null;
    const { project } = found, { epoch } = project, steps = pathSteps(project, { ...WHOLE, ...view });
    for (let end = session.deadline();;) {
      const step = steps.next();
      if (step.done) return { mermaidOf, model: step.value };
      if (!session.late(end)) continue;
      await session.rest();
      if (token.isCancellationRequested || project.epoch !== epoch) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'superseded', { retriggerRequest: true });
      end = session.deadline();
    }
  };
  // not `safely`: who gave up is told so by the error, and asks again
  connection.onRequest('haproxy/path', async (asked: Asked, token: CancellationToken): Promise<PathModel | null> => (await drawn(asked, token))?.model ?? null);
  connection.onRequest('haproxy/pathMermaid', async (asked: Asked, token: CancellationToken): Promise<string | null> => { const d = await drawn(asked, token); return d?.mermaidOf(d.model) ?? null; });
}
