// The extension in Russian, into docs/images/russian.png: a finding and its hover, the list of problems, the path of the WebSockets.
// The editor's own texts would need a language pack, and stay English. Fails when something of ours does not come in Russian.
// Wants what screenshots.mjs wants.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const { publisher, name, version } = read('package.json'), ru = read('l10n/bundle.l10n.ru.json'), manifest = read('package.nls.ru.json');
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': 'Default Light Modern', 'workbench.activityBar.location': 'hidden', 'window.commandCenter': false, 'breadcrumbs.enabled': false, 'haproxy.websocket.framework': 'socket.io',
  'editor.fontFamily': "'DejaVu Sans Mono', monospace", 'editor.fontSize': 13, 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false, 'editor.occurrencesHighlight': 'off', 'editor.wordWrap': 'on', 'editor.hover.delay': 200,
});
const workspace = join(profile.dir, 'workspace'), images = process.env.IMAGES ?? join(root, 'docs', 'images'), file = join(workspace, 'socketio.cfg');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server, browser, page;
try {
  mkdirSync(images, { recursive: true });
  mkdirSync(workspace);
  copyFileSync(join(root, 'examples', 'socketio.cfg'), file);
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1700, height: 860 } });
  await page.addInitScript(() => { globalThis._VSCODE_NLS_LANGUAGE = 'ru'; });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
  await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
  const editor = page.locator('.monaco-editor[data-uri$="socketio.cfg"]').first(), wait = (ms) => page.waitForTimeout(ms);
  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`);
    await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: title }).waitFor({ timeout: 15_000 });
    await page.keyboard.press('Enter');
  };
  await editor.locator('.squiggly-warning').first().waitFor({ timeout: 60_000 });
  await command('View: Toggle Primary Side Bar Visibility');
  await command(manifest['command.showWebSocketPath']);
  const inside = page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
  await inside.locator('svg .node').first().waitFor({ timeout: 30_000 });
  await editor.click({ position: { x: 300, y: 20 } });
  await command('Problems: Focus on Problems View');
  const problems = page.locator('.markers-panel-container');
  await problems.locator('.monaco-list-row').nth(1).waitFor({ timeout: 15_000 });
  // more room for the file and the picture than for the list
  const edge = (await page.locator('.part.panel').boundingBox()).y - 3;
  await page.mouse.move(300, edge); await page.mouse.down(); await page.mouse.move(300, edge + 150, { steps: 6 }); await page.mouse.up();
  await editor.click({ position: { x: 300, y: 20 } });
  await page.keyboard.press('Control+g');
  await page.keyboard.type('36');
  await page.keyboard.press('Enter');
  await wait(1500);
  const box = await editor.locator('.view-line', { hasText: 'balance roundrobin' }).first().boundingBox();
  await page.mouse.move(box.x + 130, box.y + 8, { steps: 5 });
  const hover = page.locator('.monaco-hover:visible').first();
  await hover.waitFor({ timeout: 15_000 });
  await wait(1500);
  const russian = /[а-яё]{4}/i, texts = { hover: await hover.textContent(), problems: await problems.textContent(), path: await inside.locator('body').textContent(), lens: await editor.locator('.codelens-decoration', { hasText: 'WebSocket' }).last().textContent() };
  for (const [what, text] of Object.entries(texts)) assert.match(text, russian, `${what}: ${text}`);
  for (const text of [ru['Only WebSocket'], ru['Wait for 101'], ru['Closes first']]) assert.ok(texts.path.includes(text) || (await inside.getByText(text).count()) > 0, text);
  await page.screenshot({ path: join(images, 'russian.png') });
  console.log('docs/images/russian.png');
} catch (error) {
  await page?.screenshot({ path: join(root, 'dist-test', 'failure-screenshots.png') }).catch(() => {});
  throw error;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
