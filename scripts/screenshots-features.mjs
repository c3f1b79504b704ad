// One picture of each feature of the editor, into docs/images/features. Wants what screenshots.mjs wants.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const images = join(root, 'docs', 'images', 'features');
const TEXT = `# haproxy-ws: version=3.2
defaults
    mode http
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :443 ssl crt /etc/haproxy/site.pem alpn h2,http/1.1
    acl is_ws hdr(Upgrade) -i websocket
    http-request deny if { path_beg /admin } !{ src 10.0.0.0/8 }
    errorfile 503 /etc/haproxy/errors/503.http
    use_backend chat if is_ws
    default_backend app

backend app
    balance roundrobin
    server app1 10.0.0.11:8080 check
    server app-long-name 10.0.0.12:8080 check

backend chat
    timeout tunnel 1h
    balance source
    server chat1 10.0.1.11:8080 check maxconn 500
`;
const lineOf = (text) => TEXT.split('\n').findIndex((l) => l.includes(text)) + 1;
const found = await ensureCodeServer();
const profile = freshProfile({
  'workbench.colorTheme': 'Default Dark Modern', 'workbench.activityBar.location': 'hidden', 'workbench.statusBar.visible': true, 'window.commandCenter': false,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace", 'editor.fontSize': 14, 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false, 'editor.occurrencesHighlight': 'singleFile',
  'haproxy.format.columns': 'align',
});
const workspace = join(profile.dir, 'workspace'), file = join(workspace, 'haproxy.cfg');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
let server, browser, page, step = 'start';
try {
  mkdirSync(images, { recursive: true });
  mkdirSync(workspace);
  writeFileSync(file, TEXT);
  symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
  server = await startCodeServer({ ...found, profile });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
  await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
  const editor = page.locator('.monaco-editor[data-uri$="haproxy.cfg"]').first();
  const wait = (ms) => page.waitForTimeout(ms);
  const keys = async (...all) => { for (const k of all) { await page.keyboard.press(k); await wait(80); } };
  const shown = (selector, text) => page.locator(selector, text ? { hasText: text } : {}).first().waitFor({ timeout: 20_000 });
  /** The cursor to the first place of the text in the line that holds `line`. */
  const goTo = async (line, text) => {
    const row = lineOf(line), column = TEXT.split('\n')[row - 1].indexOf(text) + 1;
    await keys('Escape', 'Escape', 'Control+g');
    await page.keyboard.type(`${row}:${column}`);
    await keys('Enter');
    await wait(400);
  };
  const command = async (words) => { await keys('F1'); await wait(300); await page.keyboard.type(words); await wait(700); await keys('Enter'); };
  const shot = async (picture) => { await wait(700); await page.screenshot({ path: join(images, `${picture}.png`) }); console.log(`docs/images/features/${picture}.png`); };
  const undo = async () => { await keys('Escape', 'Escape'); await command('File: Revert File'); await wait(600); };
  const feature = async (what, run) => { step = what; await run(); await keys('Escape', 'Escape'); };

  await editor.waitFor({ timeout: 60_000 });
  await shown('.codelens-decoration', 'reference');
  await keys('Control+b');
  await page.mouse.move(980, 560);
  await feature('lenses-hints', async () => { await goTo('defaults', 'defaults'); await shot('lenses-hints-colours-links'); });
  await feature('hover', async () => { await goTo('path_beg', 'deny'); await command('Show or Focus Hover'); await shown('.monaco-hover:visible', 'Refuses'); await shot('hover-keyword'); });
  await feature('hover on an ACL', async () => { await goTo('use_backend chat', 'is_ws'); await command('Show or Focus Hover'); await shown('.monaco-hover:visible', 'True when'); await shot('hover-acl'); });
  await feature('highlights', async () => { await goTo('use_backend chat', 'is_ws'); await wait(500); await shot('highlights'); });
  await feature('definition', async () => { await goTo('use_backend chat', 'chat'); await command('Peek Definition'); await wait(2000); await shot('definition-peek'); });
  await feature('references', async () => { await goTo('backend chat', 'chat'); await command('Peek References'); await wait(1500); await shot('references-peek'); });
  await feature('rename', async () => { await goTo('backend chat', 'chat'); await keys('F2'); await shown('.rename-box'); await shot('rename'); });
  await feature('calls', async () => { await goTo('backend chat', 'chat'); await command('Calls: Peek Call Hierarchy'); await wait(2000); await shot('call-hierarchy'); await keys('Control+b'); });
  await feature('symbols', async () => { await keys('Control+Shift+o'); await wait(1200); await shot('symbols'); });
  await feature('workspace symbols', async () => { await keys('Control+t'); await wait(300); await page.keyboard.type('chat'); await wait(1500); await shot('workspace-symbols'); });
  await feature('folding', async () => { await command('Fold All'); await wait(600); await shot('folding'); await command('Unfold All'); });
  await feature('selection', async () => { await goTo('acl is_ws', 'Upgrade'); await keys('Shift+Alt+ArrowRight', 'Shift+Alt+ArrowRight', 'Shift+Alt+ArrowRight'); await shot('selection'); });
  await feature('refactoring', async () => { await goTo('path_beg', 'path_beg'); await keys('Control+Shift+r'); await shown('.action-widget .monaco-list-row'); await shot('refactorings'); });
  await feature('formatting', async () => { await goTo('balance roundrobin', 'balance'); await command('Format Document'); await wait(1500); await shot('formatting-aligned'); await undo(); });
  await feature('completion', async () => { await goTo('balance source', 'source'); await keys('End'); await page.keyboard.type('\ntimeout '); await keys('Control+Space'); await shown('.suggest-widget.visible .monaco-list-row'); await wait(600); await keys('Control+Space'); await shot('completion'); await keys('Escape'); await undo(); });
  await feature('completion of fetches', async () => { await goTo('use_backend chat', 'if'); await keys('End'); await page.keyboard.type(' or { hdr('); await keys('Control+Space'); await shown('.suggest-widget.visible .monaco-list-row'); await shot('completion-headers'); await keys('Escape'); await undo(); });
  await feature('signature', async () => { await goTo('use_backend chat', 'use'); await keys('Home', 'Home'); await page.keyboard.type('http-request set-header X-A \n'); await keys('ArrowUp', 'End', 'Control+Shift+Space'); await shown('.parameter-hints-widget.visible'); await shot('signature-help'); await undo(); });
} catch (error) {
  console.error(`at ${step}:`, error);
  await page?.screenshot({ path: join(root, 'dist-test', 'failure-screenshots.png') });
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
