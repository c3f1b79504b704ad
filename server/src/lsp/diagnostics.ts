// Diagnostics: pulled with result ids where the client pulls, pushed where it does not.
import { type Connection, type Diagnostic, type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { toDiagnostic } from './convert.ts';
import { fullReport } from './encoder.ts';
import type { Session } from './session.ts';

const PROVIDER = { identifier: 'haproxy', interFileDependencies: true, workspaceDiagnostics: false } as const;
export const diagnosticProvider = PROVIDER;

const resultId = (s: Session, uri: string): string => `${s.nonce}:${s.engine.revision(uri)}:${s.verdicts.revision(uri)}${s.large.notice(uri).length ? ':large' : ''}`;
/** What stands behind the findings. */
const moreOf = (s: Session, uri: string): Diagnostic[] => [...s.verdicts.diagnostics(uri), ...s.large.notice(uri)];

export function pull(connection: Connection, session: Session): void {
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
    await session.settle(uri, token);
    const id = resultId(session, uri);
    if (id === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
    return fullReport(id, session.verdicts.beside(uri, session.engine.findingBlocks(uri)), moreOf(session, uri));
  });
}

/** For clients without pull: after each change one push at a time, always of the newest text. */
export function push(connection: Connection, session: Session): (uri: string) => void {
  const sent = new Map<string, string>(), busy = new Set<string>();
  const send = async (uri: string): Promise<void> => {
    if (busy.has(uri)) return;
    busy.add(uri);
    try {
      for (;;) {
        await session.settle(uri);
        if (!session.documents.get(uri)) return;
        const id = `${session.engine.version(uri)}:${resultId(session, uri)}`;
        if (sent.get(uri) === id) return;
        sent.set(uri, id);
        await connection.sendDiagnostics({ uri, version: session.engine.version(uri), diagnostics: [...session.verdicts.beside(uri, [session.engine.findings(uri)]).flat().map(toDiagnostic), ...moreOf(session, uri)] });
      }
    } catch (e) { connection.console.error(`diagnostics: ${String(e instanceof Error ? e.stack : e)}`); }
    finally { busy.delete(uri); }
  };
  // an edit may change what is true of the files read together with this one
  session.documents.onDidChangeContent(({ document }) => { for (const uri of [document.uri, ...session.engine.companions(document.uri)]) if (session.documents.get(uri)) void send(uri); });
  session.documents.onDidClose(({ document }) => { sent.delete(document.uri); void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }); });
  return (uri) => { void send(uri); };
}
