// SARIF 2.1.0, one run: rules with their doc pages, results with related places and fixes.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Edits, type Range, RULES } from '../../engine/index.ts';
import { RULE_PAGES } from '../../pages.ts';
import type { Checked, Finding } from '../check.ts';
import { STDIN, type Unusable } from '../files.ts';
import type { Report } from './report.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const;

/** A relative path stays relative, so that the report fits any checkout. */
const uriOf = (path: string): string => path === STDIN ? 'stdin'
  : isAbsolute(path) ? pathToFileURL(path).href
    : path.replaceAll('\\', '/').replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
const regionOf = ({ start, end }: Range): object => ({ startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 });
const placeOf = (path: string, range: Range): object => ({ physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: regionOf(range) } });
const changesOf = (edits: Edits): object[] => [...edits].map(([path, list]) => ({
  artifactLocation: { uri: uriOf(path) },
  replacements: list.map((e) => ({ deletedRegion: regionOf(e.range), ...(e.newText === '' ? {} : { insertedContent: { text: e.newText } }) })),
}));

const INDEX = new Map(RULES.map((r, i) => [r.id, i]));
const rule = (r: (typeof RULES)[number]): object => ({
  id: r.id, shortDescription: { text: r.title }, fullDescription: { text: r.why }, helpUri: `${RULE_PAGES}${r.id}.md`, help: { text: `${r.why}\n\n${RULE_PAGES}${r.id}.md` },
  defaultConfiguration: { level: LEVEL[r.severity] }, properties: { tags: ['haproxy'] },
});
const result = (path: string, { reported: r, fixes }: Finding): object => ({
  ruleId: r.rule, ruleIndex: INDEX.get(r.rule) ?? -1, level: LEVEL[r.severity], message: { text: r.message }, locations: [placeOf(path, r.range)],
  ...(r.related.length ? { relatedLocations: r.related.map((x) => ({ ...placeOf(x.uri, x.range), message: { text: x.message } })) } : {}),
  ...(fixes.length ? { fixes: fixes.map((f) => ({ description: { text: f.title }, artifactChanges: changesOf(f.edits) })) } : {}),
});
const trouble = (u: Unusable): object => ({ level: 'error', message: { text: `${u.path}: ${u.message}` }, locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(u.path) } } }] });

export function sarifReport(version: string): Report {
  const driver = { name: 'haproxy-ws', semanticVersion: version, informationUri: 'https://github.com/haproxy-ws/haproxy-ws', rules: RULES.map(rule) };
  let first = true;
  const start = (): string => `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${JSON.stringify({ driver })},"columnKind":"utf16CodeUnits","results":[`;
  return {
    file({ source: { path }, findings }: Checked): string {
      if (findings.length === 0) return '';
      const lead = first ? start() : ',';
      first = false;
      return `${lead}\n${findings.map((f) => JSON.stringify(result(path, f))).join(',\n')}`;
    },
    end: (unusable) => `${first ? start() : ''}\n],"invocations":[${JSON.stringify({ executionSuccessful: unusable.length === 0, ...(unusable.length ? { toolExecutionNotifications: unusable.map(trouble) } : {}) })}]}]}\n`,
  };
}
