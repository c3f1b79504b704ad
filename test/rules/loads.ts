// Asks real HAProxy about a fixture, with the files and variables that it names.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withCertificate } from '../snippets/around.ts';
import { type CheckResult, checkConfig, type HaproxyBuild, testCertificate } from '../support/haproxy.mjs';

/** Files that the fixtures name exist for HAProxy, and so do the variables that have no default. */
const list = join(mkdtempSync(join(tmpdir(), 'haproxy-ws-')), 'sites.list');
writeFileSync(list, `${testCertificate()}\n`);
process.on('exit', () => rmSync(dirname(list), { recursive: true, force: true }));
export const here = (text: string): string => withCertificate(text).replace(/ crt-list \/\S+/g, ` crt-list ${list}`).replace(/ (ca-file|ca-verify-file) \/\S+/g, ` $1 ${testCertificate()}`);
const KNOWN: Readonly<Record<string, string>> = { PORT: '8080', HOST: '192.0.2.1', INTERVAL: '2s', TLS: 'strict-sni', CURVES: 'X25519', GROUPS: 'guests' };
const envOf = (text: string): Record<string, string> => Object.fromEntries([...text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map(([, braced, bare]) => [braced ?? bare!, KNOWN[braced ?? bare!] ?? 'x']));

/** What says something of this machine or this build, not of the configuration; and the lines that only sum up. */
const ELSEWHERE = /could not resolve address|Failed to initialize server|does not support the QUIC|QUIC is not compiled in|No such file or directory|Couldn't open|Fatal errors found|Error\(s\) found/;
/** HAProxy refuses the configuration. Exit 2 is fine: nothing in it listens. */
export const refuses = ({ exit, alerts }: CheckResult): boolean => exit !== 0 && exit !== 2 && alerts.some(({ severity, message }) => severity === 'ALERT' && !ELSEWHERE.test(message));

export function ask(build: HaproxyBuild, text: string): CheckResult {
  try { return checkConfig(build, text, { env: envOf(text) }); } catch (error) { return { exit: 139, alerts: [], output: String(error) }; } // it crashed: it does not start either
}
