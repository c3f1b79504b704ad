// A line of HAProxy's log in plain words: what happened, who closed, which timeout it was, how long each phase took, what to check.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import type { Project } from '../../model/project.ts';
import { type Cause, type Closer, closerOf, endOf, titleOf } from './cause.ts';
import { briefOf, noBrief } from './format.ts';
import type { LineKind, LogLines, ReadLine } from './line.ts';
import { type Phase, phasesOf, totalOf } from './phases.ts';
import { type Ruling, rulingOf } from './timeouts.ts';
import { closedBy, happened, letters, next } from './words.ts';

export interface Explanation {
  readonly kind: LineKind;
  /** Name of the format that wrote the line. */
  readonly format: string;
  readonly cause: Cause;
  readonly title: string;
  readonly happened: string;
  readonly closer: Closer;
  /** Null without a configuration, or when no timeout ended it. */
  readonly timeout: Ruling | null;
  readonly phases: readonly Phase[];
  readonly notes: readonly string[];
  readonly next: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What is counted for lines that are no sessions. */
export const CAUSE_OF_KIND: Readonly<Record<Exclude<LineKind, 'session'>, Cause>> = { connection: 'accepted', broken: 'broken', notice: 'notice', unread: 'unread' };

function causeIn({ kind, values }: ReadLine): Cause {
  if (kind !== 'session') return CAUSE_OF_KIND[kind];
  const b = noBrief();
  briefOf(values, b);
  return endOf(b.state, b.status, b.noServer, b.early);
}

export function explain(lines: LogLines, text: string, project: Project | null): Explanation {
  const read = lines.read(text), v = read.values, cause = causeIn(read), state = v.get('tsc') ?? v.get('ts'), status = v.get('ST');
  const notes: string[] = [];
  if (state !== undefined && cause === 'unknown') notes.push(...letters(state));
  if (state === undefined && read.kind === 'session') notes.push(t('The format does not write the state (%tsc or %ts), so who ended the session is not known.'));
  if ((cause === 'killed' || cause === 'marked-down') && status === '500') notes.push(t('The status reads 500, but the client may have had its 101: releases from 3.0.11 on write 500 here.'));
  if (/\bHTTP\/2/.test(v.get('r') ?? v.get('HV') ?? '') && status === '101') notes.push(t('A WebSocket over HTTP/2 (RFC 8441) is logged as 101, too; the client saw 200.'));
  if (cause === 'broken' && v.has('error')) notes.push(v.get('error')!);
  return {
    kind: read.kind, format: read.format, cause, title: titleOf(cause), happened: happened(cause), closer: closerOf(cause, state),
    timeout: project ? rulingOf(project, cause, v) : null, phases: read.kind === 'session' ? phasesOf(v) : [], notes, next: next(cause), values: Object.fromEntries(v),
  };
}

/** The explanation as plain text, lines of prose. */
export function explanationText(e: Explanation): string {
  const v = e.values, out = [e.title, ''], total = totalOf(new Map(Object.entries(v)));
  const request = v.r ?? ([v.HM, v.HU ?? v.HP, v.HV].filter((x) => x !== undefined).join(' ') || undefined);
  const put = (label: string, text: string | undefined): void => { if (text) out.push(`${label}: ${text}`); };
  const front = v.ft ?? v.f;
  put(t('Session'), [v.tr ?? v.t ?? v.T ?? v.trg ?? v.trl ?? v.Tl, v.ci, front && v.b ? `${front} -> ${v.b}/${v.s ?? '?'}` : front, request, v.ST === undefined ? undefined : t('status {0}', v.ST), (v.tsc ?? v.ts) === undefined ? undefined : t('state {0}', (v.tsc ?? v.ts)!), total === null ? undefined : formatDuration(Math.max(0, total))].filter((x) => x !== undefined).join(', '));
  put(t('What happened'), e.happened);
  if (e.kind === 'session') put(t('Ended by'), closedBy(e.closer));
  put(t('Timeout'), e.timeout?.text);
  if (e.phases.length) { out.push(`${t('Phases')}:`); for (const p of e.phases) out.push(`  ${p.timer.padEnd(3)} ${(p.ms === null ? t('not reached') : formatDuration(p.ms)).padStart(10)}  ${p.what}`); }
  for (const n of e.notes) put(t('Note'), n);
  put(t('Check next'), e.next);
  return `${out.join('\n')}\n`;
}
