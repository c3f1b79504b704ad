import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

interface TimeoutProse {
  readonly governs: string;
  readonly after101: string;
  readonly whoCloses: string;
  readonly clientSees: string;
  readonly log: string;
  readonly unit: string;
  readonly sections: string;
  readonly advice: string;
  readonly wrongBelief?: string;
  readonly versions?: readonly { readonly since?: string; readonly until?: string; readonly note: string }[];
  readonly evidence: readonly string[];
}

const root = process.cwd();
const shared = join(root, '..', 'shared');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { entries } = readJson(join(root, 'server', 'data', 'prose', 'timeouts.json')) as { entries: Record<string, TimeoutProse> };

const required = ['governs', 'after101', 'whoCloses', 'clientSees', 'log', 'unit', 'sections', 'advice'] as const;
/** Fields in which two keywords may not say the same thing. The others hold short labels such as "Nothing.". */
const distinct = ['governs', 'after101', 'sections', 'advice', 'wrongBelief'] as const;
const textsOf = (e: TimeoutProse): string[] => [...required.map((f) => e[f]), e.wrongBelief ?? '', ...(e.versions ?? []).map((v) => v.note)];

const known = [
  ...['check', 'client', 'client-fin', 'client-hs', 'connect', 'http-keep-alive', 'http-request', 'queue', 'server', 'server-fin', 'tarpit', 'tunnel'].map((n) => `proxy/timeout ${n}`),
  'resolvers/timeout', 'mailers/timeout mail', 'ring/timeout connect', 'ring/timeout server', 'log-forward/timeout client', 'global/stats timeout',
];

describe('prose of the timeouts', () => {
  test('every timeout keyword has its texts', () => {
    const facts = join(shared, 'facts', 'directives.json');
    let wanted = known;
    if (existsSync(facts)) {
      const { entries: directives } = readJson(facts) as { entries: { scope: string; name: string }[] };
      wanted = directives.filter((d) => /(^|\s)timeout(\s|$)/.test(d.name)).map((d) => `${d.scope}/${d.name}`);
      assert.ok(wanted.length >= known.length);
    } else console.error(`NOT RUN against the facts: ${facts} is not here; the list in this test was used instead`);
    assert.deepEqual(wanted.filter((key) => !entries[key]), []);
  });

  test('every field is filled, with at most 60 words', () => {
    for (const [key, entry] of Object.entries(entries)) {
      for (const field of required) assert.ok(entry[field]?.trim(), `${key}: ${field} is missing`);
      for (const text of textsOf(entry)) assert.ok(text.split(/\s+/).length <= 60, `${key}: ${text}`);
    }
  });

  test('no two keywords say the same', () => {
    for (const field of distinct) {
      const seen = new Map<string, string>();
      for (const [key, entry] of Object.entries(entries)) {
        const text = entry[field];
        if (text === undefined) continue;
        assert.equal(seen.get(text), undefined, `${field} of ${key} repeats ${seen.get(text)}`);
        seen.set(text, key);
      }
    }
  });

  test('every entry names the rows it rests on', () => {
    for (const [key, entry] of Object.entries(entries)) {
      assert.ok(entry.evidence.length > 0, key);
      for (const id of entry.evidence) assert.match(id, /^(?:[a-z]\d\d|facts:\S.*|manual:\d+(?:\.\d+)*)$/, `${key}: ${id}`);
    }
    const rows = new Set([...readFileSync('docs/evidence.md', 'utf8').matchAll(/^\| ([a-z]\d\d) \|/gm)].map((m) => m[1]!));
    assert.ok(rows.size > 300);
    for (const [key, entry] of Object.entries(entries)) {
      for (const id of entry.evidence) if (/^[a-z]\d\d$/.test(id)) assert.ok(rows.has(id), `${key} names ${id}, which is no row`);
    }
  });

  test('version notes have a range inside the known versions', () => {
    for (const [key, entry] of Object.entries(entries)) {
      for (const v of entry.versions ?? []) {
        assert.ok(v.since ?? v.until, key);
        for (const x of [v.since, v.until]) if (x) assert.match(x, /^(?:2\.[4-9]|3\.[0-4])$/, `${key}: ${x}`);
      }
    }
  });
});
