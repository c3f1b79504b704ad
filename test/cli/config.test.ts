// haproxy-ws.json: which one counts, what it changes on the command line and in the server, and that its keys, its schema, its page and
// the editor's settings say the same.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { CONFIG_KEYS, mergeConfig, readConfig } from '../../server/src/config.ts';
import { start } from '../lsp/client.mjs';
import { folder, inFolder } from './cli.ts';

const ILL = 'frontend web\n    mode http\n    bind :8080\n    timeout client 30s\n    timeout server 30s\n    default_backend app\nbackend app\n    mode http\n    timeout connect 5s\n    timeout server 30s\n    server a 127.0.0.1:1\n';
const RULE = 'timeout-in-wrong-section', json = (o: object): string => JSON.stringify(o);
interface Out { files: { path: string; target: string; findings: { rule: string; severity: string }[] }[] }
const rulesOf = (out: string): Record<string, string[]> => Object.fromEntries((JSON.parse(out) as Out).files.map((x) => [x.path, x.findings.map((y) => `${y.rule} ${y.severity}`)]));

test('the nearest one upward counts, alone; --target goes before it', inFolder({ 'haproxy-ws.json': json({ version: '2.6', rules: { [RULE]: 'off' } }), 'a.cfg': ILL, 'sub/deep/a.cfg': ILL, 'sub/haproxy-ws.json': `\ufeff${json({ rules: { [RULE]: 'error' } })}` }, (f) => {
  const r = f.run(['check', '--format', 'json', 'a.cfg', 'sub/deep/a.cfg']), found = rulesOf(r.out);
  assert.deepEqual([found['a.cfg']!.filter((x) => x.startsWith(RULE)), found['sub/deep/a.cfg']!.filter((x) => x.startsWith(RULE))], [[], [`${RULE} error`]]);
  assert.deepEqual((JSON.parse(r.out) as Out).files.map((x) => x.target), ['2.6', '3.2']);
  assert.equal((JSON.parse(f.run(['check', '--format', 'json', '--target', '3.0', 'a.cfg']).out) as Out).files[0]!.target, '3.0');
  assert.deepEqual(rulesOf(f.run(['check', '--format', 'json', '-'], ILL).out)['-'], [], 'standard input counts as a file of this folder');
}));

test('files that are read together; reported is what was named', inFolder({ 'haproxy-ws.json': json({ files: ['haproxy.cfg', 'conf.d'] }), 'haproxy.cfg': 'frontend web\n    mode http\n    bind :80\n    timeout client 30s\n    default_backend app\n', 'conf.d/app.cfg': 'backend app\n    mode http\n    timeout connect 5s\n    timeout server 30s\n    server a 127.0.0.1:1\n' }, (f) => {
  assert.deepEqual(rulesOf(f.run(['check', '--format', 'json', 'haproxy.cfg']).out), { 'haproxy.cfg': [] });
  assert.deepEqual(Object.keys(rulesOf(f.run(['check', '--format', 'json', '.']).out)).sort(), ['conf.d/app.cfg', 'haproxy.cfg']);
  f.put('haproxy-ws.json', '{}');
  assert.deepEqual(rulesOf(f.run(['check', '--format', 'json', 'haproxy.cfg']).out)['haproxy.cfg']!.map((x) => x.split(' ')[0]), ['undefined-name'], 'alone it names a backend that is not there');
}));

test('words of one’s own', inFolder({ 'haproxy-ws.json': json({ customData: ['words.json'] }), 'words.json': json({ keywords: ['acme-module'] }), 'sub/a.cfg': 'global\n    acme-module on\n', 'b.cfg': 'global\n    acme-modul on\n' }, (f) => {
  assert.equal(f.run(['check', 'sub/a.cfg']).code, 0);
  assert.equal(f.run(['check', 'b.cfg']).code, 1);
}));

test('what is wrong in it is said, exit 2, and all else is checked', () => {
  for (const [text, says] of [['{', /is no JSON: /], ['[]', /is no JSON object/], [json({ verson: '3.2' }), /verson is not known/], [json({ version: '9.9' }), /version has to be/], [json({ rules: { 'no-such-rule': 'off' } }), /rules names no rule: no-such-rule/], [json({ rules: { [RULE]: 'fatal' } }), /rules: timeout-in-wrong-section has to be one of/], [json({ websocket: { ping: '5s' } }), /websocket\.ping is not known/], [json({ websocket: { pingInterval: 'often' } }), /websocket\.pingInterval has to be/], [json({ customData: ['none.json'] }), /none\.json: no such file/], [json({ 'websocket.paths': [] }), /is not known/]] as const) {
    const f = folder({ 'haproxy-ws.json': text, 'a.cfg': ILL });
    try {
      const r = f.run(['check', '--format', 'json', 'a.cfg']);
      assert.equal(r.code, 2, text);
      assert.match(r.err, says);
      assert.ok(rulesOf(r.out)['a.cfg']!.some((x) => x.startsWith(RULE)), text);
    } finally { f.remove(); }
  }
});

test('the server reads the same file', async () => {
  const f = folder({ 'haproxy-ws.json': json({ version: '2.6', rules: { [RULE]: 'error' } }), 'sub/a.cfg': ILL }), c = await start({ settings: { haproxy: { version: '3.2', rules: { [RULE]: 'hint', 'undefined-name': 'off' } } } });
  try {
    const uri = pathToFileURL(join(f.path, 'sub/a.cfg')).href, severity = async (): Promise<number | undefined> => ((await c.request('textDocument/diagnostic', { textDocument: { uri } })) as { items: { code: string; severity: number }[] }).items.find((d) => d.code === RULE)?.severity;
    c.open(uri, ILL);
    assert.equal(await severity(), 1);
    assert.equal(((await c.request('haproxy/status', { uri })) as { version: string }).version, '2.6');
    writeFileSync(join(f.path, 'haproxy-ws.json'), json({ rules: { [RULE]: 'info' }, what: 1 }));
    c.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: pathToFileURL(join(f.path, 'haproxy-ws.json')).href, type: 2 }] });
    assert.equal(await severity(), 3);
    assert.ok(c.log.some((l) => l.includes('what is not known')), c.log.join('\n'));
    assert.equal((await c.stop()).code, 0);
  } finally { c.child.kill('SIGKILL'); f.remove(); }
});

test('the file goes before the editor, entry by entry', () => {
  assert.deepEqual(mergeConfig({ version: '3.4', path: '/x', rules: { a: 'off', b: 'off' }, websocket: { paths: ['/a'], http11Only: true } }, { version: '2.6', rules: { b: 'error' }, websocket: { paths: ['/b'] } }), { version: '2.6', path: '/x', rules: { a: 'off', b: 'error' }, websocket: { paths: ['/b'], http11Only: true } });
  assert.deepEqual(mergeConfig(null, {}), {});
});

interface Schema { properties?: Record<string, Schema>; default?: unknown; enum?: string[] }
const SCHEMA = JSON.parse(readFileSync('schemas/haproxy-ws.schema.json', 'utf8')) as Schema;
const leaves = (s: Schema, path = ''): [string, Schema][] => Object.entries(s.properties ?? {}).flatMap(([k, v]) => (k === '$schema' ? [] : v.properties ? leaves(v, `${path}${k}.`) : [[path + k, v] as [string, Schema]]));
const nested = (key: string, value: unknown): object => { const [a, b] = key.split('.'); return b ? { [a!]: { [b]: value } } : { [a!]: value }; };

test('keys, defaults, schema, page and editor settings agree', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/gen-schema.mjs', '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const settings = (JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { configuration: { properties: Record<string, { default: unknown }> } } }).contributes.configuration.properties;
  assert.deepEqual(leaves(SCHEMA).map(([k]) => k).sort(), Object.keys(CONFIG_KEYS).sort());
  const valid = new Ajv({ strict: false }).compile(SCHEMA), page = readFileSync('docs/configuration.md', 'utf8');
  for (const [key, s] of leaves(SCHEMA)) {
    assert.deepEqual(s.default, settings[`haproxy.${key}`]!.default, key);
    assert.ok(page.includes(`| \`${key}\` |`), key);
    // what the schema takes the reader takes, and the other way round
    for (const value of [s.default, ...(s.enum ?? []), 'x', 7, true, null, ['a'], { a: 'b' }, { [RULE]: 'off' }, '25s', '3.2']) {
      if (key === 'rules' && (value as { a?: string })?.a) continue; // which rules there are the schema does not say
      if (key.endsWith('pingInterval') || key.endsWith('outerIdleTimeout')) { if (value === 'x' || value === '3.2') continue; } // nor the form of a duration
      assert.equal(readConfig(JSON.stringify(nested(key, value))).problems.length === 0, valid(nested(key, value)), `${key}: ${JSON.stringify(value)}`);
    }
  }
  const example = /```json\n([\s\S]*?)```/.exec(page)![1]!;
  assert.ok(valid(JSON.parse(example)), JSON.stringify(valid.errors));
  assert.deepEqual(readConfig(example).problems, []);
});
