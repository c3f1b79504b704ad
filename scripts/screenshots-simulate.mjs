// The request simulator in a light, a dark and a high-contrast theme, and the choice of a handshake, into docs/images/simulate-*.png; axe
// looks at each page. Wants what screenshots.mjs wants.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const THEMES = { light: 'Light Modern', contrast: 'Dark High Contrast', dark: 'Dark Modern' };
const images = process.env.IMAGES ?? join(root, 'docs', 'images');
const TEXT = `# haproxy-ws: version=3.2
defaults web
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 50s
    timeout http-request 10s

frontend www
    bind :80
    bind :443 ssl crt /etc/haproxy/site.pem alpn h2,http/1.1
    acl is_websocket hdr(Upgrade) -i websocket
    acl is_chat      path_beg /chat/
    acl own_pages    hdr(Origin) -i https://chat.example.org
    http-request redirect scheme https unless { ssl_fc }
    http-request set-path /chat/v2%[path,regsub(^/chat,)] if is_chat
    http-request deny if is_websocket !own_pages
    use_backend chat if is_websocket is_chat
    default_backend pages

backend chat
    balance source
    timeout tunnel 1h
    server chat1 10.0.1.11:8080 check
    server chat2 10.0.1.12:8080 check

backend pages
    server pages1 10.0.4.11:8080 check
`;
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': 'Default Dark Modern', 'workbench.activityBar.location': 'hidden', 'window.commandCenter': false, 'breadcrumbs.enabled': false,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace", 'editor.fontSize': 13, 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false, 'editor.inlayHints.enabled': 'off',
});
const workspace = join(profile.dir, 'workspace'), file = join(workspace, 'haproxy.cfg');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server, browser, page;
try {
  mkdirSync(images, { recursive: true });
  mkdirSync(workspace);
  writeFileSync(file, TEXT);
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1300, height: 955 } });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
  await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
  const wait = (ms) => page.waitForTimeout(ms), input = () => page.locator('.quick-input-widget input').first();
  const pick = async (text) => { await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: text }).waitFor({ timeout: 15_000 }); await page.keyboard.press('Enter'); };
  const command = async (title) => { await page.keyboard.press('F1'); await input().fill(`>${title}`); await pick(title); };
  const theme = async (title) => { await page.locator('.monaco-editor .view-line').first().click(); await page.keyboard.press('Control+k'); await page.keyboard.press('Control+t'); await wait(700); await input().fill(title); await wait(500); await page.keyboard.press('Enter'); await wait(1200); };
  const frame = () => page.frameLocator('iframe.webview').frameLocator('#active-frame');
  const shot = async (picture) => { await page.mouse.move(300, 900); await wait(700); await page.screenshot({ path: join(images, `${picture}.png`), clip: { x: 0, y: 30, width: 1300, height: 900 } }); console.log(`docs/images/${picture}.png`); };
  const examine = async (what) => {
    for (const f of page.frames()) if (await f.locator('main form').count().catch(() => 0)) {
      await f.evaluate(axe);
      const { violations } = await f.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      for (const v of violations) console.error(`AXE ${what}: ${v.id}: ${v.help}\n  ${v.nodes.slice(0, 4).map((n) => n.html.slice(0, 200)).join('\n  ')}`);
      console.log(`axe, ${what}: ${violations.length} violations`);
      if (violations.length) process.exitCode = 1;
    }
  };
  await page.locator('.monaco-editor[data-uri$="haproxy.cfg"] .codelens-decoration', { hasText: 'Try the handshake' }).first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b');
  await command('HAProxy: Simulate a request');
  await frame().locator('.result').first().waitFor({ timeout: 20_000 });
  for (const [as, title] of Object.entries(THEMES)) { await theme(title); await shot(`simulate-${as}`); await examine(as); }
  // a socket that its own rules refuse
  const headers = frame().getByLabel('Other headers');
  await headers.fill((await headers.inputValue()).replace(/^Origin:.*$/m, 'Origin: https://elsewhere.example'));
  await frame().locator('.result', { hasText: '403' }).waitFor({ timeout: 10_000 });
  await frame().locator('.steps .yes').last().scrollIntoViewIfNeeded();
  await shot('simulate-refused');
  await page.locator('.codelens-decoration a', { hasText: 'Try the handshake' }).first().click();
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'curl' }).first().waitFor({ timeout: 15_000 });
  await shot('simulate-handshake');
} catch (error) {
  console.error(error);
  await page?.screenshot({ path: join(root, 'dist-test', 'failure-screenshots.png') });
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
