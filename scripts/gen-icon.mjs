// media/icon.png from media/icon.svg: the marketplace takes no SVG.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { root } from './npm.mjs';

const SIZE = 256;
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${SIZE}px;height:${SIZE}px}</style>${readFileSync(join(root, 'media/icon.svg'), 'utf8')}`);
  await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
