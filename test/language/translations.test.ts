// What a translation must not lose: places for arguments, code, words in quotes, links. That every key is there is told by
// scripts/gen-l10n.mjs, which l10n.test.ts runs.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

type Texts = Readonly<Record<string, string>>;
const read = (file: string): Texts => JSON.parse(readFileSync(file, 'utf8')) as Texts;
const languages = readdirSync('l10n').flatMap((f) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(f)?.[1] ?? []);
const all = (text: string, what: RegExp): string[] => [...text.matchAll(what)].map((m) => m[0]).sort();
/** What is the same in every language. */
const KEPT: readonly (readonly [string, RegExp])[] = [
  ['arguments', /\{\d+\}/g], ['code', /`[^`]*`/g], ['links', /\]\([^)]*\)/g], ['termination states', /\b[cCsSPKDL][RQCHDT]?-{2,3}/g],
];
/** Sentences that are nothing but names: HAProxy's words, protocols, log states. */
const NAMES = /^(?:(?:HAProxy|WebSocket|HTTP\/[\d.]+|TLS|URI|URL|Host|Frontend|Binds|MQTT|the|a|an|is|s|backends|binds|frontends|expire|cookie|cache|fcgi-app|backend|bind|frontend|listen|server|mode|tcp|timeout|tunnel|\{\d+\}|[\d.]+|[a-zA-Z]{2}-{2}|[*():,·]+)[\s:()*.]*)+$/;

suite('translations', () => {
  test('there is a Russian one', () => { assert.ok(languages.includes('ru')); });
  for (const language of languages) {
    const bundle = read(`l10n/bundle.l10n.${language}.json`), manifest = [read('package.nls.json'), read(`package.nls.${language}.json`)] as const;
    test(`${language}: the manifest has the same texts`, () => { assert.deepEqual(Object.keys(manifest[1]), Object.keys(manifest[0])); });
    for (const [what, pattern] of KEPT) test(`${language}: the same ${what}`, () => {
      const wrong = [...Object.entries(bundle), ...Object.entries(manifest[0]).map(([k, v]) => [v, manifest[1][k]!] as const)].filter(([english, said]) => all(english, pattern).join() !== all(said, pattern).join());
      assert.deepEqual(wrong, []);
    });
    test(`${language}: nothing is empty, and what starts or ends with a blank still does`, () => {
      const edge = (s: string): string => `${/^\s*/.exec(s)![0]}|${/\s*$/.exec(s)![0]}`;
      assert.deepEqual(Object.entries(bundle).filter(([english, said]) => said.trim() === '' || edge(english) !== edge(said)), []);
    });
  }
  test('ru: every sentence is Russian, but for those that are nothing but names', () => {
    const latin = [...Object.entries(read('l10n/bundle.l10n.ru.json')), ...Object.entries(read('package.nls.ru.json'))].filter(([, said]) => !/[а-яё]/i.test(said)).map(([english]) => english);
    assert.deepEqual(latin.filter((english) => !NAMES.test(english) && !/^\d+ backend$/.test(english)), []);
  });
});
