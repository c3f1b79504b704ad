// The editor suite in a Node extension host: VS Code's server (code-server), driven by a headless browser.
// `--web`: in its worker host instead. Then a window of an untrusted folder, where no program may be started. Where code-server does not run (macOS, Windows) the desktop takes its place.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedByHaproxy } from './accepted.mjs';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { tally } from './counts.mjs';
import { root } from './npm.mjs';
import { run } from './run.mjs';
import { runSuite } from './suite.mjs';
import { runTrust } from './trust.mjs';

if (process.platform !== 'linux') {
  console.log(`code-server is not made for ${process.platform}: the same suite runs in desktop VS Code.`);
  process.exit(await run(['scripts/test-desktop.mjs']));
}
const web = process.argv.includes('--web');
const name = web ? 'editor (worker host)' : 'editor';
const found = await ensureCodeServer();
// In a remote window an extension with both entries runs on the server unless this says otherwise.
const profile = freshProfile(web ? { 'remote.extensionKind': { 'haproxy-ws.haproxy-ws': ['web'] } } : {});
const workspace = join(profile.dir, 'workspace');
mkdirSync(workspace);
const count = { passed: 0, failed: 0 };
const add = (more) => {
  count.passed += more.passed;
  count.failed += more.failed;
};
// Ended from outside: the exit handlers of profile and server clean up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server;
let browser;
try {
  server = await startCodeServer({ ...found, profile, forTests: true, log: process.env.HAPROXY_WS_VERBOSE ? (s) => process.stderr.write(s) : undefined });
  browser = await startBrowser();
  const remote = (path) => `vscode-remote://${server.authority}${path}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(join(root, `dist-test/${web ? 'web' : 'node'}/index.js`))],
    ['skipWelcome', 'true'],
  ]);
  const url = `${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`;
  add(await runSuite(browser, url, { name: web ? 'editor-worker' : 'editor' }));
  const saved = join(workspace, 'article.cfg');
  if (existsSync(saved)) add(acceptedByHaproxy(saved));
  else {
    console.error('FAIL the suite saved no article.cfg');
    count.failed++;
  }
  if (!web) add(await runTrust(browser, found));
} catch (error) {
  console.error(error);
  count.failed++;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
process.exit(tally(name, count));
