// What the two platforms give the server: a clock and a way to let messages in between slices of work.
export interface Host {
  /** Milliseconds, for measuring slices only. */
  now(): number;
  /** Resolves after waiting messages had their turn. */
  pause(): Promise<void>;
}
