// What comes from others: licences listed, nothing of it runs while it is installed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const notices = readFileSync('THIRD-PARTY-NOTICES.md', 'utf8'), bundled = [...notices.matchAll(/^## (\S+) (\S+) \((.+)\)$/gm)].map(([, name, version, license]) => ({ name: name!, version: version!, license: license! }));

test('THIRD-PARTY-NOTICES.md is what the bundles hold', () => { execFileSync(process.execPath, ['scripts/notices.mjs', '--check'], { stdio: 'pipe' }); });

test('docs/settings.md is what the manifest says', () => { execFileSync(process.execPath, ['scripts/gen-settings.mjs', '--check'], { stdio: 'pipe' }); });

test('bundled packages: a licence that lets them be bundled, no script at installation', () => {
  assert.ok(bundled.length >= 5 && bundled.some((p) => p.name === 'vscode-languageserver'));
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version?: string; hasInstallScript?: boolean; dev?: boolean }> };
  for (const { name, version, license } of bundled) {
    assert.match(license, /^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD)$/, name);
    const { scripts } = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as { scripts?: Record<string, string> };
    for (const hook of ['preinstall', 'install', 'postinstall']) assert.equal(scripts?.[hook], undefined, `${name} ${hook}`);
    assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name);
    assert.ok(!lock.packages[`node_modules/${name}`]?.hasInstallScript, name);
  }
});

test('all that is needed at run time is bundled: the manifest names no dependency', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies?: Record<string, string> };
  assert.deepEqual(Object.keys(dependencies ?? {}), []);
});

test('links in the Markdown files beside the pages lead somewhere', () => {
  const files = [...readdirSync('.').filter((f) => f.endsWith('.md')), ...readdirSync('examples').filter((f) => f.endsWith('.md')).map((f) => `examples/${f}`), ...readdirSync('docs/rules').filter((f) => f.endsWith('.md')).map((f) => `docs/rules/${f}`)];
  let links = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
    for (const [, target] of text.matchAll(/\]\((?!https?:|mailto:)([^)\s]*[./#][^)\s]*)\)/g)) {
      const [path, anchor] = target!.split('#'), to = path ? join(dirname(file), path) : file;
      assert.ok(existsSync(to), `${file}: ${target} leads nowhere`);
      if (anchor && to.endsWith('.md')) assert.ok([...readFileSync(to, 'utf8').matchAll(/^#+ (.*)$/gm)].some((h) => h[1]!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-') === anchor), `${file}: ${target}: no such heading`);
      links++;
    }
  }
  assert.ok(links > 100, String(links));
});

test('package-lock.json holds all that `npm ci` wants, for every platform', () => {
  interface Entry { readonly dependencies?: Record<string, string>; readonly devDependencies?: Record<string, string>; readonly optionalDependencies?: Record<string, string> }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> }, missing: string[] = [];
  /** The lock's entry that a package finds: beside it, or in a folder above. */
  const found = (from: string, name: string): boolean => {
    const folders = from === '' ? [] : from.split('/node_modules/').map((_, i, all) => `${all.slice(0, i + 1).join('/node_modules/')}/`);
    return ['', ...folders].some((folder) => `${folder}node_modules/${name}` in packages);
  };
  for (const [path, e] of Object.entries(packages)) for (const name of Object.keys({ ...e.dependencies, ...e.devDependencies, ...e.optionalDependencies })) if (!found(path, name)) missing.push(`${path || 'the project'} wants ${name}`);
  assert.ok(Object.keys(packages).length > 100);
  assert.deepEqual(missing, []);
});
