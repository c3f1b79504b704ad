// Drives the editor as a person would, on copies of examples/article.cfg and socketio.cfg, and writes what is seen into docs/images.
// Wants a Chromium with a monospace font: Debian's, not the one from npm.
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedByHaproxy } from './accepted.mjs';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const images = join(root, 'docs', 'images');
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace",
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.wordWrap': 'on',
  'editor.occurrencesHighlight': 'off',
  'editor.hover.delay': 200,
});
const parts = process.argv.slice(2);
const wants = (part) => parts.length === 0 || parts.includes(part);
const workspace = join(profile.dir, 'workspace');
const file = join(workspace, 'article.cfg');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server;
let browser;
let page;
try {
  mkdirSync(images, { recursive: true });
  mkdirSync(workspace);
  for (const name of ['article.cfg', 'socketio.cfg']) copyFileSync(join(root, 'examples', name), join(workspace, name));
  copyFileSync(join(root, 'examples', 'socketio.cfg'), join(workspace, 'socketio.cfg'));
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
  await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
  const editor = page.locator('.monaco-editor[data-uri$="article.cfg"]');
  const squiggle = editor.locator('.squiggly-error');
  const line = (text) => editor.locator('.view-line', { hasText: text }).first();
  // A fade-in, a layout: nothing tells when they are over.
  const still = () => page.waitForTimeout(700);
  const aside = () => page.mouse.move(1150, 700);
  const goTo = async (number) => {
    await page.keyboard.press('Control+g');
    await page.keyboard.type(String(number));
    await page.keyboard.press('Enter');
  };
  const shot = async (picture) => {
    await still();
    await page.screenshot({ path: join(images, `${picture}.png`) });
    console.log(`docs/images/${picture}.png`);
  };
  /** The mouse goes to a place near the target's left end, whatever element lies on top there. */
  const point = async (target) => {
    const box = await target.boundingBox();
    return [box.x + Math.min(20, box.width / 2), box.y + box.height / 2];
  };
  const hover = async (target, text) => {
    await page.mouse.move(...(await point(target)), { steps: 5 });
    await page.locator('.monaco-hover:visible', { hasText: text }).first().waitFor({ timeout: 15_000 });
  };

  /** Refactorings where the cursor stands, what one of them would do, and the checkup. */
  const socketio = async () => {
    const command = async (title) => {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').first().fill(`>${title}`);
      await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: title }).waitFor({ timeout: 15_000 });
      await page.keyboard.press('Enter');
    };
    const row = (text) => page.locator('.action-widget .monaco-list-row', { hasText: text }).first();
    await command('View: Close All Editors');
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').first().fill('socketio.cfg');
    await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: 'socketio.cfg' }).waitFor({ timeout: 15_000 });
    await page.keyboard.press('Enter');
    const other = page.locator('.monaco-editor[data-uri$="socketio.cfg"]');
    await other.locator('.squiggly-warning').first().waitFor({ timeout: 15_000 });
    const at = async (text) => {
      await goTo(30);
      await still();
      await page.mouse.click(...(await point(other.locator('.view-line', { hasText: text }).first())));
      await aside();
      await still();
    };
    await at(/^backend.chat_nodes/); // fixes of a finding, and refactorings
    await page.keyboard.press('Control+.');
    await row('Fix').or(row('timeout tunnel')).first().waitFor({ timeout: 15_000 });
    await shot('bulb');
    await page.keyboard.press('Escape');

    await at(/^frontend.web/);
    await command('Refactor...');
    await row('Limit WebSocket').waitFor({ timeout: 15_000 });
    await row('Limit WebSocket').hover();
    await page.keyboard.press('Control+Enter'); // a preview in place of the edit
    await page.locator('.bulk-edit-panel .monaco-list-row').nth(1).click();
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor({ timeout: 15_000 });
    await aside();
    await shot('refactoring-preview');
    await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Discard' }).click();
    await still(); // the panel goes by itself
    await at(/^frontend.web/);
    await command('HAProxy: WebSocket checkup');
    const report = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await report.locator('h3', { hasText: 'chat_nodes' }).waitFor({ timeout: 15_000 });
    await aside();
    await report.locator('h2', { hasText: 'Questions' }).evaluate((h) => h.scrollIntoView());
    await shot('checkup-questions');
    await report.locator('td a', { hasText: 'line 24' }).click();
    await page.locator('.monaco-editor[data-uri$="socketio.cfg"] .current-line').first().waitFor({ timeout: 15_000 });
  };

  await squiggle.first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b'); // no side bar
  if (wants('article')) {
    await goTo(36);
    await page.keyboard.press('Control+Shift+m');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: 10_000 });
    await aside();
    await shot('findings');
    await page.keyboard.press('Control+j'); // no panel
    await still();

    await hover(squiggle.last(), 'http-check send');
    await shot('finding');
    await aside();
    await page.keyboard.press('Escape');

    await goTo(10);
    await still();
    await hover(line('timeout tunnel').locator('span span', { hasText: 'tunnel' }).first(), '101');
    await shot('timeout');
    await aside();
    await page.keyboard.press('Escape');

    await goTo(36);
    await still();
    for (let round = 0; await squiggle.count(); round++) {
      if (round === 20) throw new Error('the quick fixes come to no end');
      const before = await squiggle.count();
      await page.mouse.click(...(await point(squiggle.last())));
      await aside();
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget .monaco-list-row.focused').waitFor({ timeout: 15_000 });
      if (round === 0) await shot('quick-fix');
      await page.keyboard.press('Enter');
      for (let i = 0; (await squiggle.count()) >= before; i++) {
        if (i === 100) throw new Error('a quick fix changed nothing');
        await page.waitForTimeout(100);
      }
    }
    await page.keyboard.press('Control+s');
    await aside();
    await shot('fixed');
    if (acceptedByHaproxy(file).failed) throw new Error('HAProxy refuses what was saved');

    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab'); // a new section starts at the margin
    await page.keyboard.type('ws-');
    await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'ws-backend' }).waitFor({ timeout: 15_000 });
    await shot('snippets');
    await page.keyboard.type('backend');
    await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'ws-backend' }).waitFor({ timeout: 15_000 });
    await page.keyboard.press('Tab');
    await line('backend ws_servers').waitFor({ timeout: 15_000 });
    await shot('snippet');
  }
  if (wants('socketio')) await socketio();
} catch (error) {
  console.error(error);
  await page?.screenshot({ path: join(root, 'dist-test', 'failure-screenshots.png') });
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
