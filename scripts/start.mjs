// `npm start`: an editor with this extension on examples/. Installs and builds what is missing, then opens desktop VS Code if
// `code` is on the PATH, else code-server on 127.0.0.1. `--code-server`: that one in any case. Built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCodeServer, freshProfile, startCodeServer } from './code-server.mjs';
import { ensureInstalled, root } from './npm.mjs';
import { run } from './run.mjs';

try {
  await ensureInstalled();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
console.error('Building …');
if (await run(['scripts/build.mjs'])) process.exit(1);

const folder = join(root, 'examples');
const file = join(folder, 'article.cfg');
const windows = process.platform === 'win32';
const desktop = !process.argv.includes('--code-server') && spawnSync('code', ['--version'], { stdio: 'ignore', shell: windows, timeout: 20_000 }).status === 0;

if (desktop) {
  console.log(`Opening ${folder} in VS Code.`);
  const child = spawn('code', ['--new-window', `--extensionDevelopmentPath=${root}`, folder, '--goto', `${file}:1`], { stdio: 'inherit', shell: windows });
  child.once('exit', (code) => process.exit(code ?? 1));
} else {
  const found = await ensureCodeServer();
  const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const profile = freshProfile();
  let server;
  let ending = false;
  const end = async (code) => {
    if (ending) return;
    ending = true;
    await server?.stop();
    profile.remove();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
  try {
    // The project's folder itself is the installed extension: no package needed, and a rebuild shows after a reload.
    symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
    server = await startCodeServer({ ...found, profile });
    const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`]]);
    console.log(`\nVS Code with this extension is here:\n\n  ${server.base}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}\n\nCtrl+C ends it and removes its profile.`);
    server.child.once('exit', () => void end(1));
  } catch (error) {
    console.error(error);
    await end(1);
  }
}
