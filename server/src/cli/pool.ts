// Many configurations on several threads. Results come in the order of the jobs, whoever was faster; how many wait is limited, so memory
// does not grow with their number.
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Engine } from '../engine/index.ts';
import { type Done, doJob, type How, type Job, portable } from './job.ts';

/** Fewer are done sooner by one thread: each worker has to load everything anew. */
export const FEW = 200;
const BATCH = 16, AHEAD = 4;
declare const __filename: string;

interface Order { readonly first: number; readonly jobs: readonly Job[] }
interface Answer { readonly first: number; readonly done: readonly Done[] }

/** V8's own setting, which quick.ts changed: what runs for long is worth optimising. */
export const forLong = (): void => setFlagsFromString('--interrupt-budget=135168');

export const threadsFor = (jobs: number): number => (jobs < FEW ? 1 : Math.max(1, availableParallelism()));

/** True in a worker: it serves until it is ended. */
export function isWorker(): boolean {
  if (isMainThread || !parentPort) return false;
  const engine = new Engine(), { how } = workerData as { how: How }, port = parentPort;
  port.on('message', ({ first, jobs }: Order) => { port.postMessage({ first, done: jobs.map((job) => portable(doJob(engine, job, how), how)) } satisfies Answer); });
  return true;
}

/** @param take is waited for: a slow reader slows the workers down */
export async function inThreads(jobs: readonly Job[], threads: number, how: How, take: (done: Done) => Promise<void>): Promise<void> {
  const ready = new Map<number, Answer>();
  let next = 0, taken = 0, wake: () => void = () => {}, failure: Error | null = null;
  const give = (worker: Worker): void => {
    if (next >= jobs.length || next - taken > threads * BATCH * AHEAD) return;
    const first = next;
    next = Math.min(jobs.length, next + BATCH);
    worker.postMessage({ first, jobs: jobs.slice(first, next) } satisfies Order);
  };
  const busy = new Map<Worker, number>();
  const feed = (): void => { for (const [w, n] of busy) for (let have = n; have < 2; have++) { const before = next; give(w); if (next === before) break; busy.set(w, have + 1); } };
  const workers = Array.from({ length: threads }, () => {
    const w = new Worker(__filename, { workerData: { how } });
    busy.set(w, 0);
    w.on('message', (answer: Answer) => { busy.set(w, busy.get(w)! - 1); ready.set(answer.first, answer); feed(); wake(); });
    w.on('error', (e) => { failure = e instanceof Error ? e : new Error(String(e)); wake(); });
    return w;
  });
  try {
    feed();
    while (taken < jobs.length) {
      const answer = ready.get(taken);
      if (failure) throw failure;
      if (!answer) { await new Promise<void>((r) => { wake = r; }); continue; }
      ready.delete(taken);
      for (const d of answer.done) await take(d);
      taken += answer.done.length;
      feed();
    }
  } finally { await Promise.all(workers.map((w) => w.terminate())); }
}
