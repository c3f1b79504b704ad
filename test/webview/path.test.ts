// The page of the panel "WebSocket path" in a browser, under its own content policy: axe, keys, what it asks for, many backends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type FromPage, pageOf, type Rendered, type ToPage } from '../../client/src/pathPage.ts';
import { pathTexts } from '../../client/src/pathTexts.ts';
import { pathModel, WHOLE } from '../../server/src/engine/features/path/index.ts';
import type { PathView } from '../../server/src/engine/features/path/model.ts';
import { DEFAULT_SETTINGS, Engine } from '../../server/src/engine/index.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg', ORIGIN = 'https://panel.test', AXE = createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js');
/** What VS Code gives a webview in its themes, as far as the style sheet reads it. */
const THEMES = JSON.parse(readFileSync('test/webview/themes.json', 'utf8')) as Record<string, { readonly body: string; readonly style: Record<string, string> }>;
const HEAD = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 40s\n    timeout http-request 10s\n';
const TEXT = `${HEAD}frontend www
    bind :80
    bind :443 ssl crt x.pem alpn h2,http/1.1
    acl is_ws hdr(Upgrade) -i websocket
    use_backend chat if is_ws { path_beg /a-path-that-is-much-too-long/to-be-shown-in-a-box/of-this-width }
    use_backend live if is_ws
    use_backend %[path,map(/etc/m)] if { path_beg /t/ }
    default_backend pages
frontend other
    bind :81
    default_backend pages
backend chat
    balance source
    timeout tunnel 1h
    server chat1 10.0.0.1:80 maxconn 10
    server chat2 10.0.0.2:80 maxconn 10
backend live
    server live-with-a-name-that-is-too-long-for-its-box 10.0.0.3:80
    server live2 10.0.0.4:80
backend pages
    server p1 10.0.0.5:80
`;

interface Panel { readonly page: Page; readonly heard: FromPage[]; readonly errors: string[]; readonly engine: Engine; shown(test?: (r: Rendered) => boolean): Promise<Rendered>; send(message: ToPage): Promise<void>; close(): Promise<void> }
let browser: Browser;

/** The page as the extension makes it, with an engine behind it instead of the extension. */
async function open(text: string, { theme = 'dark', width = 900, height = 900, reduced = false, state = undefined as unknown } = {}): Promise<Panel> {
  const engine = new Engine(), heard: FromPage[] = [], errors: string[] = [], context = await browser.newContext({ viewport: { width, height }, reducedMotion: reduced ? 'reduce' : 'no-preference' }), page = await context.newPage();
  engine.open(URI, 1, text, DEFAULT_SETTINGS);
  await page.exposeFunction('said', (message: FromPage) => {
    heard.push(message);
    if (message.type === 'ready') void send({ type: 'start', texts: pathTexts({ t: (x) => x }), at: null });
    if (message.type === 'view') void send({ type: 'model', uri: URI, model: pathModel(engine.model(URI)!.project, { ...WHOLE, ...message.view }) });
  });
  await page.addInitScript(`{ let state = ${JSON.stringify(state ?? null)} ?? undefined; globalThis.acquireVsCodeApi = () => ({ postMessage: (m) => globalThis.said(JSON.parse(JSON.stringify(m))), getState: () => state, setState: (s) => { globalThis.kept = state = s; } }); }`);
  page.on('pageerror', (e) => errors.push(e.message));
  const html = pageOf({ script: `${ORIGIN}/path.js`, style: `${ORIGIN}/path.css`, source: ORIGIN, title: 'WebSocket path', uri: URI });
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: html });
    return /^\/path\.(?:js|css)$/.test(path) ? route.fulfill({ contentType: path.endsWith('js') ? 'text/javascript' : 'text/css', body: readFileSync(`dist/webview${path}`) }) : route.fulfill({ status: 404, body: '' });
  });
  const send = (message: ToPage): Promise<void> => page.evaluate((m) => { window.dispatchEvent(new MessageEvent('message', { data: m })); }, message as never);
  await page.goto(`${ORIGIN}/`);
  const { body, style } = THEMES[theme]!;
  await page.evaluate(({ body, style }) => { document.body.className = body; for (const [k, v] of Object.entries(style)) document.documentElement.style.setProperty(k, v); document.documentElement.style.setProperty('--vscode-font-family', 'sans-serif'); }, { body, style });
  const shown = async (test: (r: Rendered) => boolean = () => true): Promise<Rendered> => {
    for (let i = 0; i < 200; i++) {
      const last = heard.findLast((m): m is Rendered => m.type === 'rendered');
      if (last && last.selected !== undefined && test(last)) return last;
      await page.waitForTimeout(25);
    }
    throw new Error(`not shown; last: ${JSON.stringify(heard.findLast((m) => m.type === 'rendered'))}; errors: ${errors}`);
  };
  await shown();
  return { page, heard, errors, engine, shown, send, close: () => context.close() };
}
declare const window: EventTarget, document: { readonly body: { className: string }; readonly documentElement: { readonly style: { setProperty(name: string, value: string): void } } };
declare const MessageEvent: new (type: string, init: { data: unknown }) => Event;

before(async () => { browser = await ((await import(pathToFileURL('scripts/browser.mjs').href)) as { startBrowser(): Promise<Browser> }).startBrowser(); });
after(() => browser?.close());

suite('page of the path', { timeout: 120_000 }, () => {
  test('the content policy: no inline, no eval, nothing from elsewhere; the page lives under it, and what breaks it is reported', async () => {
    const html = pageOf({ script: 'https://x/path.js', style: 'https://x/path.css', source: 'https://x', title: '<i>', uri: '"><script>' }), policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'nonce-[0-9a-f]{32}'; style-src https:\/\/x$/);
    assert.doesNotMatch(policy, /unsafe|\*|data:/);
    assert.ok(!html.includes('<i>') && !html.includes('"><script>'), 'escaped');
    assert.notEqual(html, pageOf({ script: 'https://x/path.js', style: 'https://x/path.css', source: 'https://x', title: '<i>', uri: '"><script>' }), 'a nonce serves once');
    const p = await open(TEXT);
    assert.deepEqual((await p.shown()).breaches, []);
    assert.deepEqual(p.errors, []);
    await p.page.evaluate("{ const s = document.createElement('script'); s.textContent = 'globalThis.bad = 1'; document.body.append(s); }");
    await p.send({ type: 'model', uri: URI, model: pathModel(p.engine.model(URI)!.project, WHOLE) });
    assert.equal((await p.shown((r) => r.breaches.length > 0)).breaches.length, 1);
    assert.equal(await p.page.evaluate('globalThis.bad'), undefined);
    await p.close();
  });

  for (const theme of Object.keys(THEMES)) test(`axe finds nothing in theme ${theme}: picture, list, all parts open, a narrow panel`, async () => {
    for (const width of [900, 420]) {
      const p = await open(TEXT, { theme, width }), violations = async (what: string): Promise<void> => {
        await p.page.evaluate(readFileSync(AXE, 'utf8'));
        const found = await p.page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120) + " " + n.any.map((a) => a.message).join(" ")).join("; ")}`))') as string[];
        assert.deepEqual(found, [], what);
      };
      // words that the frame cuts off are not seen, and so would not be in the label in their order
      await p.page.getByRole('button', { name: 'Show all (0)' }).click();
      await p.page.waitForTimeout(300);
      await violations('picture');
      await p.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true");
      await p.page.waitForTimeout(300);
      await violations('open');
      await p.page.getByRole('button', { name: 'List', exact: true }).click();
      await p.page.locator('.list tbody tr').first().waitFor();
      await violations('list');
      await p.close();
    }
  });

  test('no two boxes overlap, no text leaves its box, no two texts of the clock overlap', async () => {
    for (const width of [1000, 420]) {
      const p = await open(TEXT, { width });
      for (const settings of [{}, { ping: 45_000 }, { ping: 20_000 }, { ping: 5000, outerIdle: 20_000 }, { outerIdle: 10_000 }]) {
        p.engine.setSettings(URI, { ...DEFAULT_SETTINGS, webSocket: { ...DEFAULT_SETTINGS.webSocket, ...settings } });
        for (const selected of ['frontend www > backend chat', 'frontend www > backend live']) {
          await p.send({ type: 'model', uri: URI, model: pathModel(p.engine.model(URI)!.project, { ...WHOLE, selected }) });
          await p.shown((r) => r.selected === selected);
          const trouble = await p.page.evaluate(`(() => {
            const out = [], box = (e) => e.getBoundingClientRect(), over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            const cards = [...document.querySelectorAll('.node')].map((n) => [n.dataset.id, box(n.querySelector('.card')), [...n.querySelectorAll('text')].map((t) => [t.textContent, box(t)])]);
            cards.forEach(([id, c, texts], i) => {
              for (const [other, d] of cards.slice(i + 1)) if (over(c, d)) out.push(id + ' over ' + other);
              texts.forEach(([words, t], k) => { if (t.left < c.left || t.right > c.right || t.top < c.top || t.bottom > c.bottom + 1) out.push(words + ' leaves ' + id); for (const [more, u] of texts.slice(k + 1)) if (over(t, { left: u.left, right: u.right, top: u.top + 3, bottom: u.bottom - 3 })) out.push(words + ' over ' + more); });
            });
            const chart = box(document.querySelector('.chart')), labels = [...document.querySelectorAll('.chart text')].map((t) => [t.textContent, box(t)]);
            labels.forEach(([words, t], k) => { if (t.left < chart.left - 1 || t.right > chart.right + 1) out.push(words + ' leaves the clock'); for (const [more, u] of labels.slice(k + 1)) if (over(t, u)) out.push(words + ' over ' + more); });
            if (document.documentElement.scrollWidth > innerWidth) out.push('wider than the panel');
            return out;
          })()`) as string[];
          assert.deepEqual(trouble, [], `${JSON.stringify(settings)} ${width} ${selected}`);
        }
      }
      await p.close();
    }
  });

  test('keys: one box takes Tab, arrows follow the lines, Space chooses, Enter goes to the line', async () => {
    const p = await open(TEXT, { width: 1200 }), focused = (): Promise<unknown> => p.page.evaluate('document.activeElement.getAttribute("data-id")');
    assert.equal(await p.page.locator('.node[tabindex="0"]').count(), 1);
    await p.page.locator('.node[tabindex="0"]').focus();
    await p.page.keyboard.press('Home');
    assert.equal(await focused(), 'frontend www');
    const along = await p.page.evaluate('(() => { const [a, b] = ["frontend www", "frontend www rule 1"].map((id) => document.querySelector(`[data-id="${id}"]`).getBoundingClientRect()); return b.left > a.right ? "LR" : "TB"; })()'), [forth, back] = along === 'LR' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowDown', 'ArrowUp'];
    await p.page.keyboard.press(back!);
    assert.match(String(await focused()), /^frontend www bind \d$/);
    await p.page.keyboard.press(forth!);
    for (const wanted of ['frontend www rule 2', 'backend live', 'backend live server 1']) { await p.page.keyboard.press(forth!); assert.equal(await focused(), wanted, 'along the chosen path'); }
    await p.page.keyboard.press('Enter');
    assert.deepEqual(p.heard.findLast((m) => m.type === 'open'), { type: 'open', at: { uri: URI, line: TEXT.split('\n').findIndex((l) => l.includes('server live-with')) }, focus: true });
    await p.page.locator('[data-id="backend chat"]').focus();
    await p.page.keyboard.press(' ');
    await p.shown((r) => r.selected === 'frontend www > backend chat' && r.verdict.includes('1h'));
    assert.equal(await focused(), 'backend chat', 'the focus stays');
    const at = async (): Promise<string> => String(await p.page.locator('.content').getAttribute('transform'));
    const before = await at();
    await p.page.keyboard.press('+');
    const larger = await at();
    assert.notEqual(larger, before);
    await p.page.keyboard.press('Shift+ArrowLeft');
    assert.notEqual(await at(), larger);
    await p.close();
  });

  test('the mouse: a click chooses and goes to the line, dragging and the wheel move, a group opens', async () => {
    const many = `${HEAD}frontend www\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\nbackend be_ws\n${Array.from({ length: 30 }, (_, i) => `    server s${i} 10.0.0.${i}:80\n`).join('')}`, p = await open(many);
    await p.page.locator('[data-id="backend be_ws"]').click();
    assert.deepEqual(p.heard.findLast((m) => m.type === 'open'), { type: 'open', at: { uri: URI, line: 9 }, focus: false });
    await p.page.locator('[data-id="backend be_ws servers"]').click();
    assert.equal((await p.shown((r) => r.nodes.length > 10)).nodes.filter((n) => n.includes('server ')).length, 15);
    const before = await p.page.locator('.content').getAttribute('transform'), frame = (await p.page.locator('.picture').boundingBox())!;
    await p.page.mouse.move(frame.x + 8, frame.y + frame.height - 8);
    await p.page.mouse.down();
    await p.page.mouse.move(frame.x + 80, frame.y + frame.height - 60, { steps: 4 });
    await p.page.mouse.up();
    const dragged = await p.page.locator('.content').getAttribute('transform');
    assert.notEqual(dragged, before);
    await p.page.mouse.wheel(0, 120);
    await p.page.waitForFunction((t) => (globalThis as unknown as { document: { querySelector(s: string): { getAttribute(n: string): string } } }).document.querySelector('.content').getAttribute('transform') !== t, dragged);
    await p.close();
  });

  test('filters, the list, and what is kept when the panel is hidden', async () => {
    const p = await open(TEXT);
    assert.ok(!(await p.shown()).nodes.includes('backend pages'), 'only WebSocket at first');
    await p.page.getByRole('button', { name: 'Only WebSocket' }).click();
    assert.ok((await p.shown((r) => r.nodes.includes('frontend other'))).nodes.includes('backend pages'));
    await p.page.getByLabel('Frontend', { exact: true }).selectOption('frontend www');
    await p.shown((r) => !r.nodes.includes('frontend other'));
    await p.page.getByRole('searchbox').fill('chat2');
    await p.shown((r) => !r.nodes.includes('backend live') && r.nodes.includes('backend chat server 2'));
    assert.equal(await p.page.evaluate('document.activeElement.type'), 'search', 'typing goes on');
    await p.page.getByRole('button', { name: 'List', exact: true }).click();
    assert.match(await p.page.locator('.list tbody').textContent() ?? '', /frontend www → backend chat/);
    const state = await p.page.evaluate('globalThis.kept') as { view: PathView; list: boolean };
    assert.deepEqual([state.view.frontend, state.view.find, state.view.webSocketOnly, state.list], ['frontend www', 'chat2', false, true]);
    await p.close();
    const again = await open(TEXT, { state });
    await again.page.locator('.list tbody tr').first().waitFor();
    assert.equal(await again.page.getByRole('searchbox').inputValue(), 'chat2');
    await again.close();
  });

  test('SVG: a document of its own, without classes, with its colours', async () => {
    const p = await open(TEXT);
    await p.page.getByRole('button', { name: 'SVG' }).click();
    const svg = p.heard.find((m) => m.type === 'svg');
    assert.ok(svg?.type === 'svg');
    assert.match(svg.text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+" viewBox="0 0 \d+ \d+"><rect /);
    assert.doesNotMatch(svg.text, /class=|var\(|data-id|<script/);
    const alone = await browser.newPage();
    await alone.setContent(svg.text);
    assert.ok(await alone.evaluate("[...document.querySelectorAll('text')].some((t) => t.textContent === 'live' && t.getBoundingClientRect().width > 5)"));
    await alone.close();
    await p.close();
  });

  test('who wants no motion gets none', async () => {
    const still = await open(TEXT, { reduced: true }), moving = await open(TEXT), time = (p: Panel): Promise<unknown> => p.page.evaluate("getComputedStyle(document.querySelector('.content')).transitionDuration");
    assert.deepEqual([await time(still), await time(moving)], ['0s', '0.18s']);
    await still.close();
    await moving.close();
  });

  test('2,000 backends are drawn within a second, and a group of them opens', async () => {
    const n = 2000, p = await open(`${HEAD}frontend www\n    bind :80\n${Array.from({ length: n }, (_, i) => `    use_backend be_${i} if { hdr(host) h${i} } { hdr(Upgrade) -i websocket }\n`).join('')}${Array.from({ length: n }, (_, i) => `backend be_${i}\n    timeout tunnel ${i % 3 ? '1h' : '20s'}\n    server a 10.0.0.${i % 250}:80\n    server b 10.0.1.${i % 250}:80\n`).join('')}`);
    const first = await p.shown((r) => r.nodes.length > 0);
    assert.ok(first.ms < 1000, `${first.ms} ms for ${first.nodes.length} boxes`);
    await p.page.locator('[data-id="frontend www alike 1 backend"]').focus();
    await p.page.keyboard.press(' ');
    const opened = await p.shown((r) => r.nodes.length > first.nodes.length);
    console.log(`2,000 backends: ${first.nodes.length} boxes in ${first.ms} ms; with twelve more of a group ${opened.nodes.length} in ${opened.ms} ms`);
    assert.ok(opened.ms < 1500, `${opened.ms} ms for ${opened.nodes.length} boxes`);
    await p.close();
  });
});
