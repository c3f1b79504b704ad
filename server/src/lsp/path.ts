// The picture of a configuration's routing. Its code is loaded when somebody asks for the first time.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { PathModel, PathView } from './protocol.ts';
import type { Session } from './session.ts';

interface Asked { readonly uri: string; readonly view?: Partial<PathView> }

export function servePath(connection: Connection, session: Session): void {
  const drawn = async ({ uri, view }: Asked, token: CancellationToken) => {
    if (!session.documents.get(uri)) return null;
    await session.settle(uri, token);
    const { mermaidOf, pathModel, WHOLE } = await import('../engine/features/path/index.ts'), found = session.engine.model(uri);
    return found && { mermaidOf, model: pathModel(found.project, { ...WHOLE, ...view }) };
  };
  // not `safely`: who gave up is told so by the error, and asks again
  connection.onRequest('haproxy/path', async (asked: Asked, token: CancellationToken): Promise<PathModel | null> => (await drawn(asked, token))?.model ?? null);
  connection.onRequest('haproxy/pathMermaid', async (asked: Asked, token: CancellationToken): Promise<string | null> => { const d = await drawn(asked, token); return d?.mermaidOf(d.model) ?? null; });
}
