// How long each phase took, from the timers of a line (manual 8.4). Milliseconds.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import type { Values } from './format.ts';

/** `ms` null: the phase was not reached or not finished (-1). */
export interface Phase { readonly timer: string; readonly what: string; readonly ms: number | null }

const WHAT = {
  Th: 'TCP and TLS handshake of the client', Ti: 'idle before the request', Tq: 'until the request was complete', TR: 'request headers, from their first byte', Tw: 'waiting in the queue', Tc: 'connecting to the server', Tr: "waiting for the answer's headers", Td: 'transfer of data', Ta: 'request as a whole', Tt: 'session as a whole', Tu: 'as the client saw it',
};

export const numberIn = (text: string | undefined): number | null => { if (text === undefined) return null; const n = Number(text.replace('+', '')); return Number.isFinite(n) ? n : null; };

/** What the formats by name leave out: the total without what came before the data; null when there was no data phase. */
function transferOf(values: Values): number | null {
  if (values.has('Td')) return numberIn(values.get('Td'));
  const total = totalOf(values), before = [...(values.has('Tt') ? ['Th', 'Ti'] : []), 'TR', 'Tq', 'Tw', 'Tc', 'Tr'].flatMap((k) => numberIn(values.get(k)) ?? []);
  const last = numberIn(values.get('Tr') ?? values.get('Tc'));
  return total === null || last === null || last < 0 ? null : Math.max(0, total - before.reduce((a, b) => a + Math.max(0, b), 0));
}

export function phasesOf(values: Values): Phase[] {
  return (Object.keys(WHAT) as (keyof typeof WHAT)[]).flatMap((timer) => {
    const ms = timer === 'Td' ? transferOf(values) : numberIn(values.get(timer));
    return ms === null ? [] : [{ timer, what: t(WHAT[timer]), ms: ms < 0 ? null : ms }];
  });
}
export const durationText = (ms: number): string => formatDuration(ms);
/** Total time of a line, in milliseconds. */
export const totalOf = (values: Values): number | null => numberIn(values.get('Tt') ?? values.get('Ta'));
