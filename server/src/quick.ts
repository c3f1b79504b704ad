// Sets V8 up for the first second. A first pass over a file runs everything for the first time: by default V8 sends much of it to
// the optimising compiler at once, makes room for young objects by small steps, at each of which all that lives is copied, and
// does both on threads that cost more processor time than they save.
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

const set = (...flags: readonly string[]): void => { for (const f of flags) setFlagsFromString(f); };

// flags are those of the whole process: a thread that is there for long work leaves them
if (isMainThread) set('--interrupt-budget=1000000', '--semi-space-growth-factor=16');

let hurried = false;
/** For a process that has one document to read, and then all the time in the world. */
export function hurry(): void { hurried = true; set('--no-opt', '--no-parallel-scavenge', '--no-concurrent-marking'); }
/** The document is read, or it is a long one: what runs on is worth optimising. */
export function unhurried(): void {
  if (hurried) set('--opt', '--parallel-scavenge', '--concurrent-marking');
  hurried = false;
}
