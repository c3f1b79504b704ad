// Which timeout of the configuration ended a session, and whether line and configuration agree.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { timeoutOf } from '../../model/effective.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { idleOf } from '../idle.ts';
import type { Cause } from './cause.ts';
import { numberIn, totalOf } from './phases.ts';
import type { Values } from './format.ts';

export interface Ruling {
  /** `timeout tunnel`; null when the configuration does not tell. */
  readonly timeout: string | null;
  readonly ms: number | null;
  /** Where it is written; `line` counts from 0. */
  readonly at: { readonly uri: string; readonly line: number } | null;
  /** Null: nothing to compare. False: the line cannot have come from this configuration as it is. */
  readonly agrees: boolean | null;
  readonly text: string;
}

/** HAProxy looks at its timers now and then; a line's total is longer than the timeout, never shorter by more. */
const SLACK = 50;
const WAITS: Readonly<Partial<Record<Cause, readonly { readonly key: string; readonly side: 'front' | 'back' }[]>>> = {
  'server-late': [{ key: 'timeout server', side: 'back' }], 'connect-timeout': [{ key: 'timeout connect', side: 'back' }], 'queue-timeout': [{ key: 'timeout queue', side: 'back' }, { key: 'timeout connect', side: 'back' }],
  'request-late': [{ key: 'timeout http-request', side: 'front' }, { key: 'timeout client', side: 'front' }], 'client-late': [{ key: 'timeout client', side: 'front' }],
};
const SILENT: ReadonlySet<Cause> = new Set(['ws-client-silent', 'ws-server-silent', 'tcp-client-silent', 'tcp-server-silent']);

const named = (project: Project, name: string | undefined, fits: (kind: string) => boolean): Section | null =>
  name === undefined ? null : project.documents.flatMap((d) => d.sections).find((s) => s.header && s.name === name && fits(s.kind)) ?? null;

/** Frontend and backend of a line. A TLS frontend has a tilde behind its name. */
const sidesOf = (project: Project, values: Values): { readonly front: Section | null; readonly back: Section | null } => ({
  front: named(project, (values.get('ft') ?? values.get('f'))?.replace(/~$/, ''), hasFrontend), back: named(project, values.get('b'), hasBackend),
});

/** Null for a cause that is no timeout. */
export function rulingOf(project: Project, cause: Cause, values: Values): Ruling | null {
  const waits = WAITS[cause];
  if (!waits && !SILENT.has(cause)) return null;
  const { front, back } = sidesOf(project, values), unknown = (text: string): Ruling => ({ timeout: null, ms: null, at: null, agrees: null, text });
  const missing = !front && (!waits || waits[0]!.side === 'front') ? values.get('ft') ?? values.get('f') : !back && (!waits || waits[0]!.side === 'back') ? values.get('b') : null;
  if (missing !== null) return unknown(missing === undefined ? t('The line does not name its frontend and backend.') : t('The configuration has no {0}.', missing));
  const changed = [front, back].some((s) => s && ['http-request', 'http-response', 'tcp-request content'].some((k) => s.lines(k).some((l) => l.text.includes('set-timeout'))));
  if (waits) {
    for (const { key, side } of waits) {
      const found = timeoutOf(project, (side === 'front' ? front : back)!, key);
      if (found === 'unknown') return unknown(t('{0} cannot be told from the configuration.', key));
      if (found && found.ms > 0) return compared(key, found, waited(cause, values), changed);
    }
    return { ...unknown(t('The configuration has no {0}, so this line did not come from it as it is.', waits[0]!.key)), agrees: false };
  }
  const idle = idleOf(project, front!, back!);
  if (!idle) return unknown(t('Which timeout rules cannot be told from the configuration.'));
  if (!idle.key || !idle.timeout) return { ...unknown(t('The configuration limits no silence here, so this line did not come from it as it is.')), agrees: false };
  const ruling = compared(idle.key, idle.timeout, totalOf(values), changed, true);
  const server = idle.key === 'timeout server', says = cause === 'ws-server-silent' || cause === 'tcp-server-silent';
  if (server === says || ruling.agrees === false || changed) return ruling;
  return { ...ruling, agrees: false, text: `${ruling.text} ${server ? t('It would have been logged as sD, though: the running configuration is another.') : t('It would have been logged as cD, though: the running configuration is another.')}` };
}

/** How long the phase lasted that the timeout ended. */
function waited(cause: Cause, values: Values): number | null {
  const total = totalOf(values), of = (...keys: string[]): number => keys.reduce((n, k) => n + Math.max(0, numberIn(values.get(k)) ?? 0), 0);
  if (cause === 'queue-timeout') return numberIn(values.get('Tw'));
  return total === null ? null : cause === 'server-late' ? total - of('Tq', 'TR', 'Tw', 'Tc') : cause === 'connect-timeout' ? total - of('Tq', 'TR', 'Tw') : total;
}

function compared(key: string, found: Exclude<ReturnType<typeof timeoutOf>, null | 'unknown'>, took: number | null, changed: boolean, silence = false): Ruling {
  const { document } = found.section, line = document.tree.numberOf(found.line), limit = formatDuration(found.ms);
  const where = found.section.name ? `${found.section.kind} ${found.section.name}` : found.section.kind;
  const says = t('{0} {1} rules here ({2}, line {3}).', key, limit, where, line + 1), base = { timeout: key, ms: found.ms, at: { uri: document.uri, line } };
  if (took === null) return { ...base, agrees: null, text: says };
  const lasted = formatDuration(took);
  if (took + SLACK < found.ms) return { ...base, agrees: changed ? null : false, text: `${says} ${changed ? t('{0} is shorter than that; a set-timeout rule may have changed it.', lasted) : t('{0} is shorter than that, so the running configuration is another.', lasted)}` };
  if (!silence) return { ...base, agrees: true, text: `${says} ${t('It lasted {0}.', lasted)}` };
  return { ...base, agrees: true, text: `${says} ${took - found.ms <= Math.max(1000, found.ms / 20) ? t('The session lasted {0}: nothing passed after its beginning.', lasted) : t('The session lasted {0}: data passed last about {1} after its beginning.', lasted, formatDuration(took - found.ms))}` };
}
