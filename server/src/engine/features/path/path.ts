// The picture that a view asks for, the way that it chooses, and the list of all ways.
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Sign } from '../../model/webSocket.ts';
import { Drawing } from './drawing.ts';
import type { PathModel, PathNode, PathView } from './model.ts';
import { findingsOf } from './nodes.ts';
import { byTrouble, type Pair, survey, type Survey, wayOf } from './survey.ts';
import { timelineOf } from './timeline.ts';

/** The picture, in pieces: between two of them nothing may change in the project. */
export function* pathSteps(project: Project, view: PathView): Generator<void, PathModel, void> {
  const all = yield* survey(project), findings = yield* findingsOf(project), only = view.webSocketOnly && all.webSocket;
  const cursor = sectionAt(project, view), chosen = choose(all, view, cursor), drawing = new Drawing(project, all, findings, view, only, new Set([cursor, chosen?.from, chosen?.to].filter((s) => s !== undefined && s !== null)));
  yield* drawing.prepare();
  const fronts = drawing.draw(), pairs = all.pairs.filter((p) => (!only || p.sign) && fronts.has(p.from) && drawing.wanted(p)).sort(byTrouble), index = chosen ? pairs.indexOf(chosen) : -1;
  const count = (p: Pair): number => sectionsOf(project, p).reduce((n, s) => n + (findings.bySection.get(s)?.length ?? 0), 0);
  const nodes = [...drawing.nodes.values()], way = chosen && wayOf(project, chosen, count(chosen));
  return {
    version: project.settings.version, files: project.documents.map((d) => d.uri), nodes, edges: drawing.edges, webSocket: all.webSocket,
    ways: view.list ? pairs.map((p) => wayOf(project, p, count(p))) : [], turn: { of: pairs.length, index, previous: pairs[index - 1]?.id ?? null, next: index < 0 ? null : pairs[index + 1]?.id ?? null },
    timeline: chosen && way ? timelineOf(project, chosen, way, sectionsOf(project, chosen).flatMap((s) => findings.bySection.get(s) ?? []), drawing.through(chosen)) : null,
    frontends: all.fronts.map((s) => ({ id: all.id(s), name: s.name ?? s.kind, sign: (all.branches.get(s) ?? []).reduce<Sign | null>((a, b) => (a === 'strong' ? a : b.sign ?? a), null) })),
    here: view.at && hereIn(nodes, view.at), totals: { frontends: all.fronts.length, backends: all.backs.length, servers: all.backs.reduce((n, s) => n + s.lines('server').length + s.lines('server-template').length, 0) },
  };
}

/** All at once. */
export function pathModel(project: Project, view: PathView): PathModel {
  const steps = pathSteps(project, view);
  for (;;) { const step = steps.next(); if (step.done) return step.value; }
}

/** The sections whose lines decide about the way: its two ends and what they inherit from. */
function sectionsOf(project: Project, { from, to }: Pair): Section[] {
  const out = new Set<Section>();
  for (const end of [from, to]) for (let s: Section | null = end, n = 0; s && n < 64; s = project.parent(s), n++) out.add(s);
  return [...out];
}

function sectionAt(project: Project, { at }: PathView): Section | null {
  const document = at && project.documents.find((d) => d.uri === at.uri);
  return document && at.line >= 0 && at.line < document.tree.lineCount ? document.sectionOf(document.tree.at(at.line)) : null;
}

/** The way whose timeline is shown: the one asked for, that of the line at the cursor, one through its section, the last one, the most troubled one. */
function choose(all: Survey, view: PathView, cursor: Section | null): Pair | null {
  const named = view.selected === null ? undefined : all.pairs.find((p) => p.id === view.selected);
  if (named) return named;
  const sorted = [...all.pairs].sort(byTrouble), line = view.at && cursor ? cursor.document.tree.at(view.at.line) : null;
  return sorted.find((p) => line && p.branches.some((b) => b.route?.line === line)) ?? sorted.find((p) => p.from === cursor || p.to === cursor) ?? all.pairs.find((p) => p.id === view.stay) ?? sorted[0] ?? null;
}

/** The smallest node around the line. */
function hereIn(nodes: readonly PathNode[], at: { readonly uri: string; readonly line: number }): string | null {
  let best: PathNode | null = null;
  for (const n of nodes) if (n.at?.uri === at.uri && n.at.line <= at.line && at.line <= n.to && n.kind !== 'unknown' && (!best || n.to - n.at.line < best.to - best.at!.line)) best = n;
  return best?.id ?? null;
}
