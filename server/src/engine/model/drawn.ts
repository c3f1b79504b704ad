// What an editor was shown and what changed since, so that an answer can say only the difference.
import type { Line } from '../text/lineTree.ts';
import type { Document } from './document.ts';

export interface Drawn {
  /** Tells this showing from earlier ones. */
  readonly id: number;
  /** Lines whose tokens may be others than those that were shown. */
  readonly dirty: Set<Line>;
  /** How many shown tokens stood right above this line (null: at the end) on lines that left the document. */
  readonly gone: Map<Line | null, number>;
}

/** Beyond this the whole is told anew. */
const MOST = 2000;

/** The line came or changed. */
export function redraw(document: Document, line: Line): void {
  const { drawn } = document;
  if (!drawn) return;
  drawn.dirty.add(line);
  if (drawn.dirty.size > MOST) document.drawn = null;
}

/** The line leaves the document; `next` is the first line behind it that stays. */
export function erase(document: Document, line: Line, next: Line | null): void {
  const { drawn } = document;
  if (!drawn) return;
  drawn.dirty.delete(line);
  drawn.gone.set(next, (drawn.gone.get(next) ?? 0) + line.tokens + (drawn.gone.get(line) ?? 0));
  drawn.gone.delete(line);
}
