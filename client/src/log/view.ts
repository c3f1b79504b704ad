// What the page of the log reader is given to draw: plain data, with every word that it needs.

/** Which colour a cause has: what went wrong, what was cut, what is as it should be, what is no session. */
export type Tone = 'bad' | 'cut' | 'fine' | 'other';

export interface ShownLine {
  readonly kind: 'line';
  readonly title: string;
  readonly line: string;
  readonly happened: string;
  /** Label and text, such as who ended the session. */
  readonly points: readonly { readonly label: string; readonly text: string }[];
  readonly timeout: { readonly label: string; readonly text: string; readonly at: { readonly uri: string; readonly line: number } | null; readonly agrees: boolean | null } | null;
  /** `ms` null: not reached. `from`: when it began, in milliseconds of the whole; null for totals. */
  readonly phases: readonly { readonly timer: string; readonly what: string; readonly ms: number | null; readonly from: number | null; readonly took: string }[];
}
export interface ShownCause { readonly title: string; readonly tone: Tone; readonly count: number; readonly detail: string; readonly next: string; readonly times: readonly number[] }
export interface ShownLog {
  readonly kind: 'log';
  readonly title: string;
  readonly causes: readonly ShownCause[];
  readonly spans: { readonly from: number; readonly step: number; readonly size: number } | null;
}
export interface ShownWords {
  readonly language: string; readonly line: string; readonly phases: string; readonly openLine: string; readonly next: string; readonly overTime: string; readonly overTimeIntro: string; readonly time: string; readonly nothing: string;
  readonly asTable: string; readonly most: string; readonly from: string; readonly noTimes: string;
}
export interface Shown { readonly about: string; readonly words: ShownWords; readonly body: ShownLine | ShownLog }

/** From the page. */
export type Said = { readonly type: 'ready' } | { readonly type: 'open'; readonly uri: string; readonly line: number };
