// Makes a case smaller while it still shows the same problem.
import { applied } from '../engine/snapshot.ts';
import { PLAIN, type Case, type Problem, torment } from './torment.ts';

const TRIES = 1500, MILLISECONDS = 25_000;
/** Problems of a question about a position; the others show without one. */
const PLACED = /hover|completion|signature|definition|references|highlights|linked|selections|refactorings|calls|incoming|outgoing|hint|lens|ename/;

/** The problems of a small case, asked wherever this one may show. */
export const replay = (c: Case, what: string): Problem[] => torment(c, PLACED.test(what) && c.text.length < 3000 ? null : () => [], what.includes('upgrade'));

/** Takes parts away, large ones first, while `holds` says so. */
function shrink<T>(parts: readonly T[], holds: (rest: readonly T[]) => boolean): readonly T[] {
  let now = parts;
  for (let size = Math.ceil(now.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < now.length;) { const rest = [...now.slice(0, at), ...now.slice(at + size)]; if (holds(rest)) now = rest; else at += size; }
  return now;
}

/** `what`: the problem as torment names it. */
export function minimise(c: Case, what: string): Case {
  let tries = 0;
  const until = Date.now() + MILLISECONDS;
  const shows = (x: Case): boolean => tries++ < TRIES && Date.now() < until && x.text.length < 60_000 && replay(x, what).some((p) => p.what === what);
  let best = c;
  const take = (x: Case): boolean => { if (!shows(x)) return false; best = x; return true; };
  // the text as the edits leave it, if they are not what matters
  take({ ...best, text: best.changes.reduce(applied, best.text), changes: [] });
  take({ ...best, logs: [], requests: [] });
  take({ ...best, settings: PLAIN });
  shrink(best.changes, (changes) => take({ ...best, changes }));
  shrink(best.text.split(/(?<=\n)/), (lines) => take({ ...best, text: lines.join('') }));
  if (best.text.length < 4000) shrink([...best.text.split(/(?<=\s)/)], (words) => take({ ...best, text: words.join('') }));
  if (best.text.length < 300) shrink(best.text.split(''), (letters) => take({ ...best, text: letters.join('') }));
  return best;
}
