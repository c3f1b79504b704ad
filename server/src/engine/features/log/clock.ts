// When the session of a line ended, and counts over time. Times are milliseconds as if the log's own clock were UTC: they are shown as
// the log writes them, whatever its zone is.
import type { Brief } from './format.ts';

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const SYSLOG = /^(?:<\d{1,3}>)?(?:1 )?(?:([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) |(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d))/;
const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** A number without a sign; 0 for anything else. */
function whole(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) { const d = digit(text, i); if (d < 0 || d > 9) return 0; n = n * 10 + d; }
  return n;
}

/** Reads the times of lines one after the other: NaN for a line that has none. */
export function clock(): (brief: Brief, line: string) => number {
  let last = '', base = 0, year: number | null = null;
  /** `22/Nov/2026` and `16:54:37.693`, with or without the part behind the point. */
  const dated = (day: string, time: string): number => {
    if (day !== last) {
      const month = MONTHS.indexOf(day.slice(3, 6)) / 3, y = Number(day.slice(7, 11)), at = Date.UTC(y, month, Number(day.slice(0, 2)));
      if (!Number.isInteger(month) || !Number.isFinite(at)) return NaN;
      last = day; // the same for many lines
      base = at;
      year = y;
    }
    const h = two(time, 0), m = two(time, 3), s = two(time, 6), ms = time.charCodeAt(8) === 46 ? digit(time, 9) * 100 + two(time, 10) : 0;
    return h >= 0 && h < 24 && m >= 0 && m < 60 && s >= 0 && s < 61 && ms >= 0 ? base + h * 3_600_000 + m * 60_000 + s * 1000 + ms : NaN;
  };
  return (brief, line) => {
    const { day, time, total } = brief, at = day === undefined || time === undefined ? NaN : dated(day, time);
    if (!Number.isNaN(at)) return total === undefined || brief.early ? at : at + whole(total);
    const m = SYSLOG.exec(line);
    if (m?.[6]) return Date.UTC(Number(m[6]), Number(m[7]) - 1, Number(m[8]), Number(m[9]), Number(m[10]), Number(m[11]));
    // the old syslog writes no year: it is that of the lines around it
    return m?.[1] && year !== null ? Date.UTC(year, MONTHS.indexOf(m[1]) / 3, Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5])) : NaN;
  };
}

/** Widths of a bar, in seconds: each divides the next, so that bars can be joined. */
const STEPS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400];
const MOST = 240;

/** Equal spans of time: `from` in milliseconds is where the first begins, `step` how long each is. */
export interface Spans { readonly from: number; readonly step: number; readonly size: number }

/** Counts by span. */
export type Row = number[];
/** Counts by time in at most 240 spans that grow with the log; memory does not. One row for each thing counted. */
export interface Histogram {
  add(row: Row, at: number): void;
  /** Null when nothing was counted. */
  spans(): Spans | null;
  counts(row: Row): number[];
}

/** @param rows all rows that `add` is called with, whenever asked */
export function histogram(rows: () => Iterable<Row>): Histogram {
  /** In steps since 1970: where the first span begins. */
  let low = 0, size = 0, level = 0, step = 1000;
  const wider = (): void => {
    const seconds = STEPS[++level], was = step, first = low;
    step = seconds === undefined ? step * 2 : seconds * 1000;
    const by = step / was;
    low = Math.floor(first / by);
    size = Math.floor((first + size - 1) / by) - low + 1;
    for (const row of rows()) {
      const all = row.splice(0);
      all.forEach((count, i) => { const to = Math.floor((first + i) / by) - low; row[to] = (row[to] ?? 0) + count; });
    }
  };
  const grow = (at: number): number => {
    if (size === 0) { low = Math.floor(at / step); size = 1; }
    for (let n = Math.floor(at / step) - low; n < 0 || n >= size; n = Math.floor(at / step) - low) {
      const wanted = n < 0 ? size - n : n + 1;
      if (wanted > MOST) { wider(); continue; }
      if (n < 0) { for (const row of rows()) row.unshift(...Array.from({ length: -n }, () => 0)); low += n; }
      size = wanted;
    }
    return Math.floor(at / step) - low;
  };
  return {
    add(row, at) {
      let n = Math.floor(at / step) - low;
      if (n < 0 || n >= size) n = grow(at);
      while (row.length <= n) row.push(0); // no holes
      row[n]!++;
    },
    spans: () => (size === 0 ? null : { from: low * step, step, size }),
    counts: (row) => Array.from({ length: size }, (_, i) => row[i] ?? 0),
  };
}
