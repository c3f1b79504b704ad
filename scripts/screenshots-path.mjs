// The panel "WebSocket path" in a light, a dark and a high-contrast theme, into docs/images/path-*.png; axe looks at each. Wants what
// screenshots.mjs wants.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };
const TEXT = `# haproxy-ws: version=3.2
global
    log stdout format raw local0
    hard-stop-after 10m

defaults web
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 50s
    timeout http-request 10s
    timeout queue 20s

frontend www
    bind :80
    bind :443 ssl crt /etc/haproxy/site.pem alpn h2,http/1.1
    maxconn 20000
    stick-table type ip size 100k expire 1m store conn_cur
    http-request track-sc0 src
    http-request deny deny_status 429 if { sc_conn_cur(0) gt 50 }
    acl is_websocket hdr(Upgrade) -i websocket
    acl is_chat path_beg /chat/
    use_backend chat if is_websocket is_chat
    use_backend live if is_websocket
    use_backend %[req.hdr(host),lower,map(/etc/haproxy/tenants.map)] if { path_beg /tenant/ }
    use_backend api if { path_beg /api/ }
    default_backend pages

backend chat
    balance source
    timeout tunnel 1h
    server chat1 10.0.1.11:8080 check maxconn 4000
    server chat2 10.0.1.12:8080 check maxconn 4000
    server chat3 10.0.1.13:8080 check maxconn 4000 backup

backend live
    balance roundrobin
    server live1 10.0.2.11:8443 ssl verify required ca-file /etc/haproxy/ca.pem alpn h2,http/1.1 check
    server live2 10.0.2.12:8443 ssl verify required ca-file /etc/haproxy/ca.pem alpn h2,http/1.1 check

backend api
    server api1 10.0.3.11:8080 check
    server api2 10.0.3.12:8080 check

backend pages
    server pages1 10.0.4.11:8080 check
`;
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': THEMES.dark, 'workbench.activityBar.location': 'hidden', 'window.commandCenter': false, 'breadcrumbs.enabled': false, 'haproxy.websocket.pingInterval': '45s',
  'editor.fontFamily': "'DejaVu Sans Mono', monospace", 'editor.fontSize': 12, 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false, 'editor.occurrencesHighlight': 'off', 'editor.codeLens': false, 'editor.inlayHints.enabled': 'off',
});
const workspace = join(profile.dir, 'workspace'), images = process.env.IMAGES ?? join(root, 'docs', 'images'), file = join(workspace, 'haproxy.cfg');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server, browser, page;
try {
  mkdirSync(images, { recursive: true });
  mkdirSync(workspace);
  writeFileSync(file, TEXT);
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1320, height: 800 } });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
  await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
  const editor = page.locator('.monaco-editor[data-uri$="haproxy.cfg"]').first(), wait = (ms) => page.waitForTimeout(ms);
  await editor.locator('.squiggly-warning').first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b');
  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`);
    await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: title }).waitFor({ timeout: 15_000 });
    await page.keyboard.press('Enter');
  };
  await command('HAProxy: Show WebSocket path');
  const view = page.frameLocator('iframe.webview').frameLocator('#active-frame'), inner = async () => { for (const f of page.frames()) if (await f.locator('#app .tools').count()) return f; throw new Error('no panel'); };
  await view.locator('.node').first().waitFor({ timeout: 20_000 });
  // the panel wider than the file
  const sash = await page.locator('.split-view-container > .split-view-view').last().boundingBox().catch(() => null), box = await editor.boundingBox(), edge = box.x + box.width;
  if (sash) { await page.mouse.move(edge + 1, 400); await page.mouse.down(); await page.mouse.move(440, 400, { steps: 6 }); await page.mouse.up(); }
  const goTo = async (text) => { await editor.click({ position: { x: 300, y: 20 } }); await page.keyboard.press('Control+g'); await page.keyboard.type(String(TEXT.split('\n').findIndex((l) => l.includes(text)) + 1)); await page.keyboard.press('Enter'); await wait(900); };
  /** The panel alone. */
  const shot = async (picture) => { await page.mouse.move(300, 785); await wait(900); await page.screenshot({ path: join(images, `${picture}.png`), clip: { x: 440, y: 32, width: 876, height: 736 } }); console.log(`${picture}.png`); };
  const examine = async (what) => {
    const frame = await inner();
    await frame.addScriptTag({ path: axe }).catch(async () => frame.evaluate(readFileSync(axe, 'utf8')));
    const { violations } = await frame.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    for (const v of violations) console.error(`AXE ${what}: ${v.id}: ${v.help}\n  ${v.nodes.slice(0, 4).map((n) => `${n.html.slice(0, 160)} ${n.any.map((x) => x.message).join(' ')}`).join('\n  ')}`);
    if (violations.length) process.exitCode = 1;
    if (process.env.THEMES) writeFileSync(join(process.env.THEMES, `${what}.json`), JSON.stringify(await frame.evaluate(() => ({ body: document.body.className, style: Object.fromEntries([...document.documentElement.style].map((k) => [k, document.documentElement.style.getPropertyValue(k)])) })), null, 1));
  };
  const choose = async (theme) => {
    await editor.click({ position: { x: 300, y: 20 } });
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+t');
    await wait(800);
    await page.locator('.quick-input-widget input').first().fill(theme.replace('Default ', ''));
    await wait(800);
    await page.keyboard.press('Enter');
    await wait(1200);
  };
  for (const [theme, title] of Object.entries(THEMES)) {
    await choose(title);
    await goTo('use_backend live if');
    await shot(`path-${theme}`);
    await examine(theme);
  }
  await choose(THEMES.dark);
  await goTo('backend chat');
  await view.getByRole('button', { name: 'Only WebSocket' }).click();
  await shot('path-whole');
  await view.getByRole('button', { name: 'List', exact: true }).click();
  await shot('path-list');
  await examine('list');
} catch (error) {
  console.error(error);
  await page?.screenshot({ path: join(root, 'dist-test', 'failure-screenshots.png') });
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
