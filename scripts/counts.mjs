// How a suite tells `npm test` what it counted: a line in the file that HAPROXY_WS_COUNTS names. Built-ins only.
import { appendFileSync } from 'node:fs';

/** Prints a suite's own summary, adds it to the total, and gives the exit code: a suite that ran nothing has failed. */
export function tally(suite, { passed, failed, skipped = 0 }) {
  const failures = failed || (passed ? 0 : 1);
  console.log(`\n${suite}: ${passed} passed, ${failures} failed${skipped ? `, ${skipped} SKIPPED` : ''}`);
  if (process.env.HAPROXY_WS_COUNTS) appendFileSync(process.env.HAPROXY_WS_COUNTS, `${JSON.stringify({ suite, passed, failed: failures, skipped })}\n`);
  return failures ? 1 : 0;
}
