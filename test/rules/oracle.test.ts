// The fixtures by the word of real HAProxy: good and fixed files load, and a bad file is refused exactly where we say "error".
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { nearestBranch } from '../../server/src/engine/language/version.ts';
import { withCertificate } from '../snippets/around.ts';
import { type CheckResult, checkConfig, type HaproxyBuild, requireBuilds, testCertificate } from '../support/haproxy.mjs';
import { findings, settingsFor, speaksOf } from './fixture.ts';

const root = join(process.cwd(), 'test', 'rules');
const files = readdirSync(root, { withFileTypes: true }).filter((d) => d.isDirectory())
  .flatMap((d) => readdirSync(join(root, d.name)).filter((f) => f.endsWith('.cfg')).map((f) => `${d.name}/${f}`)).sort();

/** Files that the fixtures name exist for HAProxy, and so do the variables that have no default. */
const list = join(mkdtempSync(join(tmpdir(), 'haproxy-ws-')), 'sites.list');
writeFileSync(list, `${testCertificate()}\n`);
process.on('exit', () => rmSync(dirname(list), { recursive: true, force: true }));
const here = (text: string): string => withCertificate(text).replace(/ crt-list \/\S+/g, ` crt-list ${list}`).replace(/ (ca-file|ca-verify-file) \/\S+/g, ` $1 ${testCertificate()}`);
const KNOWN: Readonly<Record<string, string>> = { PORT: '8080', HOST: '192.0.2.1', INTERVAL: '2s', TLS: 'strict-sni', CURVES: 'X25519', GROUPS: 'guests' };
const envOf = (text: string): Record<string, string> => Object.fromEntries([...text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map(([, braced, bare]) => [braced ?? bare!, KNOWN[braced ?? bare!] ?? 'x']));

/** What says something of this machine or this build, not of the configuration; and the lines that only sum up. */
const ELSEWHERE = /could not resolve address|Failed to initialize server|does not support the QUIC|QUIC is not compiled in|No such file or directory|Couldn't open|Fatal errors found|Error\(s\) found/;
/** HAProxy refuses the configuration. Exit 2 is fine: nothing in it listens. */
const refuses = ({ exit, alerts }: CheckResult): boolean => exit !== 0 && exit !== 2 && alerts.some(({ severity, message }) => severity === 'ALERT' && !ELSEWHERE.test(message));

function ask(build: HaproxyBuild, text: string): CheckResult {
  try { return checkConfig(build, text, { env: envOf(text) }); } catch (error) { return { exit: 139, alerts: [], output: String(error) }; } // it crashed: it does not start either
}

const builds = requireBuilds('the fixtures of the rules by the word of HAProxy');
const unheard = files.filter((file) => !builds.some((b) => speaksOf(readFileSync(join(root, file), 'utf8'), nearestBranch(b.version)!)));
if (builds.length && unheard.length) process.stderr.write(`\n!!!!!! NOT JUDGED, no HAProxy of their version is at hand: ${unheard.join(', ')}\n\n`);

for (const build of builds) {
  const version = nearestBranch(build.version)!;
  suite(`HAProxy ${build.version}`, () => {
    const told = files.map((file) => ({ file, text: here(readFileSync(join(root, file), 'utf8')) })).filter(({ text }) => speaksOf(text, version));
    test('has fixtures to read', () => { assert.ok(told.length > files.length / 2, `${told.length} of ${files.length}`); });
    for (const { file, text } of told) {
      const kind = file.split('/')[1]!, ours = findings(text, { ...settingsFor(text), auto: false, version });
      const errors = ours.filter((f) => f.severity === 'error').map((f) => `${f.range.start.line + 1} ${f.rule}`);
      test(`${file} ${kind.startsWith('bad') && errors.length ? 'is refused' : 'loads'}`, () => {
        const result = ask(build, text);
        const said = result.alerts.map(({ line, message }) => `${line}: ${message}`).join('\n');
        if (kind.startsWith('bad') && errors.length) assert.ok(result.exit !== 0 && result.exit !== 2, `it starts; ours: ${errors.join(', ')}\n${said}`);
        else assert.ok(!refuses(result), `exit ${result.exit}\n${said}`);
      });
      if (kind.startsWith('good')) test(`${file} is silent for ${version}`, () => { assert.deepEqual(ours.map((f) => `${f.range.start.line + 1} ${f.rule}`), []); });
    }
  });
}
