// Every keyword that any version knows has a text where it stands, by the way that an editor asks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, Engine, type Settings } from '../../../server/src/engine/index.ts';
import type { Common, Entry, SectionKind } from '../../../server/src/engine/language/facts.ts';
import {
  actions, at, bindOptions, conditionDirectives, converters, crtStoreOptions, directivesOf, fetches, filters, logAliases, logFlags, predicates, sections, serverOptions, services, stickKeys, stickTypes,
} from '../../../server/src/engine/language/load.ts';
import { knownIn, VERSIONS } from '../../../server/src/engine/language/version.ts';
import { URI } from '../cursor.ts';

type Any = Entry<Common>;
/** Newest version that takes the word, else the newest that knows it. */
const newest = (e: Any): Settings['version'] => VERSIONS.findLast((v) => knownIn(e.usable, v)) ?? VERSIONS.findLast((v) => knownIn(e.known, v)) ?? '3.2';

let engine = new Engine();
function hoverAt(text: string, line: number, character: number, version: Settings['version']): string {
  engine = new Engine();
  engine.open(URI, 1, text, { ...DEFAULT_SETTINGS, version, auto: false });
  return engine.hover(URI, { line, character })?.markdown ?? '';
}

interface Group { readonly what: string; readonly scope: string; readonly entries: readonly unknown[]; readonly line: (e: Any, v: Settings['version']) => { readonly header: string | null; readonly before: string; readonly word?: string; readonly behind?: string } }
const PROXIES = ['frontend', 'backend', 'listen', 'defaults'] as const;
const HEADERS: Partial<Record<string, string>> = { global: 'global', traces: 'traces' };

function proxyFor(e: Any, v: Settings['version']): string {
  const { places } = at(e, v) as Common & { places?: Readonly<Record<string, string>> | null };
  const kind = PROXIES.find((k) => places?.[k] === 'yes') ?? 'frontend';
  return `${kind} x`;
}
const KINDS = [...new Set(sections().entries.filter((e) => at(e, newest(e as Any)).file === 'main' && e.name !== 'namespace_list').map((e) => (['frontend', 'backend', 'listen', 'defaults'].includes(e.name) ? 'frontend' : e.name)))] as SectionKind[];

const GROUPS: readonly Group[] = [
  { what: 'sections', scope: 'section', entries: sections().entries.filter((e) => at(e, newest(e as Any)).file === 'main' && e.name !== 'namespace_list'), line: (e) => ({ header: null, before: '', word: e.name, behind: ' x' }) },
  ...KINDS.map((kind): Group => ({ what: `directives of ${kind === 'frontend' ? 'proxies' : kind}`, scope: kind === 'frontend' ? 'proxy' : kind, entries: directivesOf(kind), line: (e, v) => ({ header: kind === 'frontend' ? proxyFor(e, v) : HEADERS[kind] ?? `${kind} x`, before: e.name.slice(0, e.name.lastIndexOf(' ') + 1), word: e.name.slice(e.name.lastIndexOf(' ') + 1), behind: ' X' }) })),
  { what: 'bind options', scope: 'bind', entries: bindOptions().entries, line: () => ({ header: 'frontend x', before: 'bind :80 ' }) },
  { what: 'server options', scope: 'server', entries: serverOptions().entries, line: () => ({ header: 'backend x', before: 'server s 127.0.0.1:1 ' }) },
  { what: 'options of load', scope: 'load', entries: crtStoreOptions().entries, line: () => ({ header: 'crt-store x', before: 'load ' }) },
  { what: 'actions', scope: 'action', entries: actions().entries, line: (e, v) => ({ header: 'listen x', before: `${(at(e, v) as Common & { rulesets: readonly string[] }).rulesets[0] ?? 'http-request'} `, ...(e.name === 'track-sc' ? { word: 'track-sc0' } : {}) }) },
  { what: 'fetches', scope: 'fetch', entries: fetches().entries, line: () => ({ header: 'frontend x', before: 'acl a ' }) },
  { what: 'converters', scope: 'converter', entries: converters().entries, line: () => ({ header: 'frontend x', before: 'acl a src,' }) },
  { what: 'log aliases', scope: 'log-alias', entries: logAliases().entries, line: () => ({ header: 'frontend x', before: 'log-format %' }) },
  { what: 'log flags', scope: 'log-flag', entries: logFlags().entries, line: () => ({ header: 'frontend x', before: 'log-format %{+', behind: '}o' }) },
  { what: 'stick-table data types', scope: 'stick-table', entries: stickTypes().entries, line: () => ({ header: 'backend x', before: 'stick-table type ip size 1k store ' }) },
  { what: 'stick-table keys', scope: 'stick-key', entries: stickKeys().entries, line: () => ({ header: 'backend x', before: 'stick-table type ' }) },
  { what: 'predicates', scope: 'predicate', entries: predicates().entries, line: () => ({ header: null, before: '.if ', behind: '(x)' }) },
  { what: 'conditional directives', scope: 'macro', entries: conditionDirectives().entries, line: () => ({ header: null, before: '' }) },
  { what: 'filters', scope: 'filter', entries: filters().entries, line: () => ({ header: 'listen x', before: 'filter ' }) },
  { what: 'services', scope: 'service', entries: services().entries, line: () => ({ header: 'frontend x', before: 'http-request use-service ' }) },
];

test('every keyword of every version has a hover where it stands', (t) => {
  const missing: string[] = [];
  let count = 0;
  for (const { what, scope, entries, line } of GROUPS) {
    for (const e of entries as readonly Any[]) {
      const v = newest(e), { header, before, word = e.name, behind = '' } = line(e, v), n = header === null ? 0 : 1, indent = header === null ? '' : '    ';
      const shown = hoverAt(`${header === null ? '' : `${header}\n`}${indent}${before}${word}${behind}\n`, n, indent.length + before.length + 1 * Number(word.length > 1), v), text = engine.prose(`${scope}/${e.name}`)?.split('\n\n')[0];
      count++;
      if (!text || !shown.includes(text)) missing.push(`${what}: ${e.name}: ${text ? shown.slice(0, 100) : 'no text'}`);
    }
  }
  t.diagnostic(`${count} keywords`);
  assert.deepEqual(missing.slice(0, 30), [], `${missing.length} of ${count}`);
  assert.ok(count > 1900, String(count));
});
