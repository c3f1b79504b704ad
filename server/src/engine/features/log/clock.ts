// When the session of a line ended, and counts over time. Times are milliseconds as if the log's own clock were UTC: they are shown as
// the log writes them, whatever its zone is.
import type { Brief } from './format.ts';

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const SYSLOG = /^(?:<\d{1,3}>)?(?:1 )?(?:([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) |(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d))/;
const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** A number without a sign; 0 for anything else. */
function whole(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) { const d = digit(text, i); if (d < 0 || d > 9) return 0; n = n * 10 + d; }
  return n;
}

/** Reads the times of lines one after the other: null for a line that has none. */
export function clock(): (brief: Brief, line: string) => number | null {
  let minute = '', base = 0, year: number | null = null;
  /** `22/Nov/2026:16:54:37.693`, with or without the part behind the point. */
  const dated = (date: string): number | null => {
    if (!date.startsWith(minute) || minute === '') {
      const month = MONTHS.indexOf(date.slice(3, 6)) / 3, y = Number(date.slice(7, 11));
      const at = Date.UTC(y, month, Number(date.slice(0, 2)), Number(date.slice(12, 14)), Number(date.slice(15, 17)));
      if (!Number.isInteger(month) || !Number.isFinite(at)) return null;
      minute = date.slice(0, 17); // the same for many lines
      base = at;
      year = y;
    }
    const ms = date.charCodeAt(20) === 46 ? digit(date, 21) * 100 + digit(date, 22) * 10 + digit(date, 23) : 0, s = digit(date, 18) * 10 + digit(date, 19);
    return s >= 0 && s < 61 && ms >= 0 ? base + s * 1000 + ms : null;
  };
  return (brief, line) => {
    const { date, total } = brief, at = date === undefined ? null : dated(date);
    if (at !== null) { return total === undefined || brief.early ? at : at + whole(total); }
    const m = SYSLOG.exec(line);
    if (m?.[6]) return Date.UTC(Number(m[6]), Number(m[7]) - 1, Number(m[8]), Number(m[9]), Number(m[10]), Number(m[11]));
    // the old syslog writes no year: it is that of the lines around it
    return m?.[1] && year !== null ? Date.UTC(year, MONTHS.indexOf(m[1]) / 3, Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5])) || null : null;
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
