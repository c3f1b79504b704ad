// What the two platforms give the server: a clock, a way to let messages in between slices of work, and files.
import type { FileAccess } from './files.ts';

export interface Host {
  /** Milliseconds, for measuring slices only. */
  now(): number;
  /** Resolves after waiting messages had their turn. */
  pause(): Promise<void>;
  /** Files on disk, where the platform has them. */
  readonly files?: FileAccess;
  /** What `haproxy -v` of the program at this path ('' = on the PATH) prints; null when it cannot be had. */
  askVersion?(path: string): Promise<string | null>;
}
