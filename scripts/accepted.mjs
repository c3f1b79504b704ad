// Does real HAProxy accept what the editor saved? Every branch at hand is asked.
import { readFileSync } from 'node:fs';
import { checkConfig, haproxyBuilds, requireBuilds, testCertificate } from '../test/support/haproxy.mjs';

/** @param {string} file @returns {{ passed: number, failed: number }} one test a branch */
export function acceptedByHaproxy(file) {
  // The certificate of an example is nobody's: the one for tests stands in for it.
  const text = readFileSync(file, 'utf8').replace(/(\scrt\s+)\S+/g, `$1${testCertificate()}`);
  const count = { passed: 0, failed: 0 };
  const what = 'HAProxy accepts what the quick fixes made';
  // There are no builds to fetch for other systems, so a missing one is no error there.
  if (process.platform !== 'linux' && !haproxyBuilds().length) {
    console.error(`\n!!!!!! NOT RUN on ${process.platform}: ${what}\n`);
    return count;
  }
  for (const build of requireBuilds(what)) {
    const { exit, output } = checkConfig(build, text);
    const clean = exit === 0 && !/\[(ALERT|WARNING)\]/.test(output);
    count[clean ? 'passed' : 'failed']++;
    console.log(clean ? `ok   HAProxy ${build.version} accepts the fixed file without a warning` : `FAIL HAProxy ${build.version} on the fixed file (exit ${exit})\n${output}`);
  }
  return count;
}
