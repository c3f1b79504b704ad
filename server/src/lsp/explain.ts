// `haproxy/explain`: lines of a log explained or counted. Loaded when it is first asked; a log is read as a stream.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { closedBy, durationText, explain, explanationMarkdown, explanationText, lineSplitter, logLines, readersOf, summarise } from '../engine/log.ts';
import type { Explained, ExplainParams } from './protocol.ts';
import type { Session } from './session.ts';

interface Reading { push(piece: string): void; done(): Explained }
/** Logs that clients hand over in pieces, by their number. */
const readings = new WeakMap<Session, Map<number, Reading>>();
/** Logs begun and never ended: what a client that went away leaves behind. */
const MOST = 8;

async function begin(session: Session, config: string | undefined): Promise<Reading> {
  const known = config !== undefined && session.documents.get(config) ? config : null;
  if (known !== null) await session.settle(known);
  const project = known === null ? null : session.engine.model(known)?.project ?? null;
  const lines = logLines(project ? readersOf(project, true) : [], true), summary = summarise(lines, true);
  let only = '', count = 0;
  const split = lineSplitter((line) => {
    if (count < 2 && line.trim() !== '' && ++count === 1) only = line;
    summary.add(line);
  });
  return {
    push: (piece) => split.push(piece),
    done() {
      split.end();
      const e = count === 1 ? explain(lines, only, project) : null;
      return { config: known, ...(e ? { lines: 1, explanation: { ...e, line: only, endedBy: closedBy(e.closer), took: Object.fromEntries(e.phases.flatMap((p) => (p.ms === null ? [] : [[p.timer, durationText(p.ms)]]))), text: explanationText(e), markdown: explanationMarkdown(e) } } : { ...summary.done(), explanation: null }) };
    },
  };
}

/** Null: the file is not within the server's reach; the client has to hand its text over. */
export async function explainFor(connection: Connection, session: Session, p: ExplainParams, token: CancellationToken): Promise<Explained | null> {
  if ('file' in p) return ofFile(connection, session, p, token);
  const open = readings.get(session) ?? new Map<number, Reading>();
  readings.set(session, open);
  const reading = (p.log === undefined ? undefined : open.get(p.log)) ?? await begin(session, p.config);
  if (p.log !== undefined) open.delete(p.log);
  reading.push(p.text);
  if (p.log === undefined || !p.more) return reading.done();
  open.set(p.log, reading);
  if (open.size > MOST) open.delete(open.keys().next().value!);
  return null;
}

async function ofFile(connection: Connection, session: Session, { file, config, progress }: Extract<ExplainParams, { file: string }>, token: CancellationToken): Promise<Explained | null> {
  const stream = await session.access?.stream?.(file);
  if (!stream) return null;
  const reading = await begin(session, config);
  let read = 0, told = 0;
  for await (const piece of stream.pieces) {
    if (token.isCancellationRequested) return null;
    reading.push(piece);
    read += piece.length;
    const percent = Math.min(100, Math.floor((read / Math.max(1, stream.bytes)) * 100));
    if (progress !== undefined && percent > told) { told = percent; await connection.sendNotification('haproxy/explaining', { progress, percent }); }
  }
  return reading.done();
}
