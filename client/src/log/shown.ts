// From the server's answer to what the page of the log reader draws.
import { env, l10n } from 'vscode';
import type { Explained } from '../../../server/src/lsp/protocol.ts';
import type { Shown, ShownLine, ShownLog, ShownWords, Tone } from './view.ts';

const BAD = new Set(['server-late', 'server-no-answer', 'answer-invalid', 'connect-refused', 'no-server', 'connect-timeout', 'queue-timeout', 'request-invalid', 'request-too-large', 'request-denied', 'request-late', 'client-late', 'resources', 'internal', 'server-refused', 'broken']);
const FINE = new Set(['ws-closed', 'tcp-closed', 'answered', 'answered-here']);
const OTHER = new Set(['accepted', 'notice', 'early', 'unknown', 'unread']);
const toneOf = (cause: string): Tone => (BAD.has(cause) ? 'bad' : FINE.has(cause) ? 'fine' : OTHER.has(cause) ? 'other' : 'cut');
/** Timers in the order in which their phases follow each other. */
const FOLLOWING = ['Th', 'Ti', 'TR', 'Tw', 'Tc', 'Tr', 'Td'];
const SHOWN = 5;

/** @param about which log, and which configuration was taken into account */
export function shownOf(answer: Explained, about: string): Shown {
  return { about, words: wordsOf(), body: answer.explanation ? lineOf(answer.explanation) : logOf(answer) };
}

function lineOf(e: NonNullable<Explained['explanation']>): ShownLine {
  let at = 0;
  const from = new Map<string, number>();
  for (const timer of FOLLOWING) { const p = e.phases.find((x) => x.timer === timer); if (p?.ms) { from.set(timer, at); at += p.ms; } }
  return {
    kind: 'line', title: e.title, line: e.line, happened: e.happened,
    points: [...(e.kind === 'session' ? [{ label: l10n.t('Ended by'), text: e.endedBy }] : []), ...e.notes.map((text) => ({ label: l10n.t('Note'), text })), ...(e.next ? [{ label: l10n.t('Check next'), text: e.next }] : [])],
    timeout: e.timeout && { label: l10n.t('Timeout'), text: e.timeout.text, at: e.timeout.at, agrees: e.timeout.agrees },
    phases: e.phases.map((p) => ({ timer: p.timer, what: p.what, ms: p.ms, from: from.get(p.timer) ?? null, took: e.took[p.timer] ?? l10n.t('not reached') })),
  };
}

function logOf({ lines, causes = [], spans }: Explained): ShownLog {
  return {
    kind: 'log', title: lines === 1 ? l10n.t('1 line') : l10n.t('{0} lines', new Intl.NumberFormat(env.language).format(lines)), spans: spans ?? null,
    causes: causes.map((c) => ({
      title: c.title, tone: toneOf(c.cause), count: c.count, next: c.next, times: c.times ?? [],
      detail: c.proxies.slice(0, SHOWN).map((p) => `${p.name} ${p.count}`).join(', ') + (c.others > 0 || c.proxies.length > SHOWN ? ', …' : ''),
    })),
  };
}

const wordsOf = (): ShownWords => ({
  language: env.language, phases: l10n.t('Phases'), openLine: l10n.t('Go to the line'), next: l10n.t('Check next'), overTime: l10n.t('What ended sessions, and when'),
  overTimeIntro: l10n.t('Each row has its own height. Times are those of the log: when a session ended, not when it began.'), time: l10n.t('Time'), nothing: l10n.t('nothing'), asTable: l10n.t('The same as a table'),
  most: l10n.t('most, {0}, from {1}'), from: l10n.t('{0} to {1}'), noTimes: l10n.t('its lines tell no time'), line: l10n.t('The line'),
});
