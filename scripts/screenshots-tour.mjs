// The moving picture of the README: a finding, what it means, the path of the WebSockets, the fix, and the path as it is then.
// Into docs/images/tour.png, an animated PNG. Wants what screenshots.mjs wants.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { animated } from './apng.mjs';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const TEXT = `defaults
    mode http
    log stdout format raw daemon
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s

frontend www
    bind :443 ssl crt /etc/haproxy/site.pem
    acl is_websocket hdr(Upgrade) -i websocket
    use_backend chat if is_websocket
    default_backend pages

backend chat
    balance source
    server chat1 10.0.1.11:8080 check
    server chat2 10.0.1.12:8080 check

backend pages
    server pages1 10.0.4.11:8080 check
`;
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': 'Default Dark Modern', 'workbench.activityBar.location': 'hidden', 'workbench.statusBar.visible': false, 'window.commandCenter': false, 'workbench.layoutControl.enabled': false, 'breadcrumbs.enabled': false,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace", 'editor.fontSize': 13, 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false, 'editor.occurrencesHighlight': 'off', 'editor.hover.delay': 200, 'editor.cursorBlinking': 'solid',
  'editor.codeLens': false, 'editor.inlayHints.enabled': 'off', 'editor.scrollBeyondLastLine': false, 'editor.wordWrap': 'on', 'editor.guides.indentation': false, 'editor.lightbulb.enabled': 'off', 'editor.hover.above': false,
});
const workspace = join(profile.dir, 'workspace'), picture = join(process.env.IMAGES ?? join(root, 'docs', 'images'), 'tour.png'), file = join(workspace, 'haproxy.cfg');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server, browser, page;
try {
  mkdirSync(workspace);
  writeFileSync(file, TEXT);
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1240, height: 660 } });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
  await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
  const editor = page.locator('.monaco-editor[data-uri$="haproxy.cfg"]').first(), wait = (ms) => page.waitForTimeout(ms);
  const view = page.frameLocator('iframe.webview').frameLocator('#active-frame'), shots = [], squiggle = editor.locator('.squiggly-warning').first();
  const still = async () => { await page.mouse.move(1200, 655); await wait(900); };
  const shot = async (ms) => { shots.push({ png: await page.screenshot({ clip: { x: 0, y: 38, width: 1240, height: 622 } }), ms }); };
  await squiggle.waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b'); // no side bar
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill('>HAProxy: Show WebSocket path');
  await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: 'path' }).waitFor({ timeout: 15_000 });
  await page.keyboard.press('Enter');
  await view.locator('.node').first().waitFor({ timeout: 20_000 });
  const box = await editor.boundingBox();
  await page.mouse.move(box.x + box.width + 1, 400);
  await page.mouse.down();
  await page.mouse.move(500, 400, { steps: 6 });
  await page.mouse.up();
  await editor.click({ position: { x: 300, y: 20 } });
  await page.keyboard.press('Control+g');
  await page.keyboard.type('16');
  await page.keyboard.press('Enter');
  await view.getByText('cut after 30s').first().waitFor({ timeout: 15_000 });
  await view.getByRole('button', { name: 'Show all (0)' }).click();
  await editor.click({ position: { x: 300, y: 20 } });
  await page.keyboard.press('Control+g');
  await page.keyboard.type('16');
  await page.keyboard.press('Enter');
  await still();
  await shot(2500);
  const mark = await squiggle.boundingBox();
  await page.mouse.move(mark.x + 12, mark.y + 4, { steps: 5 });
  await page.locator('.monaco-hover:visible', { hasText: 'silence' }).first().waitFor({ timeout: 15_000 });
  await wait(900);
  await shot(4500);
  await page.keyboard.press('Escape');
  await still();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row.focused').waitFor({ timeout: 15_000 });
  await still();
  await shot(2500);
  await page.keyboard.press('Enter');
  await editor.locator('.view-line', { hasText: 'timeout tunnel' }).waitFor({ timeout: 15_000 });
  await view.getByText('cut after 30s').first().waitFor({ state: 'detached', timeout: 15_000 });
  await still();
  await shot(4500);
  const bytes = animated(shots);
  writeFileSync(picture, bytes);
  if (process.env.FRAMES) shots.forEach(({ png }, i) => { writeFileSync(join(process.env.FRAMES, `tour-${i}.png`), png); });
  console.log(`docs/images/tour.png ${shots.length} frames, ${Math.round(bytes.length / 1000)} kB`);
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
