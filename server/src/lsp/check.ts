// `haproxy -c` on request and when a file is saved: at most one run of a configuration at a time, the newest wins, nothing in an
// untrusted workspace. What it said goes to `session.verdicts`, and the client is told to ask again.
import type { Connection } from 'vscode-languageserver';
import { isTemplateName } from '../engine/syntax/template.ts';
import type { Version } from '../engine/language/version.ts';
import type { CheckAnswer, HaproxyAtHand } from './protocol.ts';
import type { Found, Session } from './session.ts';
import type { ClientSettings } from './settings.ts';

type Safely = <P, R>(name: string, handler: (params: P) => Promise<R | null>) => (params: P) => Promise<R | null>;

export const atHand = (found: Found | null, settings: ClientSettings, target: Version): HaproxyAtHand | null => found && { version: found.text, path: found.program.path, image: found.program.image, onSave: settings.check.onSave, other: found.version !== target };

export function serveCheck(connection: Connection, session: Session, safely: Safely, again: () => void): { changed(): void } {
  const running = new Map<string, AbortController>(), pushed = new Set<string>(), told = new Set<string>();
  /** Into the log, once. */
  const tell = (what: string): void => { if (!told.has(what)) { told.add(what); connection.console.info(what); } };

  /** Files that no editor holds are not asked for: what is said of them is sent. */
  const changed = (): void => {
    for (const uri of session.verdicts.uris) {
      const open = session.documents.get(uri) !== undefined, diagnostics = open ? [] : [...session.verdicts.diagnostics(uri)];
      if (diagnostics.length === 0 && !pushed.delete(uri)) continue;
      if (diagnostics.length) pushed.add(uri);
      void connection.sendDiagnostics({ uri, diagnostics });
    }
  };

  const check = async (uri: string, bySave: boolean): Promise<CheckAnswer | null> => {
    if (!session.documents.get(uri)) return null;
    if (!session.trusted) return { state: 'untrusted' };
    await session.settle(uri);
    const settings = await session.settingsOf(uri), { seconds, onSave } = settings.check, { engine, host } = session;
    if (bySave && !onSave) return null;
    const found = await session.program(settings, !bySave);
    if (!found || !host.check || !host.pathOf) return { state: 'no program' };
    const haproxy = atHand(found, settings, engine.target(uri))!, files = engine.companions(uri);
    if (files.some(isTemplateName)) return { state: 'template', haproxy };
    // another branch's verdict would be noise at each save; who asks for it gets it
    if (bySave && found.version !== engine.target(uri)) { tell(`haproxy ${found.text} is not asked on save: ${files.at(-1)} is for HAProxy ${engine.target(uri)}.`); return null; }
    const key = files.join('\n'), control = new AbortController();
    running.get(key)?.abort();
    running.set(key, control);
    try {
      for (const f of files) await session.settle(f);
      const [{ askedOf, verdictOf }, { copiesOf }] = await Promise.all([import('../engine/features/verdict/verdict.ts'), import('../engine/features/verdict/copies.ts')]);
      const asked = askedOf(engine, uri);
      if (!asked || control.signal.aborted) return { state: 'cancelled' };
      const folders = asked.map((a) => host.pathOf!(a.document.uri)?.replace(/[\\/][^\\/]*$/, '') ?? null);
      const run = await host.check({ program: found.program, folder: folders[0] ?? null, folders: folders.filter((f) => f !== null), seconds, copies: (at) => copiesOf(asked.map((a, i) => ({ folder: folders[i]!, text: a.text })), at) }, control.signal);
      if (run.ended === 'cancelled' || control.signal.aborted) return { state: 'cancelled' };
      const ended = run.ended !== 'itself' ? run.ended : run.exit !== null && run.exit > 2 ? 'not started' : null, listens = run.exit !== 2;
      // of a haproxy that went wrong only what it said before counts
      const said = !ended || ended === 'output' || ended === 'crashed' || ended === 'time';
      for (const f of files) await session.settle(f);
      const verdict = await verdictOf(engine, asked, said ? run.stderr : '', run.folder, run.exit !== 0 && run.exit !== 2, () => session.rest());
      if (control.signal.aborted) return { state: 'cancelled' };
      const source = `haproxy ${found.text} -c`;
      for (const { document } of asked) session.verdicts.set(document.uri, source, verdict.placed.filter((p) => p.document === document), verdict.echoes.filter((e) => e.of.document === document));
      const output = `${run.stderr}${run.stdout}`.replaceAll(run.folder, '').replace(/[\\/](\d+)\.cfg\b/g, (all, n: string) => asked[Number(n)]?.name ?? all);
      if (ended) connection.console.warn(`${source}: ${ended === 'time' ? `no end in ${seconds} s` : ended === 'writes' ? 'not run: it would write beside the files' : ended}${ended === 'not started' ? `\n${output.slice(0, 2000)}` : ''}`);
      again();
      return { state: ended ?? 'done', haproxy, accepted: run.exit === 0 || !listens, listens, alerts: verdict.alerts, warnings: verdict.warnings, machines: verdict.machines, output, seconds };
    } finally { if (running.get(key) === control) running.delete(key); }
  };

  connection.onRequest('haproxy/check', safely('check', ({ uri }: { uri: string }) => check(uri, false)));
  session.documents.onDidSave(({ document: { uri } }) => { void check(uri, true).catch((e: unknown) => { connection.console.error(`check: ${String(e instanceof Error ? e.stack : e)}`); }); });
  session.documents.onDidOpen(changed);
  session.documents.onDidClose(({ document: { uri } }) => {
    // the disk's text is as it was left: what was said of it stays until it is asked again, but nobody waits for an answer
    for (const [key, control] of running) if (key === uri) control.abort();
  });
  connection.onShutdown(() => { for (const control of running.values()) control.abort(); });
  return { changed };
}
