// The fixtures by the word of real HAProxy: good and fixed files load, and a bad file is refused exactly where we say "error".
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { nearestBranch, patchOf } from '../../server/src/engine/language/version.ts';
import { requireBuilds } from '../support/haproxy.mjs';
import { findings, settingsFor, speaksOf } from './fixture.ts';
import { ask, here, refuses } from './loads.ts';

const root = join(process.cwd(), 'test', 'rules');
const files = readdirSync(root, { withFileTypes: true }).filter((d) => d.isDirectory())
  .flatMap((d) => readdirSync(join(root, d.name)).filter((f) => f.endsWith('.cfg')).map((f) => `${d.name}/${f}`)).sort();

const builds = requireBuilds('the fixtures of the rules by the word of HAProxy');
const unheard = files.filter((file) => !builds.some((b) => speaksOf(readFileSync(join(root, file), 'utf8'), nearestBranch(b.version)!)));
if (builds.length && unheard.length) process.stderr.write(`\n!!!!!! NOT JUDGED, no HAProxy of their version is at hand: ${unheard.join(', ')}\n\n`);

for (const build of builds) {
  const version = nearestBranch(build.version)!;
  suite(`HAProxy ${build.version}`, () => {
    const told = files.map((file) => ({ file, text: here(readFileSync(join(root, file), 'utf8')) })).filter(({ text }) => speaksOf(text, version));
    test('has fixtures to read', () => { assert.ok(told.length > files.length / 2, `${told.length} of ${files.length}`); });
    for (const { file, text } of told) {
      const kind = file.split('/')[1]!, ours = findings(text, { ...settingsFor(text), auto: false, version, release: patchOf(build.version) });
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
