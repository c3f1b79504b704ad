// The WebSocket checkup of a configuration: every path that WebSockets take, and eight questions answered from the file.
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Severity } from '../../model/settings.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { modeOf } from '../../model/effective.ts';
import { type Reported, report } from '../../rules/findings.ts';
import { findPaths, openEnds, type SocketPath, type Spot } from './paths.ts';
import { type Answer, answers } from './questions.ts';
import { inMarkdown } from './markdown.ts';

export interface CheckupFinding { readonly rule: string; readonly severity: Severity; readonly message: string; readonly at: Spot }
export interface CheckedPath extends SocketPath { readonly findings: readonly CheckupFinding[] }
export interface Checkup {
  /** HAProxy branch that the answers are for. */
  readonly version: string;
  readonly files: readonly string[];
  readonly paths: readonly CheckedPath[];
  readonly questions: readonly Answer[];
  /** What the file does not tell. */
  readonly unknown: readonly { readonly text: string; readonly at: Spot }[];
  /** Findings elsewhere in these files. */
  readonly others: number;
  readonly markdown: string;
}

export function checkup(project: Project): Checkup {
  const found = findPaths(project), bySection = new Map<Section, CheckupFinding[]>();
  let total = 0;
  for (const document of project.documents) for (const r of report(project, document)) {
    const section = document.sectionOf(r.finding.line), list = bySection.get(section) ?? [];
    total++;
    list.push(plain(document.uri, r));
    bySection.set(section, list);
  }
  const told = new Set<Section>();
  const involved = (s: Section): Section[] => { const out: Section[] = []; for (let x: Section | null = s, n = 0; x && n < 64; x = project.parent(x), n++) out.push(x); return out; };
  const paths = found.map(({ path, from, to }): CheckedPath => {
    const sections = new Set([...involved(from), ...involved(to)]);
    for (const s of sections) told.add(s);
    return { ...path, findings: [...sections].flatMap((s) => bySection.get(s) ?? []) };
  });
  // without any path the questions are those of every HTTP proxy
  const every = project.documents.flatMap((d) => d.sections.filter((s) => s.header && modeOf(project, s) === 'http'));
  const fronts = found.length ? [...new Set(found.map((p) => p.from))] : every.filter((s) => hasFrontend(s.kind)), backs = found.length ? [...new Set(found.map((p) => p.to))] : every.filter((s) => hasBackend(s.kind));
  const shown = [...told].reduce((n, s) => n + (bySection.get(s)?.length ?? 0), 0);
  const result = { version: project.settings.version, files: project.documents.map((d) => d.uri), paths, questions: answers(project, found, fronts, backs, (section, rules) => bySection.get(section)?.find((f) => rules.test(f.rule))?.rule ?? null), unknown: openEnds(project, found), others: total - shown };
  return { ...result, markdown: inMarkdown(result) };
}

const plain = (uri: string, r: Reported): CheckupFinding => ({ rule: r.rule, severity: r.severity, message: r.message, at: { uri, line: r.range.start.line } });
