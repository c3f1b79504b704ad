// A mocha reporter that every host can relay: each line is ONE string with a mark, so that the runner outside can tell it from
// the editor's own log. The last line carries the counts.
import type { ReporterConstructor, Runner, Test } from 'mocha';

const say = (line: string): void => console.log(`[mocha] ${line}`);

/** Mocha wants a reporter of its own; ours listens to the runner instead. */
export const silent = class {} as unknown as ReporterConstructor;

/** Resolves when all tests passed and there was at least one; the host takes a rejection for a failed run. */
export function report(start: (done: () => void) => Runner): Promise<void> {
  let passed = 0;
  let failed = 0;
  return new Promise((resolve, reject) => {
    const runner = start(() => {
      say(`done ${JSON.stringify({ passed, failed })}`);
      if (failed || !passed) reject(new Error(`${passed} passed, ${failed} failed`));
      else resolve();
    });
    runner.on('pass', (t: Test) => {
      passed++;
      say(`ok   ${t.fullTitle()} (${t.duration} ms)`);
    });
    runner.on('pending', (t: Test) => {
      failed++;
      say(`FAIL ${t.fullTitle()}\nskipped: a smoke test runs or it is not there`);
    });
    runner.on('fail', (t: Test, e: Error) => {
      failed++;
      say(`FAIL ${t.fullTitle()}\n${e.stack ?? e}`);
    });
  });
}
