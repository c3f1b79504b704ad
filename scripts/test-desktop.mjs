// The same editor suite in desktop VS Code: VSCODE_PATH, else a download. Where neither can be had it says so loudly;
// with HAPROXY_WS_REQUIRE_DESKTOP=1 (the public workflow) that is an error.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { acceptedByHaproxy } from './accepted.mjs';
import { cacheFolder } from './code-server.mjs';
import { tally } from './counts.mjs';
import { root } from './npm.mjs';

async function desktop() {
  if (process.env.VSCODE_PATH) return process.env.VSCODE_PATH;
  mkdirSync(cacheFolder(), { recursive: true });
  return downloadAndUnzipVSCode({ version: process.env.HAPROXY_WS_VSCODE ?? 'stable', cachePath: join(cacheFolder(), 'vscode-desktop') });
}

let executable;
try {
  executable = await desktop();
} catch (error) {
  const must = process.env.HAPROXY_WS_REQUIRE_DESKTOP === '1';
  console.error(`\n!!!!!! NOT RUN: the suite in desktop VS Code: it could not be downloaded (${error.message ?? error}), and VSCODE_PATH names none.\n`);
  process.exit(must ? tally('desktop', { passed: 0, failed: 1 }) : 0);
}
const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-desktop-'));
const workspace = join(dir, 'workspace');
mkdirSync(workspace);
const count = { passed: 0, failed: 0 };
try {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'dist-test/node/index.js'),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', join(dir, 'data')],
  });
  count.passed++;
  const saved = join(workspace, 'article.cfg');
  if (existsSync(saved)) {
    const more = acceptedByHaproxy(saved);
    count.passed += more.passed;
    count.failed += more.failed;
  } else throw new Error('the suite saved no article.cfg');
} catch (error) {
  console.error(error);
  count.failed++;
} finally {
  rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
process.exit(tally('desktop', count));
