// Runs the editor suite (test/editor) in a page that holds an editor, and relays what it says.
// The extension host tells its result through two functions that it expects on the page.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './npm.mjs';

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of the editor, with the suite to run in it
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runSuite(browser, url, { name, seconds = 240 }) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  const others = [];
  let count;
  if (process.env.HAPROXY_WS_VERBOSE) page.on('console', (m) => console.error('[page]', m.text().slice(0, 400)));
  page.on('pageerror', (e) => others.push(`page error: ${e.message}`));
  await page.exposeFunction('codeAutomationLog', (_type, args) => {
    const text = (Array.isArray(args) ? args : [args]).map(String).join(' ');
    if (!text.startsWith('[mocha] ')) return others.push(text);
    const done = /^\[mocha\] done (.*)/.exec(text);
    if (done) count = JSON.parse(done[1]);
    else console.log(text.slice(8));
  });
  const exit = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.goto(url);
  let timer;
  const limit = new Promise((resolve) => (timer = setTimeout(() => resolve(`no result in ${seconds} s`), seconds * 1000)));
  const code = await Promise.race([exit, limit]);
  clearTimeout(timer);
  if (code === 0 && count && !count.failed && count.passed) return count;
  console.error(`The suite ended with ${code}${count ? '' : ' and no counts'}. The last of what the editor said:\n${others.slice(-40).join('\n').slice(-6000)}`);
  const picture = join(root, 'dist-test', `failure-${name}.png`);
  mkdirSync(join(root, 'dist-test'), { recursive: true });
  await page.screenshot({ path: picture }).then(() => console.error(`The window at that moment: ${picture}`), () => {});
  return { passed: count?.passed ?? 0, failed: count?.failed || 1 };
}
