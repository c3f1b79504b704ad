// Starts haproxy, here or in a container: never through a shell, with limits of time and output, little of our environment, and on
// copies in a private folder that is gone afterwards. Only for trusted workspaces; who calls has asked.
import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { constants, mkdtempSync, rmSync } from 'node:fs';
import { access, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { CheckAsked, CheckRun, Program, ProgramAsked } from './lsp/host.ts';

const MOST_BYTES = 2 ** 20;
const GRACE_MS = 500;
const VERSION_SECONDS = 5, IMAGE_SECONDS = 15;
const WINDOWS = process.platform === 'win32';

/** What a program needs to run at all; for Docker, where its daemon is. Messages of the system are in English: they are read. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'SYSTEMROOT', 'LD_LIBRARY_PATH'];
const KEPT_FOR_DOCKER = ['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'XDG_RUNTIME_DIR', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'ProgramFiles', 'ProgramData'];
const environment = (docker: boolean): NodeJS.ProcessEnv => ({ LC_ALL: 'C', ...Object.fromEntries([...KEPT, ...(docker ? KEPT_FOR_DOCKER : [])].flatMap((k) => (process.env[k] === undefined ? [] : [[k, process.env[k]]]))) });

/** Undone when the server ends, whatever ends it. */
const leftovers = new Set<() => void>();
const undo = (): void => { for (const f of leftovers) f(); leftovers.clear(); };
process.once('exit', undo);
const onSignal = (): void => process.exit(1);
const atEnd = (f: () => void): (() => void) => {
  if (leftovers.size === 0) for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(s, onSignal);
  leftovers.add(f);
  return () => { if (leftovers.delete(f) && leftovers.size === 0) for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.off(s, onSignal); };
};

/** Absolute path of a program: of the name on the PATH (absolute folders only), or of the path itself. */
async function locate(name: string): Promise<string | null> {
  const runs = async (path: string): Promise<string | null> => { try { await access(path, constants.X_OK); return (await stat(path)).isFile() ? path : null; } catch { return null; } };
  const path = name.replace(/^~(?=[\\/])/, homedir());
  if (isAbsolute(path)) return runs(path);
  if (/[\\/]/.test(path)) return null;
  for (const dir of (process.env.PATH ?? '').split(delimiter).filter(isAbsolute)) for (const end of WINDOWS ? ['.exe'] : ['']) { const found = await runs(join(dir, path.endsWith(end) ? path : path + end)); if (found) return found; }
  return null;
}

interface Ran { readonly ended: CheckRun['ended']; readonly exit: number | null; readonly stdout: string; readonly stderr: string }

function run(command: string, args: readonly string[], seconds: number, options: { readonly cwd?: string; readonly docker: boolean; readonly cancelled?: AbortSignal; readonly onKill?: () => void }): Promise<Ran> {
  return new Promise((resolve) => {
    let ended: Ran['ended'] = 'itself', bytes = 0;
    const out: Buffer[] = [], err: Buffer[] = [];
    // a group of its own, so that what it started ends with it
    const child = spawn(command, args, { shell: false, detached: !WINDOWS, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment(options.docker), ...(options.cwd ? { cwd: options.cwd } : {}) });
    const kill = (): void => { options.onKill?.(); try { if (WINDOWS || child.pid === undefined) child.kill('SIGKILL'); else process.kill(-child.pid, 'SIGKILL'); } catch { /* gone already */ } };
    const forget = atEnd(kill);
    const end = (why: Ran['ended']): void => { if (ended === 'itself') { ended = why; kill(); } };
    const timer = setTimeout(end, seconds * 1000, 'time'), cancel = (): void => end('cancelled');
    options.cancelled?.addEventListener('abort', cancel, { once: true });
    let over = false;
    const finish = (exit: number | null): void => {
      if (over) return;
      over = true;
      clearTimeout(timer); forget(); options.cancelled?.removeEventListener('abort', cancel);
      child.stdout.destroy(); child.stderr.destroy();
      resolve({ ended: ended === 'itself' && exit === null ? 'crashed' : ended, exit: ended === 'itself' ? exit : null, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') });
    };
    for (const [stream, to] of [[child.stdout, out], [child.stderr, err]] as const) stream.on('data', (d: Buffer) => { if (bytes < MOST_BYTES) to.push(d.subarray(0, MOST_BYTES - bytes)); bytes += d.length; if (bytes > MOST_BYTES) end('output'); });
    child.on('error', () => { if (child.pid === undefined) { ended = 'not started'; finish(null); } });
    child.on('close', finish);
    // who inherited its pipes may outlive it: ended, too, and what is in the pipes is read first
    child.on('exit', (code) => { setTimeout(() => { if (!over) { kill(); setTimeout(finish, GRACE_MS, code); } }, GRACE_MS); });
    if (options.cancelled?.aborted) cancel();
  });
}

export async function findProgram({ path, image }: ProgramAsked): Promise<Program | null> {
  const docker = path === '' && image !== '', command = await locate(docker ? 'docker' : path || 'haproxy');
  if (!command) return null;
  const ran = docker
    ? await run(command, [...container(), image, 'haproxy', '-v'], IMAGE_SECONDS, { docker })
    : await run(command, ['-v'], VERSION_SECONDS, { docker });
  return ran.exit === 0 && /version \S/.test(ran.stdout) ? { path: docker ? image : command, image: docker, prints: ran.stdout } : null;
}

/** No network, no rights, nothing fetched, nothing left; the files' owner outside is who reads them inside. */
const container = (): string[] => ['run', '--rm', '-i', '--pull', 'never', '--network', 'none', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only',
  ...(process.getuid && process.getgid ? ['--user', `${process.getuid()}:${process.getgid()}`] : [])];
/** A path of this machine inside the container. */
const inside = (path: string): string => (WINDOWS ? `/${path.replace(/:/g, '').replace(/\\/g, '/')}` : path);
const mount = (path: string, readOnly: boolean): string[] => ['--mount', `type=bind,"source=${path.replace(/"/g, '""')}","target=${inside(path).replace(/"/g, '""')}"${readOnly ? ',readonly' : ''}`];

export async function check(asked: CheckAsked, cancelled: AbortSignal): Promise<CheckRun> {
  const { program, folder, seconds } = asked, docker = program.image;
  const command = docker ? await locate('docker') : program.path;
  const own = mkdtempSync(join(tmpdir(), 'haproxy-ws-')), seen = docker ? inside(own) : own;
  const forget = atEnd(() => rmSync(own, { recursive: true, force: true }));
  try {
    const at = (name: string): string => (docker ? `${seen}/${name}` : join(own, name)), copies = asked.copies(at);
    const none = { exit: null, folder: seen, stdout: '', stderr: '' };
    if (copies.writes && !docker) return { ...none, ended: 'writes' };
    if (!command) return { ...none, ended: 'not started' };
    for (const { name, text } of copies.files) await writeFile(join(own, name), text, { mode: 0o600, flag: 'wx' });
    if (copies.key) await writeFile(join(own, copies.key), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const args = ['-c', ...copies.order.flatMap((name) => ['-f', at(name)])];
    const cwd = folder !== null && (await stat(folder).then((s) => s.isDirectory(), () => false)) ? folder : own;
    if (!docker) return { ...(await run(command, args, seconds, { cwd, docker, cancelled })), folder: seen };
    const name = `haproxy-ws-${randomBytes(8).toString('hex')}`;
    // ending the client does not end the container
    const onKill = (): void => { spawn(command, ['kill', name], { shell: false, detached: true, stdio: 'ignore', env: environment(true), windowsHide: true }).on('error', () => {}).unref(); };
    const folders = [...new Set([cwd, ...asked.folders])].filter((f) => f !== own);
    return { ...(await run(command, [...container(), '--name', name, ...mount(own, false), ...folders.flatMap((f) => mount(f, true)), '--workdir', inside(cwd), program.path, 'haproxy', ...args], seconds, { docker, cancelled, onKill })), folder: seen };
  } catch (e) {
    return { ended: 'not started', exit: null, folder: seen, stdout: '', stderr: String(e) };
  } finally {
    await rm(own, { recursive: true, force: true }).catch(() => {});
    forget();
  }
}
