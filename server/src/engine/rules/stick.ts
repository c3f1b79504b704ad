// Stick-tables, who tracks into them, and which counters tests read (manual 11.1; evidence i01-i21, y09).
import { isConditional } from '../model/conditionals.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { ENV, type Token } from '../syntax/lexer.ts';
import type { SamplePart } from '../syntax/sample.ts';
import type { Line } from '../text/lineTree.ts';
import { CONDITIONED } from './tests.ts';

/** What a table must store for a counter fetch. */
const STORED: Readonly<Record<string, string>> = {
  http_req_rate: 'http_req_rate', http_req_cnt: 'http_req_cnt', http_err_rate: 'http_err_rate', http_err_cnt: 'http_err_cnt', http_fail_rate: 'http_fail_rate', http_fail_cnt: 'http_fail_cnt',
  conn_rate: 'conn_rate', conn_cnt: 'conn_cnt', conn_cur: 'conn_cur', sess_rate: 'sess_rate', sess_cnt: 'sess_cnt', bytes_in_rate: 'bytes_in_rate', bytes_out_rate: 'bytes_out_rate', kbytes_in: 'bytes_in_cnt', kbytes_out: 'bytes_out_cnt',
};

/** A counter that a fetch reads: `number` null for `src_*`, `table` null when the fetch names none. */
export interface CounterRead { readonly name: string; readonly store: string; readonly number: string | null; readonly table: string | null }

export function counterRead(fetch: SamplePart): CounterRead | null {
  const at = fetch.name.indexOf('_'), kind = fetch.name.slice(0, Math.max(0, at)), counter = fetch.name.slice(at + 1);
  if (!/^(?:sc\d?|src)$/.test(kind) || !Object.hasOwn(STORED, counter)) return null;
  const args = (fetch.args ?? []).map((a) => a.text);
  const number = kind === 'src' ? null : kind === 'sc' ? args.shift() ?? '' : kind.slice(2);
  if (number !== null && !/^\d+$/.test(number)) return null;
  return { name: fetch.name, store: STORED[counter]!, number, table: args[0] || null };
}

/** Whether anything in the section may test a counter: a look at the text, before words are split. */
const COUNTER = /\b(?:sc\d?|src)_[a-z]/;

const TESTING: ReadonlySet<string> = new Set(['acl', ...CONDITIONED]);

export function testsCounters(project: Project, section: Section, keywords: readonly string[]): boolean {
  const where = project.lasting('counters', section, () => {
    const found: string[] = [];
    for (const keyword of section.byKeyword.keys()) if (TESTING.has(keyword) && section.lines(keyword).some((l) => (l.text.includes('sc') || l.text.includes('src')) && COUNTER.test(l.text))) found.push(keyword);
    return found;
  });
  return where.length > 0 && where.some((k) => k === 'acl' || keywords.includes(k));
}

/** Lines of these keywords whose condition may test a counter, in braces or by an ACL that does. */
export function *counterLines(project: Project, section: Section, keywords: readonly string[]): Iterable<Line> {
  if (!testsCounters(project, section, keywords)) return;
  const acls = section.lines('acl').flatMap((l) => (COUNTER.test(l.text) ? project.lex(l.text).tokens[1]?.value ?? [] : []));
  for (const keyword of keywords) for (const line of section.lines(keyword)) {
    if (/\b(?:if|unless)\b/.test(line.text) && (COUNTER.test(line.text) || acls.some((name) => line.text.includes(name)))) yield line;
  }
}

/** `track-scN key [table t]`: counter number, table by name (null: the section's own), and its words. */
export interface Track { readonly number: string; readonly table: string | null; readonly line: Line; readonly tokens: readonly Token[]; readonly section: Section }

const TRACKING = ['http-request', 'http-response', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content'] as const;

export function tracksIn(project: Project, section: Section): Track[] {
  const out: Track[] = [];
  for (const keyword of TRACKING) for (const line of section.lines(keyword)) {
    if (!line.text.includes('track-sc')) continue;
    const { tokens } = project.lex(line.text), number = /^track-sc(\d+)$/.exec(tokens[keyword.includes(' ') ? 2 : 1]?.value ?? '')?.[1], at = tokens.findIndex((x) => x.value === 'table');
    if (number !== undefined) out.push({ number, table: at > 0 ? tokens[at + 1]?.value ?? null : null, line, tokens, section });
  }
  return out;
}

/** Every track rule that may have run before a rule of the section reads: its own, those of its defaults, and of the frontends in front. */
export const tracksBefore = (project: Project, section: Section): readonly Track[] => project.lasting('tracks', section, () => findTracks(project, section));

function findTracks(project: Project, section: Section): Track[] {
  const out: Track[] = [];
  const fronts = [...project.sources(section)].sort((a, b) => project.compare(a, b));
  for (const start of [section, ...fronts]) for (let s: Section | null = start, n = 0; s && n < 64; s = project.parent(s), n++) out.push(...tracksIn(project, s));
  return out;
}

/** What wakes a rule that reads `tracksBefore`, and the tables behind. */
export const TRACK_READS = {
  own: [...TRACKING, 'acl', 'use_backend', 'redirect', 'stick-table', '@table'], settings: [...TRACKING], routes: true, sources: [...TRACKING, 'stick-table', '@table'],
} as const;

export interface Table { readonly line: Line; readonly tokens: readonly Token[]; readonly section: Section; readonly stored: readonly string[] }

/** The one table of a section; null when there is none, or when the file does not tell. */
export function tableIn(project: Project, section: Section): Table | null {
  const lines = section.lines('stick-table'), line = lines[0];
  if (lines.length !== 1 || !line || isConditional(section.document, line) || section.opaque > 0) return null;
  const { tokens } = project.lex(line.text);
  if (tokens.some((x) => x.flags & ENV)) return null;
  const stored = tokens.flatMap((x, i) => x.value === 'store' ? (tokens[i + 1]?.value ?? '').split(/,(?![^(]*\))/) : []).map((x) => x.replace(/\(.*$/, '').trim());
  return { line, tokens, section, stored };
}

/** The table of this name; null when no section of the configuration has it for sure. */
export function tableNamed(project: Project, name: string): Table | null {
  const found = [...new Set([...project.declared('backend', name), ...project.declared('frontend', name)])];
  return found.length === 1 ? tableIn(project, found[0]!) : null;
}
