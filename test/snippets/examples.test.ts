// The examples are what they say they are, by the word of every HAProxy at hand. That the ill ones hurt is what test/proof shows;
// that we find it, what the rules' tests show.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkConfig, compareVersions, requireBuilds } from '../support/haproxy.mjs';
import { withCertificate } from './around.ts';

const FOLDER = 'examples';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.cfg'));
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
interface Illness { readonly line: RegExp; readonly instead: (line: string) => string; readonly since?: string }
const cure = (text: string, illnesses: readonly Illness[]) => illnesses.reduce((cured, { line, instead }) => cured.replace(line, instead), text);
/** What HAProxy refuses in an example, by line, and what loads in its place. All other examples load without a word, ill or not. */
const REFUSED: Record<string, readonly Illness[]> = {
  'article.cfg': [
    {
      line: /^ +log-format .*/m,
      instead: (line) => `    http-request capture req.hdr(Upgrade) len 32\n    http-request capture req.hdr(Connection) len 32\n${line.replace('req.hdr(Upgrade)', 'capture.req.hdr(0)').replace('req.hdr(Connection)', 'capture.req.hdr(1)')}`,
    },
    { line: /^ +option httpchk .*/m, instead: () => '    option httpchk\n    http-check send meth GET uri /health ver HTTP/1.1 hdr Host app.local', since: '2.7' },
  ],
};

test('each example says at its top whether it is healthy or ill, and the list in the README says the same', () => {
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  for (const name of files) {
    const state = /^# (Healthy|Ill): /.exec(read(name))?.[1];
    assert.ok(state, `${name} says Healthy or Ill`);
    assert.ok(readme.includes(`| \`${name}\` | ${state.toLowerCase()}: `), `README.md lists ${name} as ${state.toLowerCase()}`);
  }
  assert.equal([...readme.matchAll(/^\| `/gm)].length, files.length, 'README.md lists nothing else');
});

for (const build of requireBuilds('the examples are what they say they are')) {
  for (const name of files) {
    const refused = REFUSED[name];
    const text = withCertificate(read(name));
    if (!refused) {
      test(`HAProxy ${build.version} loads ${name}`, () => {
        const { exit, alerts } = checkConfig(build, text);
        assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] });
      });
      continue;
    }
    test(`HAProxy ${build.version} refuses ${name}, and takes it once cured`, () => {
      assert.notEqual(checkConfig(build, text).exit, 0);
      // One illness at a time: HAProxy looks at log-format only when every line could be read, so it never tells of both at once.
      for (const illness of refused) {
        const rest = cure(text, refused.filter((other) => other !== illness));
        const { exit, alerts } = checkConfig(build, rest);
        const fatal = compareVersions(build.version, illness.since ?? '0') >= 0;
        assert.equal(exit !== 0, fatal, rest);
        const at = rest.slice(0, illness.line.exec(rest)?.index).split('\n').length;
        assert.equal(alerts.find(({ severity }) => severity === (fatal ? 'ALERT' : 'WARNING'))?.line, at, 'it names the line');
      }
      const cured = checkConfig(build, cure(text, refused));
      assert.deepEqual({ exit: cured.exit, alerts: cured.alerts }, { exit: 0, alerts: [] });
    });
  }
}
