// The page of the request simulator as a browser sees it, under its content policy, with the engine behind it: the form asks, the answer
// is drawn, the keyboard reaches everything, text stays text, and axe has nothing to say in light, dark and high contrast.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { pageOf } from '../../client/src/page.ts';
import { type Form, formOf, requestOf, type Said, type Shown, type Words } from '../../client/src/simulate/view.ts';
import { DEFAULT_SETTINGS, Engine } from '../../server/src/engine/index.ts';
import { handshakesIn, PLAIN, simulateIn } from '../../server/src/engine/simulate.ts';

const axe = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const WORDS: Words = {
  language: 'en', form: 'Request', entry: 'Arrives at', method: 'Method', host: 'Host', target: 'Path and query', headers: 'Other headers', headersHint: 'one in each line, as in Origin: https://example.com', http2: 'HTTP/2', tls: 'TLS', sni: 'Server name in TLS (SNI)', source: 'Source address',
  webSocket: 'Make it a WebSocket handshake', plain: 'Make it a plain request', outcome: 'What happens', outcomes: 'One of these happens; what decides is not in the file', steps: 'Rules in the order in which HAProxy tries them', applies: 'applies', not: 'does not apply', unknown: 'not known', yes: 'yes', no: 'no',
  onlyThose: 'Only rules that apply, or may', limits: 'Timeouts on this way', goTo: 'Go to the line', noRules: 'No rule was looked at.', problems: 'Look at the request again', because: 'line {0}', stages: {},
};
const EVIL = '<img src=x onerror="window.evil=1"><script>window.evil=1</script>';
const CONFIG = `defaults
    mode http
    timeout client 30s
    timeout server 50s
    timeout connect 5s
    timeout http-request 10s
frontend www
    bind :80
    bind :443 ssl crt /etc/haproxy/site.pem alpn h2,http/1.1
    acl is_ws hdr(Upgrade) -i websocket
    http-request redirect scheme https unless { ssl_fc }
    http-request deny deny_status 429 if { sc_http_req_rate(0) gt 20 }
    http-request set-header X-Path %[path]
    use_backend evil if { path "/${EVIL.replace(/["\\ ]/g, (c) => `\\${c}`)}" }
    use_backend chat if is_ws { path_beg /chat/ }
    default_backend pages
backend chat
    timeout tunnel 1h
    balance source
    server chat1 10.0.1.11:8080
    server chat2 10.0.1.12:8080
backend evil
backend pages
    server pages1 10.0.4.11:8080
`;
const COLOURS = {
  light: { foreground: '#3b3b3b', 'editor-background': '#ffffff', 'textLink-foreground': '#005fb8', 'textCodeBlock-background': '#f8f8f8', 'charts-red': '#e51400', 'charts-yellow': '#bf8803', 'charts-orange': '#d18616', 'charts-green': '#388a34', 'widget-border': '#e5e5e5', focusBorder: '#005fb8', 'input-background': '#ffffff', 'input-foreground': '#3b3b3b', 'input-border': '#cecece', 'dropdown-background': '#ffffff', 'dropdown-foreground': '#3b3b3b', 'button-background': '#005fb8', 'button-foreground': '#ffffff' },
  dark: { foreground: '#cccccc', 'editor-background': '#1f1f1f', 'textLink-foreground': '#4daafc', 'textCodeBlock-background': '#2b2b2b', 'charts-red': '#f14c4c', 'charts-yellow': '#cca700', 'charts-orange': '#d18616', 'charts-green': '#89d185', 'widget-border': '#313131', focusBorder: '#0078d4', 'input-background': '#313131', 'input-foreground': '#cccccc', 'input-border': '#3c3c3c', 'dropdown-background': '#313131', 'dropdown-foreground': '#cccccc', 'button-background': '#0078d4', 'button-foreground': '#ffffff' },
  contrast: { foreground: '#ffffff', 'editor-background': '#000000', 'textLink-foreground': '#21a6ff', 'textCodeBlock-background': '#000000', 'charts-red': '#f48771', 'charts-yellow': '#ffd370', 'charts-orange': '#d18616', 'charts-green': '#89d185', contrastBorder: '#6fc3df', focusBorder: '#f38518', 'input-background': '#000000', 'input-foreground': '#ffffff', 'dropdown-background': '#000000', 'dropdown-foreground': '#ffffff', 'button-background': '#000000', 'button-foreground': '#ffffff', 'button-border': '#6fc3df' },
};

let browser: Browser, origin = '';
const server = createServer(({ url }, response) => {
  const [type, body] = url === '/' ? ['text/html', pageOf({ title: 'Request simulator', source: origin, script: `${origin}/simulate.js`, style: `${origin}/simulate.css` })] : url === '/simulate.js' ? ['text/javascript', readFileSync('dist/webview/simulate.js', 'utf8')] : url === '/simulate.css' ? ['text/css', readFileSync('dist/webview/simulate.css', 'utf8')] : ['text/plain', ''];
  response.setHeader('content-type', type);
  response.end(body);
});
before(async () => {
  const { startBrowser } = await import(pathToFileURL(resolve('scripts/browser.mjs')).href) as { startBrowser(): Promise<Browser> };
  browser = await startBrowser();
  await new Promise<void>((r) => { server.listen(0, '127.0.0.1', r); });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => { await browser?.close(); server.close(); });

interface Open { readonly page: Page; readonly said: Said[]; edit(change: (text: string) => string): Promise<void> }
/** The page with the engine behind it, as the command does it. */
async function show(config = CONFIG, colours: keyof typeof COLOURS = 'light', width = 760): Promise<Open> {
  const engine = new Engine(), uri = 'file:///haproxy.cfg', said: Said[] = [];
  let text = config, filled = 1;
  engine.open(uri, 1, text, { ...DEFAULT_SETTINGS, auto: false, version: '3.2' });
  const first = handshakesIn(engine, uri, null)?.[0];
  let form: Form = formOf(first?.request ?? PLAIN, first?.entry ?? null);
  const shown = (): Shown => { const simulation = simulateIn(engine, uri, requestOf(form), form.entry)!; form = { ...form, entry: simulation.entry }; return { title: 'Request simulator', about: 'haproxy.cfg, for HAProxy 3.2', words: WORDS, form, filled, files: [uri], simulation }; };
  const page = await browser.newPage({ viewport: { width, height: 1000 } });
  await page.exposeFunction('hear', (m: Said): Shown | null => {
    said.push(m);
    if (m.type === 'open') return null;
    if (m.type === 'ask') form = m.form;
    return shown();
  });
  await page.addInitScript('window.blocked = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => window.hear(m).then((d) => d && postMessage(d)) }); addEventListener("securitypolicyviolation", (e) => window.blocked.push(e.violatedDirective));');
  await page.goto(origin);
  await page.evaluate((all) => {
    const { document: d } = globalThis as unknown as { document: { documentElement: { style: { setProperty(k: string, v: string): void } }; body: { style: { setProperty(k: string, v: string): void } } } };
    for (const [k, v] of Object.entries(all)) d.documentElement.style.setProperty(`--vscode-${k}`, v);
    d.body.style.setProperty('background', all['editor-background']);
  }, COLOURS[colours]);
  await page.locator('.result').first().waitFor();
  return { page, said, async edit(change) { text = change(text); engine.update(uri, filled + 1, [{ text }]); filled = 1; await page.evaluate((d) => { globalThis.postMessage(d); }, shown()); } };
}
const textOf = async (page: Page, selector: string): Promise<string> => (await page.locator(selector).textContent()) ?? '';
const outcome = (page: Page): Promise<string> => textOf(page, '#outcome');
async function until(what: string, is: () => Promise<boolean>): Promise<void> { for (let n = 0; n < 100; n++) { if (await is()) return; await new Promise((r) => { setTimeout(r, 30); }); } assert.fail(what); }

for (const colours of ['light', 'dark', 'contrast'] as const) test(`axe, ${colours}`, async () => {
  const { page } = await show(CONFIG, colours);
  await page.evaluate(axe);
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })') as { violations: { id: string; nodes: { html: string }[] }[] };
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' ')}`), []);
  if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `page-${colours}.png`), fullPage: true });
  await page.close();
});

test('it begins with a handshake that fits the file; the form and the outcome have names', async () => {
  const { page } = await show();
  assert.equal(await page.getByLabel('Path and query').inputValue(), '/chat/');
  assert.equal(await page.getByLabel('Arrives at').inputValue(), 'frontend www :443');
  assert.match(await page.getByLabel('Other headers').inputValue(), /^Upgrade: websocket$/m);
  assert.match(await outcome(page), /One of these happens[\s\S]*429[\s\S]*backend chat serves it/);
  assert.equal(await page.getByRole('status').getAttribute('aria-live'), 'polite');
  for (const name of ['Method', 'Host', 'Source address', 'HTTP/2', 'TLS', 'Server name in TLS (SNI)']) assert.equal(await page.getByLabel(name, { exact: true }).count(), 1, name);
  await page.close();
});

test('typing asks anew, and the answer follows', async () => {
  const { page, said } = await show(CONFIG.replace(/.*429.*\n/, ''));
  assert.match(await outcome(page), /backend chat serves it: balance source chooses among chat1, chat2\. It asks for a WebSocket/);
  await page.getByLabel('Path and query').fill('/');
  await until('the pages', async () => /backend pages serves it/.test(await outcome(page)));
  await page.getByRole('button', { name: 'Make it a plain request' }).press('Enter');
  assert.equal(await page.getByLabel('Other headers').inputValue(), '');
  await page.getByRole('button', { name: 'Make it a WebSocket handshake' }).press('Enter');
  assert.match(await page.getByLabel('Other headers').inputValue(), /Sec-WebSocket-Key/);
  await page.getByLabel('Path and query').fill('no path');
  await until('the problem', async () => /begins with \//.test(await outcome(page)));
  await page.getByLabel('Path and query').fill('/chat/x');
  await page.getByLabel('Arrives at').selectOption('frontend www :80');
  await until('the redirect', async () => /redirects with 302 to https:\/\/localhost\/chat\/x/.test(await outcome(page)));
  assert.equal(await page.getByLabel('TLS', { exact: true }).isChecked(), false);
  assert.equal(await page.getByLabel('Server name in TLS (SNI)').isDisabled(), true);
  assert.ok(said.filter((x) => x.type === 'ask').length >= 5);
  await page.close();
});

test('an edit of the file draws anew and leaves the form and the focus alone', async () => {
  const { page, edit } = await show(CONFIG.replace(/.*429.*\n/, ''));
  await page.getByLabel('Host').fill('typed.example');
  await page.getByLabel('Host').focus();
  await edit((text) => text.replace('path_beg /chat/', 'path_beg /talk/'));
  await until('the other backend', async () => /backend pages/.test(await outcome(page)));
  assert.equal(await page.getByLabel('Host').inputValue(), 'typed.example');
  assert.equal(await page.evaluate('document.activeElement.id'), 'host');
  await edit(() => 'global\n');
  await until('nothing to arrive at', async () => /No frontend/.test(await outcome(page)));
  await page.close();
});

test('steps: a button for each line, its verdict in words, and only those that apply', async () => {
  const { page, said } = await show();
  const all = await page.locator('.steps li.yes, .steps li.no, .steps li.unknown').count();
  await page.getByLabel('Only rules that apply, or may').check();
  const few = await page.locator('.steps li.yes, .steps li.no, .steps li.unknown').count();
  assert.ok(few < all && few > 0, `${few} of ${all}`);
  assert.match(await textOf(page, '.steps'), /use_backend chat if is_ws[\s\S]*applies[\s\S]*is_ws yes: websocket/);
  await page.getByRole('button', { name: 'use_backend chat if is_ws { path_beg /chat/ }' }).press('Enter');
  await until('said', async () => said.some((x) => x.type === 'open'));
  assert.deepEqual(said.find((x) => x.type === 'open'), { type: 'open', uri: 'file:///haproxy.cfg', line: CONFIG.split('\n').findIndex((l) => l.includes('use_backend chat')) });
  await page.close();
});

test('what a file says stays text, and nothing else runs or loads', async () => {
  const { page } = await show(), asked: string[] = [];
  page.on('response', (r) => asked.push(r.url()));
  assert.ok((await page.locator('.steps').textContent())?.includes('onerror='));
  await page.evaluate('document.body.insertAdjacentHTML("beforeend", `<img src="https://example.invalid/x.png" onerror="window.evil=1"><p style="color:red" onclick="window.evil=1"></p><iframe src="https://example.invalid/"></iframe>`); const s = document.createElement("script"); s.textContent = "window.evil=1"; document.body.append(s); fetch("https://example.invalid/").catch(() => {});');
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate('window.evil ?? 0'), 0);
  const blocked = new Set(await page.evaluate('window.blocked') as string[]);
  for (const directive of ['img-src', 'style-src-attr', 'frame-src', 'script-src-elem', 'connect-src']) assert.ok(blocked.has(directive), `${directive}; blocked: ${[...blocked]}`);
  assert.deepEqual(asked.filter((u) => !u.startsWith(origin)), []);
  await page.close();
});

test('every colour comes from the theme', () => {
  const css = readFileSync('client/webview/simulate.css', 'utf8');
  assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b(?![^{}]*\{)|rgb|hsl/i);
  assert.ok([...css.matchAll(/(?<![-\w])(?:color|background|fill|stroke|border-color):\s*([^;]+);/g)].every(([, v]) => /var\(--vscode-|none|CanvasText|Highlight|inherit/.test(v!)));
});
