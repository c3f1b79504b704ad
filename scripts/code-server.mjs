// VS Code as a web server (code-server), installed once in a cache folder, with a Node of its own. Nothing is compiled and
// no install script runs: the native parts that matter (terminal, file watcher) come prebuilt. Built-ins only.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';

const CODE_SERVER = '4.139.1'; // VS Code 1.139.1
const NODE = '24.21.0'; // the major version that this code-server is made for

export const cacheFolder = () => process.env.HAPROXY_WS_CACHE ?? join(homedir(), '.cache', 'haproxy-ws');

/** @returns {Promise<{ nodeBin: string, entry: string }>} */
export async function ensureCodeServer() {
  const dir = join(cacheFolder(), `code-server-${CODE_SERVER}`);
  const own = process.versions.node.startsWith('24.');
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const found = {
    entry: join(dir, 'node_modules/code-server/out/node/entry.js'),
    nodeBin: own ? process.execPath : join(dir, 'node_modules', nodePackage, 'bin', 'node'),
  };
  if (existsSync(join(dir, 'complete')) && existsSync(found.nodeBin)) return found;
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(`${dir}.partial-`);
  try {
    writeFileSync(join(partial, 'package.json'), '{"private":true}');
    const install = async () => {
      await npm(partial, 'install', '--save-exact', `code-server@${CODE_SERVER}`, ...(own ? [] : [`${nodePackage}@${NODE}`]));
      await npm(join(partial, 'node_modules/code-server/lib/vscode'), 'install', '--omit=dev');
    };
    await withProgress(`Installing code-server ${CODE_SERVER} in ${dir} (once, about 780 MB)`, partial, install());
    writeFileSync(join(partial, 'complete'), '');
    if (!existsSync(join(dir, 'complete')) || !existsSync(found.nodeBin)) {
      rmSync(dir, { recursive: true, force: true });
      renameSync(partial, dir);
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return found;
}

/** An editor profile of its own in the temporary folder, with a window that stays quiet. */
export function freshProfile(settings = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-'));
  mkdirSync(join(dir, 'data', 'User'), { recursive: true });
  for (const name of ['ext', 'tmp']) mkdirSync(join(dir, name));
  const quiet = {
    'workbench.startupEditor': 'none',
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'files.autoSave': 'off',
    ...settings,
  };
  writeFileSync(join(dir, 'data', 'User', 'settings.json'), JSON.stringify(quiet, null, 2));
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  process.once('exit', remove);
  return { dir, remove };
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/**
 * Starts it on 127.0.0.1 and waits until it answers.
 * forTests: a built VS Code heeds extensionDevelopmentPath and extensionTestsPath only with the smoke-test driver.
 * asksForTrust: folders are untrusted until somebody says otherwise. path: what its programs find on the PATH.
 */
export async function startCodeServer({ nodeBin, entry, profile, forTests = false, asksForTrust = false, path = process.env.PATH, log = () => {} }) {
  const authority = `127.0.0.1:${await freePort()}`;
  const args = [
    '--bind-addr', authority, '--auth', 'none',
    '--user-data-dir', join(profile.dir, 'data'), '--extensions-dir', join(profile.dir, 'ext'), '--config', join(profile.dir, 'config.yaml'),
    '--disable-telemetry', '--disable-update-check', ...(asksForTrust ? [] : ['--disable-workspace-trust']), '--disable-getting-started-override',
    ...(forTests ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  // Sockets and temporary files go where the profile goes, and a terminal inside an editor must not be mistaken for this one.
  const env = { ...process.env, PATH: path, XDG_CONFIG_HOME: join(profile.dir, 'xdg'), XDG_DATA_HOME: join(profile.dir, 'xdg'), XDG_RUNTIME_DIR: profile.dir, TMPDIR: join(profile.dir, 'tmp') };
  delete env.VSCODE_IPC_HOOK_CLI;
  // A process group of its own: its extension hosts and language servers end with it, also when we end early.
  const child = spawn(nodeBin, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // All of them have ended.
    }
  };
  const endAll = () => signal('SIGKILL');
  process.prependListener('exit', endAll); // before the profile is removed
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-8000);
      log(String(chunk));
    });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      signal('SIGTERM');
      const timer = setTimeout(endAll, 5000);
      await ended;
      clearTimeout(timer);
    }
    endAll();
  };
  for (let i = 0; ; i++) {
    if (child.exitCode !== null) throw new Error(`code-server ended with ${child.exitCode}\n${output}`);
    if (await fetch(`http://${authority}/healthz`).then((r) => r.ok, () => false)) break;
    if (i > 300) {
      await stop();
      throw new Error(`code-server did not answer in 60 s\n${output}`);
    }
    await new Promise((r) => setTimeout(r, 200));
  }
  return { authority, base: `http://${authority}`, child, stop };
}
