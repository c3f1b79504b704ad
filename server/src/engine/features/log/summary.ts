// Many lines, counted by what ended the sessions. One line at a time; what is kept does not grow with the number of lines.
import { t } from '../../language/text.ts';
import { type Cause, endOf, titleOf } from './cause.ts';
import { clock, histogram, type Row, type Spans } from './clock.ts';
import { CAUSE_OF_KIND } from './explain.ts';
import { type Brief, dateIn, noBrief } from './format.ts';
import type { LogLines } from './line.ts';
import { next } from './words.ts';

export interface Counted {
  readonly cause: Cause;
  readonly title: string;
  readonly count: number;
  /** Times as the log writes them, of the first and the last line of this cause in the file; null where it has none. */
  readonly first: string | null;
  readonly last: string | null;
  /** Backends (frontends where none served it), most first. */
  readonly proxies: readonly { readonly name: string; readonly count: number }[];
  /** More proxies than are told apart. */
  readonly others: number;
  readonly next: string;
  /** Lines by the time at which their sessions ended, one number for each span; only where times were asked for and found. */
  readonly times?: readonly number[];
}
export interface Summary { readonly lines: number; readonly causes: readonly Counted[]; readonly spans?: Spans }

/** Lines instead of times: they are read only when somebody asks. */
interface Slot { readonly cause: Cause; count: number; first: string; last: string; readonly proxies: Map<string, { count: number }>; others: number; readonly times: Row }

const MOST_PROXIES = 256;
const MOST_STATES = 4096;
const SHOWN = 5;

/**
 * `add` each line; `done` may be asked at any time. Blank lines do not count.
 * @param timed counts over time as well; `lines` has to be made with it, too
 */
export function summarise(lines: LogLines, timed = false): { add(line: string): void; done(): Summary } {
  const slots = new Map<Cause, Slot>(), known = new Map<string | undefined, Map<string | undefined, Slot>[]>(), brief = noBrief();
  const timeIn = clock(), hist = histogram(function* () { for (const s of slots.values()) yield s.times; });
  let seen = 0, states = 0;
  const slotOf = (cause: Cause, line: string): Slot => { let s = slots.get(cause); if (!s) { s = { cause, count: 0, first: line, last: line, proxies: new Map(), others: 0, times: [] }; slots.set(cause, s); } return s; };
  const ended = ({ state, status, noServer, early }: Brief, line: string): Slot => {
    const which = (noServer ? 1 : 0) + (early ? 2 : 0);
    let byStatus = known.get(state);
    if (!byStatus) { if (states > MOST_STATES) { known.clear(); states = 0; } byStatus = [new Map(), new Map(), new Map(), new Map()]; known.set(state, byStatus); }
    let slot = byStatus[which]!.get(status);
    if (!slot) { slot = slotOf(endOf(state, status, noServer, early), line); byStatus[which]!.set(status, slot); states++; }
    return slot;
  };
  const timeOf = (line: string): string | null => { return dateIn(lines.read(line).values) ?? null; };
  return {
    add(line) {
      if (line.length < 80 && line.trim() === '') return;
      seen++;
      const kind = lines.brief(line, brief), slot = kind === 'session' ? ended(brief, line) : slotOf(CAUSE_OF_KIND[kind], line), { proxy } = brief;
      slot.count++;
      slot.last = line;
      if (timed) { const at = timeIn(brief, line); if (!Number.isNaN(at)) hist.add(slot.times, at); }
      if (proxy === undefined) return;
      const one = slot.proxies.get(proxy);
      if (one) one.count++; else if (slot.proxies.size < MOST_PROXIES) slot.proxies.set(proxy, { count: 1 }); else slot.others++;
    },
    done() {
      const spans = hist.spans();
      return { lines: seen, ...(spans ? { spans } : {}), causes: [...slots.values()].sort((a, b) => b.count - a.count).map((s) => ({ cause: s.cause, title: titleOf(s.cause), count: s.count, first: timeOf(s.first), last: timeOf(s.last), proxies: [...s.proxies].map(([name, { count }]) => ({ name, count })).sort((a, b) => b.count - a.count), others: s.others, next: next(s.cause), ...(spans ? { times: hist.counts(s.times) } : {}) })) };
    },
  };
}

export function summaryText(s: Summary): string {
  const wide = String(Math.max(0, ...s.causes.map((c) => c.count))).length, out = [s.lines === 1 ? t('1 line') : t('{0} lines', s.lines), ''];
  for (const c of s.causes) {
    out.push(`${String(c.count).padStart(wide)}  ${c.title}`);
    const indent = ' '.repeat(wide + 2), more = c.others > 0 || c.proxies.length > SHOWN;
    if (c.first !== null) out.push(indent + (c.first === c.last ? c.first : t('{0} to {1}', c.first, c.last!)));
    if (c.proxies.length) out.push(indent + c.proxies.slice(0, SHOWN).map((p) => `${p.name} ${p.count}`).join(', ') + (more ? ', …' : ''));
    if (c.next) out.push(indent + c.next);
  }
  return `${out.join('\n')}\n`;
}
