// What a translator is given is what the code says, no more and no less.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine, setTranslations } from '../../server/src/engine/index.ts';

const json = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
const TEXT = 'frontend www\n    bind :80\n    timeout server 1m\n', URI = 'file:///haproxy.cfg';
const message = (): string => { const e = new Engine(); e.open(URI, 1, TEXT, { ...DEFAULT_SETTINGS, version: '3.2', auto: false }); return e.findings(URI).find((f) => f.rule === 'timeout-in-wrong-section')?.message ?? ''; };

suite('translations', () => {
  test('the bundle for translators is fresh, and no translation has other sentences or other places for arguments', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/gen-l10n.mjs', '--check'], { encoding: 'utf8', timeout: 60_000 });
    assert.equal(status, 0, stdout + stderr);
    assert.ok(Object.keys(json('l10n/bundle.l10n.json')).length > 500);
  });
  test('every text of package.json stands in package.nls.json, and the other way round', () => {
    const used = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map((m) => m[1]!));
    assert.ok(used.size > 10);
    assert.deepEqual([...used].sort(), Object.keys(json('package.nls.json')).sort());
  });
  test('a bundle takes effect, and one that is broken does no harm', () => {
    const bundle = json('l10n/bundle.l10n.json') as Record<string, string>;
    const english = message();
    assert.ok(english);
    try {
      setTranslations(Object.fromEntries(Object.keys(bundle).map((k) => [k, `«${k}»`])));
      assert.equal(message(), `«${english}»`);
      setTranslations({ constructor: 1, [english]: 2 } as unknown as Record<string, string>);
      assert.equal(message(), english);
    } finally { setTranslations(null); }
  });
});
