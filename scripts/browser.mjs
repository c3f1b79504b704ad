// A Chromium for tests and screenshots: CHROME_PATH, one that is installed, else the one in the package @sparticuz/chromium.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { cacheFolder } from './code-server.mjs';
import { root } from './npm.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** CHROME_FROM_NPM=1: as if none were installed. */
async function findChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const installed = [...(process.env.PATH ?? '').split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name))), ...ELSEWHERE].find((path) => existsSync(path));
  if (installed && !process.env.CHROME_FROM_NPM) return installed;
  if (process.platform !== 'linux') throw new Error('No Chromium found: install Chrome, or name one in CHROME_PATH.');
  return unpackChromium();
}

async function unpackChromium() {
  const dir = join(cacheFolder(), 'chromium-153');
  if (existsSync(join(dir, 'chromium'))) return join(dir, 'chromium');
  console.error(`Unpacking Chromium from @sparticuz/chromium into ${dir} (once) …`);
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(`${dir}.partial-`);
  // The package unpacks into os.tmpdir(), and its libraries only where it believes itself in a Lambda.
  const changed = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH'];
  const before = Object.fromEntries(changed.map((name) => [name, process.env[name]]));
  Object.assign(process.env, { TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' });
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  await packed.executablePath();
  if (!existsSync(join(partial, 'al2023'))) await inflate(join(root, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  for (const [name, value] of Object.entries(before)) if (value === undefined) delete process.env[name]; else process.env[name] = value;
  // Its own fonts.conf names fixed folders; without a font every text has no height and nothing shows.
  writeFileSync(join(partial, 'fonts', 'fonts.conf'), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${dir}/fonts</dir><cachedir>${dir}/fonts/cache</cachedir></fontconfig>`);
  if (existsSync(join(dir, 'chromium'))) rmSync(partial, { recursive: true, force: true });
  else {
    rmSync(dir, { recursive: true, force: true });
    renameSync(partial, dir);
  }
  return join(dir, 'chromium');
}

export async function startBrowser() {
  const executablePath = await findChromium();
  // The one from the package keeps its libraries and fonts beside it.
  const libraries = join(executablePath, '..', 'al2023', 'lib');
  const env = existsSync(libraries) ? { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(executablePath, '..', 'fonts') } : process.env;
  return chromium.launch({
    executablePath, env, headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
}
