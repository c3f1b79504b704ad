// `npm test`: installs what is missing, builds, runs every suite, and ends with one line: `N passed, N failed`. Built-ins only.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './npm.mjs';
import { run } from './run.mjs';

const SUITES = {
  check: ['scripts/check.mjs'],
  unit: ['scripts/test-unit.mjs', '--built'],
  editor: ['scripts/test-editor.mjs'],
  web: ['scripts/test-web.mjs'],
};
const start = Date.now();
const seconds = () => `${((Date.now() - start) / 1000).toFixed(0)} s`;
const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-test-'));
const file = join(dir, 'counts');
const total = { passed: 0, failed: 0 };
const summary = [];

async function everything() {
  await ensureInstalled();
  if (await run(['scripts/build.mjs', '--tests'])) {
    summary.push('build: FAILED, so nothing was run');
    total.failed++;
    return;
  }
  for (const [suite, args] of Object.entries(SUITES)) {
    console.log(`\n=== ${suite} (${seconds()})\n`);
    rmSync(file, { force: true });
    const code = await run(args, { env: { HAPROXY_WS_COUNTS: file } });
    const count = { passed: 0, failed: 0, skipped: 0 };
    try {
      for (const line of readFileSync(file, 'utf8').trim().split('\n')) for (const [key, n] of Object.entries(JSON.parse(line))) if (key in count) count[key] += n;
    } catch {
      // Said nothing, so it ended before its summary: that counts below.
    }
    // A suite that ended badly, or that says it ran nothing, has failed whatever its counts are.
    if (!count.failed && (code || !count.passed)) count.failed = 1;
    total.passed += count.passed;
    total.failed += count.failed;
    summary.push(`${suite.padEnd(8)} ${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} SKIPPED` : ''}`);
  }
}

try {
  await everything();
} catch (error) {
  console.error(error.message);
  summary.push('ended early: nothing more was run');
  total.failed++;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
console.log(`\n=== all, in ${seconds()}\n${summary.join('\n')}\nThe suite in desktop VS Code is apart: npm run test:desktop.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
