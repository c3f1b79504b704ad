// A bar on standard error while many files are checked; only where a person looks at it.

export interface Progress { step(done: number, findings: number): void; /** Before anything else is written to the terminal, and at the end. */ clear(): void }

const WIDTH = 30, MS = 100, WORTH_IT = 20;
const NONE: Progress = { step() {}, clear() {} };

export function progressBar(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (total < WORTH_IT || !stream.isTTY || process.env.TERM === 'dumb' || process.env.CI) return NONE;
  let last = 0, shown = false;
  return {
    step(done, findings) {
      const now = Date.now();
      if (now - last < MS) return;
      last = now;
      shown = true;
      const full = Math.floor((WIDTH * done) / Math.max(1, total));
      stream.write(`\r\x1b[K[${'='.repeat(full)}${' '.repeat(WIDTH - full)}] ${done} of ${total} files, ${findings} ${findings === 1 ? 'finding' : 'findings'}`);
    },
    clear() { if (shown) stream.write('\r\x1b[K'); shown = false; last = 0; },
  };
}
