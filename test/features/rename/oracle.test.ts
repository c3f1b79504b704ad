// Every name of a configuration, renamed in turn: real HAProxy loads it as before, with the same messages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Engine } from '../../../server/src/engine/index.ts';
import { isNameless, type NameKind } from '../../../server/src/engine/model/names.ts';
import { apply } from '../../rules/fixture.ts';
import { URI } from '../cursor.ts';
import { checkConfig, compareVersions, requireBuilds, testCertificate } from '../../support/haproxy.mjs';

const SINCE = '3.0'; // crt-store
const builds = requireBuilds('renamed configurations by the word of HAProxy').filter((b) => compareVersions(b.version, SINCE) >= 0);
const text = readFileSync(join(process.cwd(), 'test', 'features', 'rename', 'everything.cfg'), 'utf8').replace('CERTIFICATE', testCertificate());

/** Every name with a declaration: where to put the cursor. */
function declared(engine: Engine): { readonly name: string; readonly kind: string; readonly line: number; readonly character: number }[] {
  const { project, document } = engine.model(URI)!, out = [];
  for (const [key, { declared: lines }] of [...project.names, ...document.sections.flatMap((s) => [...s.names])]) {
    const [kind, name] = key.split(' ') as [string, string], line = lines[0] && document.tree.numberOf(lines[0]);
    if (line === undefined || name === '#' || kind === 'proxy' || isNameless(kind as NameKind)) continue;
    const written = document.tree.at(line).text, at = written.search(new RegExp(`(?<=[\\s(])${name.replace(/\./g, '\\.')}(?=$|[\\s,)])`));
    assert.ok(at >= 0, `${key} in ${written}`);
    out.push({ kind, name, line, character: at });
  }
  return out;
}

for (const build of builds) suite(`HAProxy ${build.version}`, () => {
  const engine = new Engine();
  engine.open(URI, 1, text);
  const was = checkConfig(build, text), names = declared(engine);
  test('loads it as it stands', () => { assert.equal(was.exit, 0, was.output); });
  test('has names of all kinds', () => { assert.ok(new Set(names.map((n) => n.kind)).size >= 22, [...new Set(names.map((n) => n.kind))].join()); });
  for (const n of names) test(`${n.kind} ${n.name}`, () => {
    const done = engine.rename(URI, n, `${n.name}_x`);
    assert.ok(done && 'edits' in done, JSON.stringify(done));
    const now = apply(text, done.edits);
    assert.notEqual(now, text);
    const is = checkConfig(build, now);
    assert.equal(is.exit, 0, is.output);
    assert.deepEqual(is.alerts.map((a) => ({ ...a, message: a.message.replaceAll(`${n.name}_x`, n.name) })), was.alerts);
  });
});
