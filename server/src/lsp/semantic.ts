// Semantic tokens: all of them once, in slices; then only what changed; or those of the lines on the screen.
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError, type SemanticTokens, type SemanticTokensDelta, type ServerCapabilities } from 'vscode-languageserver';
import { MODIFIERS, TYPES } from '../engine/features/semantic/legend.ts';
import type { Session } from './session.ts';

export const semanticCapabilities: ServerCapabilities = {
  semanticTokensProvider: { legend: { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] }, full: { delta: true }, range: true },
};

interface In { readonly textDocument: { readonly uri: string } }

export function serveSemantic(connection: Connection, session: Session): void {
  /** All tokens, with time for other messages in between. Gives up when the text changes: the client asks again. */
  const all = async (uri: string, token: CancellationToken): Promise<SemanticTokens> => {
    const engine = await session.ready(uri, token);
    const version = engine.version(uri), target = engine.target(uri), work = engine.tokens(uri);
    if (!work) return { data: [] };
    let end = session.deadline();
    for (;;) {
      const step = work.next();
      if (step.done) return { resultId: String(step.value.id), data: step.value.data };
      if (!session.late(end)) continue;
      await session.rest();
      if (token.isCancellationRequested || engine.version(uri) !== version || engine.target(uri) !== target) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'superseded', { retriggerRequest: true });
      end = session.deadline();
    }
  };
  connection.languages.semanticTokens.on(({ textDocument: { uri } }: In, token) => all(uri, token));
  connection.languages.semanticTokens.onDelta(async ({ textDocument: { uri }, previousResultId }, token): Promise<SemanticTokens | SemanticTokensDelta> => {
    const engine = await session.ready(uri, token);
    const changes = engine.tokenChanges(uri, Number(previousResultId));
    return changes ? { resultId: String(changes.id), edits: changes.edits.map((e) => ({ start: e.start, deleteCount: e.remove, data: [...e.data] })) } : all(uri, token);
  });
  connection.languages.semanticTokens.onRange(async ({ textDocument: { uri }, range }, token): Promise<SemanticTokens> => {
    const engine = await session.ready(uri, token);
    return { data: engine.tokensOf(uri, range.start.line, range.end.line) };
  });
}
