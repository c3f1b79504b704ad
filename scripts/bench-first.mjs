// `npm run bench:first`: the time from opening a haproxy.cfg of 1,000 lines to its first finding in a real VS Code, beside that of VS Code's
// own JSON extension on a JSON file of as many lines and bytes. Each in a fresh window, in turns; medians.
//   npm run bench:first -- [--runs 9] [--verbose]
// Ends with 1 when ours takes longer.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startBrowser } from './browser.mjs';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { generate } from './gen-config.mjs';
import { root } from './npm.mjs';

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i > 0 ? Number(process.argv[i + 1]) : otherwise; };
const RUNS = option('runs', 9), LINES = 1000, verbose = process.argv.includes('--verbose');
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const config = generate({ lines: LINES, seed: 1 }).replace('timeout client 60s', 'timeout clinet 60s');

/** Objects with the same words, as many lines and bytes; one comma is missing near the end. */
function json(text) {
  const words = text.split(/\s+/).filter((w) => /^[\w.:/-]+$/.test(w)), lines = ['{'];
  let at = 0;
  for (let i = 1; i < LINES - 2; i++) {
    const indent = i % 10 === 1 || i % 10 === 0 ? '  ' : '    ', word = words[at++ % words.length];
    lines.push(i % 10 === 1 ? `${indent}"${word}-${i}": {` : i % 10 === 0 ? `${indent}},` : `${indent}"${word}-${i}": "${words[at++ % words.length]}"${i % 10 === 9 || i === 985 ? '' : ','}`);
  }
  while (lines.length < LINES - 2) lines.push('');
  const out = [...lines, '  "end": {}', '}'], short = text.length - out.join('\n').length - 1;
  if (short > 10) out[LINES - 2] = `  "end": "${'x'.repeat(short - 2)}"`;
  return `${out.join('\n')}\n`;
}

const found = await ensureCodeServer(), profile = freshProfile(), file = join(root, 'dist-test/bench/first.js');
await build({ entryPoints: [join(root, 'test/bench/first.ts')], outfile: file, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'], logLevel: 'warning' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
const KINDS = { ours: ['haproxy.cfg', config], json: ['settings-of-nobody.json', json(config)] };
for (const [kind, [name, text]] of Object.entries(KINDS)) {
  mkdirSync(join(profile.dir, kind));
  mkdirSync(join(profile.dir, 'files', kind), { recursive: true });
  writeFileSync(join(profile.dir, 'files', kind, name), text);
}
let server, browser;
try {
  server = await startCodeServer({ ...found, profile, forTests: true });
  browser = await startBrowser();
  const remote = (path) => `vscode-remote://${server.authority}${path}`, payload = JSON.stringify([['extensionDevelopmentPath', remote(root)], ['extensionTestsPath', remote(file)], ['skipWelcome', 'true']]);
  const once = async (kind) => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } }), said = [];
    try {
      rmSync(join(profile.dir, kind, KINDS[kind][0]), { force: true });
      await page.exposeFunction('codeAutomationLog', (_type, args) => { said.push((Array.isArray(args) ? args : [args]).map(String).join(' ')); });
      const exit = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
      await page.goto(`${server.base}/?folder=${encodeURIComponent(join(profile.dir, kind))}&payload=${encodeURIComponent(payload)}`);
      const code = await Promise.race([exit, new Promise((r) => setTimeout(r, 60_000, 'no end in 60 s'))]), line = said.find((l) => l.startsWith('[first] '));
      if (code !== 0 || !line) throw new Error(`${kind}: ${code}\n${said.filter((l) => !/spdlog|watchdog|open-vsx|^\s+at/.test(l.slice(0, 300))).slice(-10).map((l) => l.slice(0, 300)).join('\n')}`);
      const result = JSON.parse(line.slice(8));
      if (verbose) console.log(kind, JSON.stringify(result));
      return result;
    } finally { await page.close(); }
  };
  /** The editor now and then wakes its JSON extension by itself: what ran before its file was open says nothing of a start. */
  const measure = async (kind) => {
    for (let i = 0; i < 6; i++) { const r = await once(kind); if (!r.head) return r; }
    throw new Error(`${kind}: the extension always runs before its file is open`);
  };
  const times = { ours: [], json: [] };
  let last = {};
  for (const kind of ['json', 'ours']) await once(kind); // not counted: a new profile's first window does more, and files are read from the disk
  for (let i = 0; i < RUNS; i++) for (const kind of i % 2 ? ['json', 'ours'] : ['ours', 'json']) { const r = await measure(kind); times[kind].push(r.ms); last = { ...last, [kind]: r }; }
  const line = (kind, what) => console.log(`${what.padEnd(28)} ${median(times[kind]).toFixed(0).padStart(5)} ms   (${[...times[kind]].sort((a, b) => a - b).map((t) => t.toFixed(0)).join(' ')})   ${last[kind].lines - 1} lines, ${last[kind].bytes} bytes, ${last[kind].findings} findings`);
  console.log(`From opening a file to its first finding, ${RUNS} fresh windows each:`);
  line('ours', 'haproxy-ws');
  line('json', "VS Code's JSON extension");
  const ok = median(times.ours) <= median(times.json);
  console.log(`${ok ? 'ok  ' : 'FAIL'} not above that of the JSON extension`);
  if (!ok) process.exitCode = 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  profile.remove();
}
