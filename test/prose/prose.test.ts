import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

interface Named { readonly n: string }

interface Facts {
  readonly sections: readonly Named[];
  readonly directives: Readonly<Record<string, readonly Named[]>>;
  readonly bindOptions: readonly Named[];
  readonly serverOptions: readonly Named[];
  readonly crtStoreOptions: readonly Named[];
  readonly actions: readonly Named[];
  readonly fetches: readonly Named[];
  readonly converters: readonly Named[];
  readonly logAliases: readonly Named[];
  readonly logFlags: readonly Named[];
  readonly stickTypes: readonly Named[];
  readonly stickKeys: readonly Named[];
  readonly predicates: readonly Named[];
  readonly conditionDirectives: readonly Named[];
  readonly filters: readonly Named[];
  readonly services: readonly Named[];
}

/** One topic: `<scope>/<name>` to text; `ws` adds what matters for WebSockets, with the measured rows behind it. */
interface Topic {
  readonly entries: Readonly<Record<string, string>>;
  readonly ws?: Readonly<Record<string, { readonly text: string; readonly belief?: string; readonly versions?: readonly { readonly since?: string; readonly until?: string; readonly note: string }[]; readonly evidence: readonly string[] }>>;
}

const root = process.cwd();
const data = join(root, 'server', 'data');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const facts = readJson(join(data, 'facts.json')) as Facts;
const files = readdirSync(join(data, 'prose')).filter((f) => f.endsWith('.json') && f !== 'timeouts.json').sort();
const topics = files.map((f) => [f, readJson(join(data, 'prose', f)) as Topic] as const);
const entries = new Map(topics.flatMap(([, t]) => Object.entries(t.entries)));
const ws = new Map(topics.flatMap(([, t]) => Object.entries(t.ws ?? {})));
/** Every text about WebSockets: the text itself, what is believed, what versions do. */
const wsTexts = [...ws].flatMap(([k, v]): [string, string][] => [[`${k} (WebSocket)`, v.text], ...(v.belief ? [[`${k} (belief)`, v.belief] as [string, string]] : []), ...(v.versions ?? []).map((x): [string, string] => [`${k} (${x.since ?? ''}-${x.until ?? ''})`, x.note])]);

const keys = (scope: string, list: readonly Named[]): string[] => list.map((e) => `${scope}/${e.n}`);
const wanted = [
  ...keys('section', facts.sections),
  ...Object.entries(facts.directives).flatMap(([scope, list]) => keys(scope, list)),
  ...keys('bind', facts.bindOptions),
  ...keys('server', facts.serverOptions),
  ...keys('load', facts.crtStoreOptions),
  ...keys('action', facts.actions),
  ...keys('fetch', facts.fetches),
  ...keys('converter', facts.converters),
  ...keys('log-alias', facts.logAliases),
  ...keys('log-flag', facts.logFlags),
  ...keys('stick-table', facts.stickTypes),
  ...keys('stick-key', facts.stickKeys),
  ...keys('predicate', facts.predicates),
  ...keys('macro', facts.conditionDirectives),
  ...keys('filter', facts.filters),
  ...keys('service', facts.services),
];

/** Words and pairs of neighbours; what two texts share of them says how alike they are. */
function features(text: string): Set<string> {
  const words = (text.toLowerCase().match(/[a-z0-9_.%@/-]+/g) ?? []).map((w) => w.replace(/^\.+|\.+$/g, '')).filter(Boolean);
  return new Set([...words, ...words.slice(1).map((w, i) => `${words[i]!} ${w}`)]);
}

const MOST_ALIKE = 0.77;
/** Words that change nothing in what a text says. */
const EMPTY = new Set('a an the of in on at to for by with from and or is are it its as that this these here there one all has have only also'.split(' '));
/** What a text says, whatever the order of its words. */
const gist = (text: string): string => [...new Set(text.toLowerCase().match(/[a-z0-9_.%@/-]+/g) ?? [])].map((w) => w.replace(/^\.+|\.+$/g, '').replace(/s$/, '')).filter((w) => w && !EMPTY.has(w)).sort().join(' ');

describe('hover prose', () => {
  test('every keyword of every version has a text, and no text is without a keyword', () => {
    assert.ok(wanted.length > 1900, `only ${wanted.length} keywords in the facts`);
    assert.deepEqual(wanted.filter((k) => !entries.has(k)), []);
    const known = new Set(wanted);
    assert.deepEqual([...entries.keys()].filter((k) => !known.has(k)), []);
    assert.deepEqual([...ws.keys()].filter((k) => !entries.has(k)), []);
  });

  test('no key stands in two files', () => {
    assert.equal(entries.size, topics.reduce((sum, [, t]) => sum + Object.keys(t.entries).length, 0));
  });

  test('one entry a line, so that differences read', () => {
    for (const file of files) {
      const lines = readFileSync(join(data, 'prose', file), 'utf8').split('\n').filter((l) => /^ {4}"/.test(l)).length;
      const topic = topics.find(([f]) => f === file)![1];
      assert.equal(lines, Object.keys(topic.entries).length + Object.keys(topic.ws ?? {}).length, file);
    }
  });

  test('every text is at most 60 words and ends as a sentence', () => {
    for (const [key, text] of [...entries, ...wsTexts]) {
      const words = text.split(/\s+/).length;
      assert.ok(words >= 2 && words <= 60, `${key}: ${words} words`);
      assert.match(text, /^\S.*[.?)]$/, key);
      assert.doesNotMatch(text, /\s{2}/, key);
    }
  });

  test(`no two texts are alike (less than ${MOST_ALIKE * 100} % of words and word pairs in common)`, () => {
    const all = [...entries, ...wsTexts].map(([key, text]) => ({ key, text, features: features(text) }));
    const holders = new Map<string, number[]>();
    for (const [i, { features: own }] of all.entries()) {
      for (const f of own) holders.set(f, [...(holders.get(f) ?? []), i]);
    }
    const alike: string[] = [];
    for (const [i, one] of all.entries()) {
      const shared = new Map<number, number>();
      for (const f of one.features) for (const j of holders.get(f)!) if (j < i) shared.set(j, (shared.get(j) ?? 0) + 1);
      for (const [j, n] of shared) {
        const other = all[j]!;
        if (n / (one.features.size + other.features.size - n) >= MOST_ALIKE) alike.push(`${other.key}: ${other.text}\n${one.key}: ${one.text}`);
      }
    }
    assert.deepEqual(alike, []);
  });

  test('no two texts say the same in another order', () => {
    const seen = new Map<string, string>(), same: string[] = [];
    for (const [key, text] of [...entries, ...wsTexts]) {
      const said = gist(text), other = seen.get(said);
      if (other) same.push(`${other} = ${key}: ${text}`);
      seen.set(said, key);
    }
    assert.deepEqual(same, []);
  });

  test('keywords that a text names exist', () => {
    const words = new Set((readFileSync(join(data, 'facts.json'), 'utf8').match(/[\w.+-]+/g) ?? []));
    // prefixes of families, and what is no keyword of HAProxy
    const others = new Set(['h1-case-adjust-bogus', 'tune.h2.fe', 'tune.h2.be', 'jwt_decrypt', 'cap_net_bind_service', 'txn.upgrade', 'index.php', 'resolv.conf', 'site.key', 'site.pem.key', 'ssl_fc_', 'ssl_', 'www.site.example', 'example.site.www']);
    const unknown: string[] = [];
    for (const [key, text] of [...entries, ...wsTexts]) {
      for (const word of text.match(/[A-Za-z0-9_.+-]+/g) ?? []) {
        const w = word.replace(/\.+$/, '');
        // a word with a dot or an underscore inside, or one with a hyphen that is no ordinary compound
        if (/[a-z][._]\w|_$/.test(w) && !/^\.|^[A-Z]/.test(w) && !words.has(w) && !others.has(w)) unknown.push(`${key}: ${w}`);
      }
    }
    assert.deepEqual(unknown, []);
  });

  test('what is said about WebSockets names its measured rows', () => {
    const rows = new Set([...readFileSync(join(root, 'docs', 'evidence.md'), 'utf8').matchAll(/^\| ([a-z]\d\d) \|/gm)].map((m) => m[1]!));
    assert.ok(rows.size > 200);
    assert.ok(ws.size > 50);
    for (const [key, { evidence }] of ws) {
      assert.ok(evidence.length > 0, key);
      for (const id of evidence) {
        assert.match(id, /^[a-z]\d\d$/, key);
        assert.ok(rows.has(id), `${key} names ${id}, which is no row of docs/evidence.md`);
      }
    }
  });

  test('ranges of versions are ranges, and no two of a keyword overlap', () => {
    const index = (v: string | undefined, otherwise: number): number => (v === undefined ? otherwise : Number(v.split('.')[0]) * 100 + Number(v.split('.')[1]));
    for (const [key, { versions = [] }] of ws) {
      const ranges = versions.map((v) => [index(v.since, 0), index(v.until, 9999)] as const).sort((a, b) => a[0] - b[0]);
      ranges.forEach(([from, to], i) => { assert.ok(from <= to, key); assert.ok(i === 0 || ranges[i - 1]![1] < from, key); });
    }
  });

  test('a removed keyword says so, and what stands in its place', () => {
    const removed = Object.entries(facts.directives).flatMap(([scope, list]) => (list as readonly (Named & { removed?: unknown; replacement?: string })[]).filter((e) => e.removed).map((e) => ({ key: `${scope}/${e.n}`, replacement: e.replacement })));
    assert.ok(removed.length > 20);
    for (const { key, replacement } of removed) {
      const text = entries.get(key)!;
      assert.match(text, /Removed|No longer accepted/, key);
      if (replacement) assert.ok(replacement.split(' ').some((word) => text.includes(word)), `${key} does not name ${replacement}`);
    }
  });
});
