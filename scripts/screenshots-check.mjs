// Pictures of the real HAProxy beside our findings, of the status items and of the walkthrough, into docs/images/features. Wants what
// screenshots.mjs wants, and a HAProxy of branch 3.2.
import { mkdirSync, symlinkSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { haproxyBuilds } from '../test/support/haproxy.mjs';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const images = join(root, 'docs', 'images', 'features');
const TEXT = `defaults
    mode http
    timeout connect 5s
    timeout client 30s

frontend www
    bind 127.0.0.1:8080
    log-format "%ci %ST %Tt"
    use_backend chat if { hdr(Upgrade) -i websocket }
    default_backend app

backend app
    server app1 127.0.0.1:8000 check

backend chat
    timeout server 30s
    server chat1 chat.example.invalid:8000 check
`;
const build = haproxyBuilds().find((b) => b.branch === '3.2');
if (!build) { console.error('NOT MADE: no HAProxy 3.2 at hand'); process.exit(1); }
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': 'Default Dark Modern', 'workbench.activityBar.location': 'hidden', 'window.commandCenter': false, 'breadcrumbs.enabled': false,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace", 'editor.fontSize': 14, 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false, 'editor.occurrencesHighlight': 'off',
  'haproxy.inlayHints.inheritedTimeouts': false, 'haproxy.codeLens.references': false, 'haproxy.codeLens.webSocket': false, 'workbench.editor.useModal': 'off',
});
const workspace = join(profile.dir, 'workspace'), file = join(workspace, 'haproxy.cfg');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server, browser, page;
try {
  mkdirSync(images, { recursive: true });
  mkdirSync(workspace);
  writeFileSync(file, TEXT);
  // in a remote window the settings of a machine are not those of the user
  mkdirSync(join(profile.dir, 'data', 'Machine'), { recursive: true });
  writeFileSync(join(profile.dir, 'data', 'Machine', 'settings.json'), JSON.stringify({ 'haproxy.path': build.path, 'haproxy.check.timeLimit': 20 }));
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
  const address = `${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`;
  await page.goto(address);
  const editor = page.locator('.monaco-editor[data-uri$="haproxy.cfg"]').first(), wait = (ms) => page.waitForTimeout(ms);
  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`);
    await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: title }).waitFor({ timeout: 20_000 });
    await page.waitForTimeout(400); // a list that is still being filled does not take the key
    await page.keyboard.press('Enter');
  };
  const shot = async (picture) => {
    await page.mouse.move(1100, 500);
    await wait(900);
    await page.screenshot({ path: join(images, `${picture}.png`) });
    console.log(`docs/images/features/${picture}.png`);
  };
  await editor.locator('.squiggly-warning').first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b');
  await editor.locator('.view-line').first().click();
  await page.keyboard.press('Control+Shift+m');
  await command('HAProxy: Check with HAProxy');
  await page.locator('.markers-panel .monaco-list-row', { hasText: '-c' }).first().waitFor({ timeout: 30_000 });
  await page.locator('.notification-toast').first().waitFor({ timeout: 10_000 });
  await shot('haproxy-check');
  await command('Notifications: Clear All Notifications');
  await page.keyboard.press('Control+j');
  await page.locator('.statusbar-item', { has: page.locator('.codicon-bracket') }).or(page.locator('[id="status.languageStatus"]')).first().click();
  await wait(1200);
  await page.screenshot({ path: join(images, 'status.png'), clip: { x: 600, y: 460, width: 600, height: 300 } });
  console.log('docs/images/features/status.png');
  await page.keyboard.press('Escape');
  await command('Welcome: Open Walkthrough...');
  await page.locator('.quick-input-widget input').first().fill('First minutes');
  await wait(800);
  await page.keyboard.press('Enter');
  for (const [theme, picture, title] of [['Dark Modern', 'walkthrough', 'Look at the path'], ['Light Modern', 'walkthrough-light', 'See a finding'], ['High Contrast', 'walkthrough-high-contrast', 'Explain a log line']]) {
    if (picture !== 'walkthrough') {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+t');
      await wait(800);
      await page.locator('.quick-input-widget input').first().fill(theme);
      await wait(800);
      await page.keyboard.press('Enter');
      await wait(1500);
    }
    await page.locator('.getting-started-step', { hasText: title }).first().click({ timeout: 20_000 });
    await shot(picture);
  }
} catch (error) {
  console.error(error);
  mkdirSync(join(root, 'dist-test'), { recursive: true });
  await page?.screenshot({ path: join(root, 'dist-test', 'failure-screenshots.png') });
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
