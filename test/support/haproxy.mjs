// Real HAProxy binaries for tests and scripts: finds them, and asks them what they think of a configuration.
// Plain ESM so that node runs it as it is; types in haproxy.d.mts. Knows nothing of our own rules.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const BRANCHES = ['2.6', '3.0', '3.2', '3.4'];

/** The project's folder: bundled tests run from elsewhere, so it is looked for, not counted in "..". */
export function projectRoot() {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) if (existsSync(join(dir, 'scripts', 'get-haproxy.sh'))) return dir;
  return process.cwd();
}

/** A self-signed certificate with its key in one file, for localhost and 127.0.0.1: for tests on loopback, worth nothing elsewhere. */
let certificate = '';
export function testCertificate() {
  // a copy: some directives write to the file they name
  if (!certificate || !existsSync(certificate)) {
    const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-'));
    certificate = join(folder, 'localhost.pem');
    copyFileSync(join(projectRoot(), 'test', 'support', 'tls', 'localhost.pem'), certificate);
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return certificate;
}

const executable = (path) => { try { accessSync(path, constants.X_OK); return true; } catch { return false; } };
const loud = (text) => process.stderr.write(`\n!!!!!! ${text}\n\n`);

/** @returns {import('./haproxy.d.mts').HaproxyBuild | null} what the program says it is; null when it does not run or is no HAProxy */
function identify(path) {
  const { status, stdout } = spawnSync(path, ['-v'], { encoding: 'utf8', timeout: 10_000 });
  const version = status === 0 ? /^HAProxy version (\d+\.\d+[-.\w]*)/i.exec(stdout)?.[1] : undefined;
  if (!version) return null;
  const exact = /^\d+\.\d+(\.\d+)?(-dev\d+)?/.exec(version)[0];
  return { branch: exact.split('.').slice(0, 2).join('.').replace(/-.*/, ''), version: exact, path };
}

/** Numbers of a version, for sorting and comparing: "3.2.26" -> [3, 2, 26]. */
const numbers = (version) => version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
/** Negative, zero or positive, as `sort` wants it. "3.2" counts as 3.2.0. */
export function compareVersions(a, b) {
  const [x, y] = [numbers(a), numbers(b)];
  for (let i = 0; i < 3; i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
}

function fromFolder(folder) {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const paths = names.flatMap((name) => (/^haproxy-\d/.test(name) ? [join(folder, name)] : /^\d+\.\d+/.test(name) ? [join(folder, name, 'haproxy')] : []));
  return paths.filter(executable).map(identify).filter((build) => build !== null);
}

function fromDebian() {
  const folder = join(process.env.HAPROXY_WS_CACHE ?? join(homedir(), '.cache', 'haproxy-ws'), 'haproxy');
  const missing = BRANCHES.filter((branch) => !executable(join(folder, branch, 'haproxy')));
  if (missing.length) {
    process.stderr.write(`Fetching HAProxy ${missing.join(', ')} out of Debian's packages into ${folder} (once, about 20 s) ...\n`);
    // Branch by branch, so that one that cannot be had does not take the others with it.
    for (const branch of missing) {
      const { status, stderr, error } = spawnSync('bash', [join(projectRoot(), 'scripts', 'get-haproxy.sh'), folder, branch], { encoding: 'utf8', timeout: 300_000 });
      if (status === 0) continue;
      loud(`HAProxy ${branch} could not be had: ${(error?.message ?? stderr).trim() || `exit ${status}`}`);
      if (status === 3) break; // no mirror, or no network: the next branch would say the same
    }
  }
  return fromFolder(folder);
}

/** @type {import('./haproxy.d.mts').HaproxyBuild[] | undefined} */
let found;
/**
 * Every HAProxy at hand, oldest first: those in the folder HAPROXY_BINS (`haproxy-X.Y.Z` or `X.Y/haproxy`) if it is set; else the one on
 * the PATH, and Debian's packages of the other branches. Empty when there is none; why, stands on stderr.
 */
export function haproxyBuilds() {
  if (found) return found;
  const folder = process.env.HAPROXY_BINS;
  if (folder) {
    found = fromFolder(resolve(folder));
    if (!found.length) loud(`No HAProxy: HAPROXY_BINS is ${folder}, and no haproxy-X.Y.Z or X.Y/haproxy in it runs.`);
  } else {
    const onPath = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, 'haproxy')).filter(executable).slice(0, 1).map(identify).filter((build) => build !== null);
    found = [...onPath, ...fromDebian().filter(({ branch }) => !onPath.some((build) => build.branch === branch))];
    if (!found.length) loud('No HAProxy: none on the PATH, none out of Debian\'s packages (see above). Set HAPROXY_BINS to a folder of builds.');
  }
  return found.sort((a, b) => compareVersions(a.version, b.version));
}

/** The builds, for a test that cannot do without: with none it says so loudly, and in CI (CI=true) it is an error. */
export function requireBuilds(what) {
  const builds = haproxyBuilds();
  if (!builds.length) {
    loud(`NOT RUN: ${what}: there is no HAProxy to ask.`);
    if (process.env.CI === 'true') throw new Error(`${what}: no HAProxy binary, and this is CI`);
  }
  return builds;
}

/**
 * The messages in HAProxy's output. One message may stand on several lines; the place is told as [file:line].
 * @returns {import('./haproxy.d.mts').HaproxyMessage[]}
 */
export function parseMessages(output) {
  const messages = [];
  for (const text of output.split('\n')) {
    const head = /^\[(ALERT|WARNING|NOTICE|DIAG)\]\s*(?:\S*\s*\(\d+\))?\s*:\s*(.*)$/.exec(text);
    if (head) {
      const line = /\[[^\]]*?:(\d+)\]/.exec(head[2])?.[1];
      messages.push({ severity: head[1], line: line ? Number(line) : null, message: head[2] });
    } else if (messages.length && /^\s+\S/.test(text)) messages.at(-1).message += '\n' + text.trimEnd();
  }
  // Who runs it, and which program it is, says nothing about the configuration.
  return messages.filter(({ message }) => !/haproxy version is|path to executable is|started as (the )?root|chroot\(\)/i.test(message));
}

/** Runs `haproxy -c` on a text (has a line break) or a file. @type {typeof import('./haproxy.d.mts').checkConfig} */
export function checkConfig(build, textOrPath, { env = {}, args = [] } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-'));
  try {
    const isText = textOrPath.includes('\n');
    const file = isText ? join(dir, 'haproxy.cfg') : textOrPath;
    if (isText) writeFileSync(file, textOrPath);
    const { status, signal, stdout, stderr, error } = spawnSync(build.path, ['-c', ...args, '-f', file], { encoding: 'utf8', timeout: 20_000, env: { ...process.env, ...env } });
    if (status === null) throw new Error(`${build.version} -c did not end by itself: ${error?.message ?? signal}`);
    const output = `${stderr}${stdout}`;
    return { exit: status, alerts: parseMessages(output), output };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
