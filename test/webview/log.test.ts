// The page of the log reader as a browser sees it, under its content policy: it draws what it is given, text stays text, nothing foreign
// runs, the keyboard reaches everything, and axe has nothing to say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Shown, ShownLine, ShownLog, ShownWords } from '../../client/src/log/view.ts';
import { pageOf } from '../../client/src/page.ts';

const axe = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const WORDS: ShownWords = { language: 'en', line: 'The line', phases: 'Phases', openLine: 'Go to the line', next: 'Check next', overTime: 'Over time', overTimeIntro: 'Each row has its own height.', time: 'Time', nothing: 'nothing', asTable: 'The same as a table', most: 'most, {0}, from {1}', from: '{0} to {1}', noTimes: 'no time' };
const EVIL = '<img src=x onerror="window.evil=1"><script>window.evil=1</script>';
const LINE: ShownLine = {
  kind: 'line', title: `Cut ${EVIL}`, line: EVIL, happened: 'It was silent.', points: [{ label: 'Ended by', text: 'HAProxy' }], timeout: { label: 'Timeout', text: 'timeout tunnel 1m', at: { uri: 'file:///h.cfg', line: 9 }, agrees: true },
  phases: [{ timer: 'TR', what: 'headers', ms: 2, from: 0, took: '2ms' }, { timer: 'Tr', what: 'answer', ms: null, from: null, took: 'not reached' }, { timer: 'Ta', what: 'all', ms: 60_000, from: null, took: '1m' }],
};
const LOG: ShownLog = {
  kind: 'log', title: '11 lines', spans: { from: Date.UTC(2026, 10, 22, 16), step: 30_000, size: 4 },
  causes: [{ title: `Silence ${EVIL}`, tone: 'cut', count: 9, detail: 'chat 9', next: 'Ping.', times: [1, 0, 8, 0] }, { title: 'Answered', tone: 'fine', count: 2, detail: '', next: '', times: [0, 0, 0, 2] }],
};
/** Of VS Code's light and dark themes: what the page asks for. */
const COLOURS = {
  light: { foreground: '#3b3b3b', 'editor-background': '#ffffff', 'textLink-foreground': '#005fb8', 'textCodeBlock-background': '#f8f8f8', 'charts-red': '#e51400', 'charts-yellow': '#bf8803', 'charts-green': '#388a34', 'charts-blue': '#1a85ff', 'charts-lines': '#61616180', 'widget-border': '#e5e5e5', focusBorder: '#005fb8' },
  dark: { foreground: '#cccccc', 'editor-background': '#1f1f1f', 'textLink-foreground': '#4daafc', 'textCodeBlock-background': '#2b2b2b', 'charts-red': '#f14c4c', 'charts-yellow': '#cca700', 'charts-green': '#89d185', 'charts-blue': '#3794ff', 'charts-lines': '#cccccc80', 'widget-border': '#313131', focusBorder: '#0078d4' },
};

let browser: Browser, origin = '';
const html = (): string => pageOf({ title: 'HAProxy log', source: origin, script: `${origin}/log.js`, style: `${origin}/log.css` });
const server = createServer(({ url }, response) => {
  const [type, body] = url === '/' ? ['text/html', html()] : url === '/log.js' ? ['text/javascript', readFileSync('dist/webview/log.js', 'utf8')] : url === '/log.css' ? ['text/css', readFileSync('dist/webview/log.css', 'utf8')] : ['text/plain', ''];
  response.setHeader('content-type', type);
  response.end(body);
});
before(async () => {
  // from where it lies: in a bundle it would look for its files elsewhere
  const { startBrowser } = await import(pathToFileURL(resolve('scripts/browser.mjs')).href) as { startBrowser(): Promise<Browser> };
  browser = await startBrowser();
  await new Promise<void>((r) => { server.listen(0, '127.0.0.1', r); });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => { await browser?.close(); server.close(); });

interface Hooked { said: unknown[]; blocked: string[]; evil?: number; axe: { run(on: unknown, o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
/** The page with data, and what it said and was refused. */
async function show(body: Shown['body'], colours: keyof typeof COLOURS = 'light'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 800, height: 700 } });
  await page.addInitScript('window.said = []; window.blocked = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => window.said.push(m) }); addEventListener("securitypolicyviolation", (e) => window.blocked.push(e.violatedDirective));');
  await page.goto(origin);
  await page.evaluate(({ body, words, colours }) => {
    const doc = (globalThis as unknown as { document: { documentElement: { style: { setProperty(k: string, v: string): void } } } }).document;
    for (const [k, v] of Object.entries(colours)) doc.documentElement.style.setProperty(`--vscode-${k}`, v);
    globalThis.postMessage({ about: 'a.log', words, body });
  }, { body, words: WORDS, colours: COLOURS[colours] });
  await page.locator('main h1').waitFor();
  return page;
}
const hooked = <T>(page: Page, read: (w: Hooked) => T): Promise<T> => page.evaluate(`(${read.toString()})(window)`) as Promise<T>;

for (const colours of ['light', 'dark'] as const) for (const [what, body] of [['a line', LINE], ['a log', LOG]] as const) test(`axe, ${what}, ${colours}`, async () => {
  const page = await show(body, colours);
  if (body === LOG) await page.locator('summary').click();
  await page.evaluate(axe);
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })') as Awaited<ReturnType<Hooked['axe']['run']>>;
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' ')}`), []);
  await page.close();
});

test('the page asks for its data, and a button opens the line', async () => {
  const page = await show(LINE);
  await page.getByRole('button', { name: 'Go to the line' }).press('Enter');
  assert.deepEqual(await hooked(page, (w) => w.said), [{ type: 'ready' }, { type: 'open', uri: 'file:///h.cfg', line: 9 }]);
  await page.close();
});

test('what a log says stays text, and nothing else runs or loads', async () => {
  for (const body of [LINE, LOG]) {
    const page = await show(body), asked: string[] = [];
    page.on('response', (r) => asked.push(r.url()));
    assert.ok((await page.locator('main').textContent())?.includes(EVIL));
    assert.deepEqual(await hooked(page, (w) => [w.evil ?? 0, w.blocked.length]), [0, 0]);
    // the policy itself: markup of the worst kind put into the page on purpose
    await page.evaluate('document.body.insertAdjacentHTML("beforeend", `<img src="https://example.invalid/x.png" onerror="window.evil=1"><p style="color:red" onclick="window.evil=1"></p><iframe src="https://example.invalid/"></iframe>`); const s = document.createElement("script"); s.textContent = "window.evil=1"; document.body.append(s); fetch("https://example.invalid/").catch(() => {});');
    await page.waitForTimeout(200);
    assert.equal(await hooked(page, (w) => w.evil ?? 0), 0);
    const blocked = new Set(await hooked(page, (w) => w.blocked));
    for (const directive of ['img-src', 'style-src-attr', 'frame-src', 'script-src-elem', 'connect-src']) assert.ok(blocked.has(directive), `${directive}; blocked: ${[...blocked]}`);
    assert.deepEqual(asked.filter((u) => !u.startsWith(origin)), []);
    await page.close();
  }
});

test('the picture: bars, words for them, the slider and the table', async () => {
  const page = await show(LOG), charts = page.getByRole('img');
  assert.equal(await charts.count(), 2);
  assert.equal(await charts.nth(0).getAttribute('aria-label'), `Silence ${EVIL}: most, 8, from 16:01:00 to 16:01:30`);
  assert.equal(await charts.nth(0).locator('rect.cut').count(), 2);
  const slider = page.getByRole('slider', { name: 'Time' });
  await slider.focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('output').textContent(), '16:01:30 to 16:02:00: 2 Answered');
  assert.equal(await slider.getAttribute('aria-valuetext'), '16:01:30 to 16:02:00: 2 Answered');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.locator('output').textContent(), '16:00:30 to 16:01:00: nothing');
  await page.locator('summary').click();
  assert.deepEqual(await page.locator('tbody tr').allInnerTexts(), ['16:00:00 to 16:00:30\t1\t0', '16:01:00 to 16:01:30\t8\t0', '16:01:30 to 16:02:00\t0\t2']);
  await page.close();
});

test('every colour comes from the theme', () => {
  const css = readFileSync('client/webview/log.css', 'utf8');
  assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|rgb|hsl/i);
  assert.ok([...css.matchAll(/(?<![-\w])(?:color|background|fill|stroke|border-color):\s*([^;]+);/g)].every(([, v]) => /var\(--vscode-|none|CanvasText|Highlight|inherit/.test(v!)));
});
