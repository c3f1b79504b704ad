// The log reader, the upgrade report and the checkup in a light, a dark and a high-contrast theme, into docs/images/log-*.png, upgrade-*.png
// and checkup-*.png; axe looks at each page. Wants what screenshots.mjs wants.
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';
import { STORY_CONFIG, story } from './story.mjs';

const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const THEMES = { light: 'Light Modern', contrast: 'Dark High Contrast', dark: 'Dark Modern' };
const images = process.env.IMAGES ?? join(root, 'docs', 'images');
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': 'Default Dark Modern', 'workbench.activityBar.location': 'hidden', 'window.commandCenter': false, 'breadcrumbs.enabled': false,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace", 'editor.fontSize': 13, 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false, 'editor.codeLens': false, 'editor.hover.delay': 200,
});
const workspace = join(profile.dir, 'workspace');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server, browser, page;
try {
  mkdirSync(images, { recursive: true });
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'haproxy.cfg'), STORY_CONFIG);
  writeFileSync(join(workspace, 'haproxy.log'), story());
  copyFileSync(join(root, 'examples', 'socketio.cfg'), join(workspace, 'socketio.cfg'));
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${join(workspace, 'haproxy.cfg')}`], ['skipWelcome', 'true']]);
  await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
  const wait = (ms) => page.waitForTimeout(ms), input = () => page.locator('.quick-input-widget input').first();
  const pick = async (text) => { await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: text }).waitFor({ timeout: 15_000 }); await page.keyboard.press('Enter'); };
  const command = async (title) => { await page.keyboard.press('F1'); await input().fill(`>${title}`); await pick(title); };
  const openFile = async (file) => { await page.keyboard.press('Control+p'); await input().fill(file); await pick(file); await page.locator(`.monaco-editor[data-uri$="${file}"]`).first().waitFor({ timeout: 15_000 }); await wait(500); };
  const theme = async (title) => { await page.keyboard.press('Control+k'); await page.keyboard.press('Control+t'); await wait(700); await input().fill(title); await wait(500); await page.keyboard.press('Enter'); await wait(1200); };
  const frame = () => page.frameLocator('iframe.webview').frameLocator('#active-frame');
  /** `from`: of the window's width, what is left of it is cut off. */
  const shot = async (picture, from = 0) => { await page.mouse.move(500, 850); await wait(700); await page.screenshot({ path: join(images, `${picture}.png`), clip: { x: from, y: 30, width: 1400 - from, height: 800 } }); console.log(`docs/images/${picture}.png`); };
  /** The page as it stands, with its colours, in a page of its own: one that runs no script could not be asked otherwise. */
  const examine = async (what) => {
    for (const f of page.frames()) {
      if (!(await f.locator('main h1').first().isVisible().catch(() => false))) continue;
      const alone = await browser.newPage();
      await alone.setContent((await f.content()).replace(/<meta http-equiv[^>]*>/g, '').replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '').replace(/<link rel="stylesheet"[^>]*>/g, `<style>${readFileSync(join(root, 'dist/webview/log.css'), 'utf8')}</style>`));
      await alone.addScriptTag({ content: axe });
      const { violations } = await alone.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      await alone.close();
      for (const v of violations) console.error(`AXE ${what}: ${v.id}: ${v.help}\n  ${v.nodes.slice(0, 4).map((n) => n.html.slice(0, 200)).join('\n  ')}`);
      console.log(`axe, ${what}: ${violations.length} violations`);
      if (violations.length) process.exitCode = 1;
    }
  };

  await page.locator('.monaco-editor[data-uri$="haproxy.cfg"] .view-line').first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b');
  await openFile('haproxy.log');
  await command('HAProxy: Explain log lines');
  await frame().locator('.rows svg').first().waitFor({ timeout: 20_000 });
  await frame().locator('#when').focus();
  await frame().locator('#when').evaluate((i) => { i.value = String(Math.round(Number(i.max) * 0.366)); i.dispatchEvent(new Event('input')); });
  for (const [as, title] of Object.entries(THEMES)) { await theme(title); await shot(`log-${as}`, as === 'dark' ? 400 : 702); await examine(`log, ${as}`); }
  // one line
  await page.locator('.monaco-editor[data-uri$="haproxy.log"] .view-line').nth(3).click({ position: { x: 200, y: 8 } });
  const [row] = story().split('\n').flatMap((l, i) => (l.includes('cD--') ? [i + 1] : []));
  await page.keyboard.press('Control+g');
  await page.keyboard.type(String(row));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await command('HAProxy: Explain log lines');
  await frame().locator('.phase').first().waitFor({ timeout: 20_000 });
  await shot('log-line', 702);
  await examine('one line');
  const box = await page.locator('.monaco-editor[data-uri$="haproxy.log"] .current-line').first().boundingBox();
  await page.keyboard.press('Escape');
  await page.mouse.move(box.x + 260, box.y + 8, { steps: 5 });
  await page.locator('.monaco-hover:visible', { hasText: 'Ended by' }).first().waitFor({ timeout: 15_000 });
  await wait(500);
  await page.screenshot({ path: join(images, 'log-hover.png'), clip: { x: 0, y: 30, width: 960, height: 380 } });
  console.log('docs/images/log-hover.png');
  await page.mouse.move(500, 850);
  await page.keyboard.press('Escape');
  // the upgrade report
  await openFile('haproxy.cfg');
  await command('HAProxy: What changes if');
  await page.locator('.quick-input-title', { hasText: 'now' }).waitFor({ timeout: 15_000 });
  await input().fill('2.6');
  await pick('2.6');
  await page.locator('.quick-input-title', { hasText: 'From 2.6' }).waitFor({ timeout: 15_000 });
  await wait(500);
  await input().fill('3.4');
  await pick('3.4');
  const report = page.frameLocator('iframe.webview:visible').last().frameLocator('#active-frame');
  await report.locator('h1', { hasText: '3.4' }).waitFor({ timeout: 20_000 });
  for (const [as, title] of Object.entries(THEMES)) { await theme(title); await shot(`upgrade-${as}`, as === 'dark' ? 0 : 702); await examine(`upgrade report, ${as}`); }
  // the checkup
  await command('View: Close All Editors');
  await openFile('socketio.cfg');
  await command('HAProxy: WebSocket checkup');
  await page.frameLocator('iframe.webview:visible').last().frameLocator('#active-frame').locator('h3', { hasText: 'chat_nodes' }).waitFor({ timeout: 20_000 });
  for (const [as, title] of Object.entries(THEMES)) { await theme(title); await shot(`checkup-${as}`, as === 'dark' ? 0 : 702); await examine(`checkup, ${as}`); }
} catch (error) {
  console.error(error);
  await page?.screenshot({ path: join(root, 'dist-test', 'failure-screenshots.png') });
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
