// One case: a text, edits of it, and every question that an editor may ask of the result. What must hold is told by the problems
// found: no throw, nothing that takes long, the same findings as a fresh engine, ranges inside the text, formatting and fixes that
// come to rest.
import { DEFAULT_FORMAT, DEFAULT_SETTINGS, type Edits, Engine, type Position, type Settings, type TextChange } from '../../server/src/engine/index.ts';
import { mermaidOf, pathModel, WHOLE } from '../../server/src/engine/features/path/index.ts';
import { explain, explanationMarkdown, explanationText, logLines, readersOf, summarise, summaryText } from '../../server/src/engine/log.ts';
import { type Request, simulateIn } from '../../server/src/engine/simulate.ts';
import { inMarkdown, upgradeOf } from '../../server/src/engine/upgrade.ts';
import { applied, findingsOf, leaks, snapshot, URI } from '../engine/snapshot.ts';

export interface Case { readonly text: string; readonly changes: readonly TextChange[]; readonly settings: Settings; readonly logs: readonly string[]; readonly requests: readonly Request[] }
/** `what` is short and the same for the same cause; `detail` says more. */
export interface Problem { readonly what: string; readonly detail: string }

/** Milliseconds that one question about a small text may take; an upgrade report reads it once for each version on the way. */
const LIMIT = 50;
const SMALL = 12_000;
const LENS = { references: true, webSocket: true }, HINTS = { inheritedTimeouts: true, units: true };

const open = (text: string, settings: Settings): Engine => { const e = new Engine(); e.open(URI, 1, text, settings); return e; };
/** Edits of one document, applied from the end as an editor does. */
function edited(text: string, edits: Edits, uri = URI): string {
  const list = (edits.get(uri) ?? []).map((e, i) => ({ e, i }));
  list.sort((a, b) => b.e.range.start.line - a.e.range.start.line || b.e.range.start.character - a.e.range.start.character || b.i - a.i);
  return list.reduce((now, { e }) => applied(now, { range: e.range, text: e.newText }), text);
}

/** Milliseconds of this process on a processor. */
const cpu = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

class Witness {
  readonly problems: Problem[] = [];
  private readonly small: boolean;
  private readonly told = new Set<string>();
  constructor(small: boolean) { this.small = small; }
  tell(what: string, detail: string): void { if (!this.told.has(what)) { this.told.add(what); this.problems.push({ what, detail }); } }
  /** Runs a question; a slow one is asked again, since the machine may have been busy, unless that would change something. */
  ask<T>(what: string, question: () => T, again = true): T | undefined {
    try {
      const since = performance.now(), answer = question(), limit = what.startsWith('upgrade') ? 4 * LIMIT : LIMIT;
      if (this.small && again && performance.now() - since > limit) {
        let best = Infinity;
        for (let n = 0; n < 5 && best > limit; n++) { const start = cpu(); question(); best = Math.min(best, cpu() - start); }
        if (best > limit) this.tell(`slow: ${what}`, `${Math.round(best)} ms`);
      }
      return answer;
    } catch (e) {
      const at = e instanceof Error ? (/at (.*)\n/.exec(e.stack ?? '')?.[1] ?? '') : '';
      this.tell(`throw: ${what}: ${e instanceof Error ? `${e.name} in ${at.replace(/\(?(?:file:|\/|data:).*/, '').trim()}` : typeof e}`, e instanceof Error ? (e.stack ?? e.message).split('\n').slice(0, 6).join('\n') : String(e));
      return undefined;
    }
  }
}

/** Every range in an answer lies in the text, its start before its end. */
function ranges(w: Witness, what: string, answer: unknown, lines: readonly string[], uri = URI): void {
  if (answer === null || typeof answer !== 'object') return;
  if (answer instanceof Map) { for (const [u, v] of answer) if (u === uri) ranges(w, what, v, lines, uri); return; }
  const o = answer as Record<string, unknown>;
  const inside = (p: unknown): boolean => { const { line, character } = p as Position; return Number.isInteger(line) && Number.isInteger(character) && line >= 0 && line < lines.length && character >= 0 && character <= lines[line]!.length; };
  if ('start' in o && 'end' in o && typeof o.start === 'object') {
    const a = o.start as Position, b = o.end as Position;
    if (!(inside(a) || (a.character === 0 && a.line === lines.length)) || !(inside(b) || (b.character === 0 && b.line === lines.length)) || a.line > b.line || (a.line === b.line && a.character > b.character)) w.tell(`range: ${what}`, JSON.stringify(o));
    return;
  }
  for (const [key, v] of Object.entries(o)) if (key !== 'finding') ranges(w, what, v, lines, uri);
}

function questionsAt(w: Witness, engine: Engine, p: Position, lines: readonly string[]): void {
  const look = (what: string, question: () => unknown): void => { ranges(w, what, w.ask(what, question), lines); };
  look('hover', () => engine.hover(URI, p));
  const items = w.ask('completion', () => engine.complete(URI, p)) ?? [], line = lines[p.line] ?? '';
  for (const i of items) if (i.start < 0 || i.start > i.end || i.start > Math.max(line.length, p.character)) { w.tell('range: completion', JSON.stringify({ ...i, position: p })); break; }
  look('signature', () => engine.signatures(URI, p));
  look('definition', () => engine.definition(URI, p));
  look('references', () => engine.references(URI, p, true));
  look('highlights', () => engine.highlights(URI, p));
  look('linked', () => engine.linked(URI, p));
  look('selections', () => engine.selections(URI, p));
  look('refactorings', () => engine.refactorings(URI, { start: p, end: p }));
  const calls = w.ask('calls', () => engine.prepareCalls(URI, p)) ?? [];
  if (calls.length) { look('incoming', () => engine.incomingCalls(URI, p)); look('outgoing', () => engine.outgoingCalls(URI, p)); }
  look('hint', () => [engine.hintParts(URI, p, 'unit'), engine.hintParts(URI, p, 'inherited')]);
  look('lens', () => engine.lensText(URI, p.line, LENS)?.at);
}

/** Renaming to a new name and back gives the text that was. */
function rename(w: Witness, text: string, settings: Settings, p: Position): void {
  const engine = open(text, settings), can = w.ask('prepareRename', () => engine.prepareRename(URI, p));
  if (!can || !('range' in can)) return;
  const there = w.ask('rename', () => engine.rename(URI, p, 'zz9'));
  if (!there || !('edits' in there)) return;
  ranges(w, 'rename', there.edits, text.split(/\r\n|\r|\n/));
  const now = edited(text, there.edits), first = [...there.edits.values()].flat()[0];
  if (!first) { w.tell('rename: no edit', JSON.stringify(p)); return; }
  const other = open(now, settings), back = w.ask('rename back', () => other.rename(URI, first.range.start, can.placeholder));
  // a name that nobody may choose (or that another kind of section goes by, too) is not written back
  if (back && 'problem' in back) return;
  if (!back || !('edits' in back)) { w.tell('rename: not back', `${can.placeholder} at ${p.line}:${p.character}: ${JSON.stringify(back)}\n${now}`); return; }
  const before = engine.references(URI, p, true).length, after = other.references(URI, first.range.start, true).length;
  if (before !== after) w.tell('rename: other sites', `${can.placeholder} at ${p.line}:${p.character}: ${before} before, ${after} after`);
}

function fixes(w: Witness, engine: Engine, text: string, settings: Settings, lines: readonly string[]): void {
  const key = (f: { rule: string; message: string }): string => `${f.rule}: ${f.message}`;
  const found = w.ask('findings', () => engine.findings(URI)) ?? [];
  ranges(w, 'findings', found, lines);
  const had = new Map<string, number>();
  for (const f of found) had.set(key(f), (had.get(key(f)) ?? 0) + 1);
  for (const f of found.slice(0, 40)) {
    ranges(w, `ignores ${f.rule}`, w.ask('ignores', () => engine.ignores(URI, f)), lines);
    ranges(w, `creations ${f.rule}`, w.ask('creations', () => engine.creations(URI, f)), lines);
    for (const fix of w.ask(`fixes ${f.rule}`, () => engine.fixes(URI, f)) ?? []) {
      ranges(w, `fix ${f.rule}`, fix.edits, lines);
      if (!fix.edits.has(URI)) continue;
      // a fix may leave the same to do once more behind itself, but not for ever
      let now = text, left = had.get(key(f))!, next: Edits | undefined = fix.edits;
      for (let round = 0; round < 24 && next && left >= had.get(key(f))!; round++) {
        const after = edited(now, next), e = open(after, settings), same = (w.ask('findings after a fix', () => e.findings(URI)) ?? []).filter((g) => key(g) === key(f));
        if (after === now) { w.tell(`fix: ${f.rule} changes nothing`, `${f.message}\n${fix.title}`); left = 0; break; }
        // one word less each time will end
        if (round === 23 && after.length < now.length) { left = 0; break; }
        now = after; left = same.length;
        next = same.flatMap((g) => e.fixes(URI, g)).find((x) => x.title === fix.title)?.edits;
      }
      if (left >= had.get(key(f))! && next) w.tell(`fix: ${f.rule} does not cure`, `${f.message}\n${fix.title}\n${now}`);
    }
  }
  let now = text;
  for (let round = 0; round < 12; round++) {
    const e = open(now, settings), all = w.ask('fixAll', () => e.fixAll(URI));
    if (!all?.size) return;
    const next = edited(now, all);
    if (next === now) { w.tell('fixAll: changes nothing', now); return; }
    now = next;
  }
  w.tell('fixAll: never done', now);
}

function formatting(w: Witness, engine: Engine, text: string, settings: Settings, lines: readonly string[]): void {
  for (const way of [DEFAULT_FORMAT, { ...DEFAULT_FORMAT, indent: '\t', columns: 'align' as const }]) {
    const edits = w.ask('format', () => engine.format(URI, way));
    if (!edits) return;
    ranges(w, 'format', edits, lines);
    const once = edited(text, new Map([[URI, edits]])), twice = edited(once, new Map([[URI, open(once, settings).format(URI, way)]]));
    if (once !== twice) w.tell(`format: again, ${way.columns}`, `${JSON.stringify(once)}\n${JSON.stringify(twice)}`);
  }
}

function whole(w: Witness, engine: Engine, c: Case, deep: boolean, lines: readonly string[]): void {
  const look = (what: string, question: () => unknown): void => { ranges(w, what, w.ask(what, question), lines); };
  look('folds', () => engine.folds(URI).map((f) => { if (!(f.startLine >= 0 && f.startLine < f.endLine && f.endLine < lines.length)) w.tell('range: folds', JSON.stringify(f)); return f; }));
  look('outline', () => engine.outline(URI));
  look('links', () => engine.links(URI));
  look('lenses', () => engine.lenses(URI, LENS));
  look('hints', () => engine.hints(URI, 0, lines.length - 1, HINTS).length);
  look('checkup', () => engine.checkup(URI)?.markdown.length);
  w.ask('sections', () => engine.findSections('a', 50));
  w.ask('tokens of lines', () => engine.tokensOf(URI, 0, lines.length - 1));
  const project = engine.model(URI)!.project, readers = w.ask('log readers', () => logLines(readersOf(project)));
  if (readers) for (const line of c.logs) w.ask('explain', () => { const e = explain(readers, line, project); explanationText(e); explanationMarkdown(e); const s = summarise(readers); s.add(line); summaryText(s.done()); });
  for (const r of c.requests) { const s = w.ask('simulate', () => simulateIn(engine, URI, r, null)); if (s) for (const e of s.entries.slice(0, 3)) w.ask('simulate', () => simulateIn(engine, URI, r, e.id)); look('simulate', () => s?.steps); }
  for (const webSocketOnly of [false, true]) look('path', () => { const m = pathModel(project, { ...WHOLE, webSocketOnly, list: webSocketOnly }); mermaidOf(m); return m; });
  if (deep) { const u = w.ask('upgrade', () => upgradeOf(engine, URI, { version: '2.6', release: null }, { version: '2.8', release: null })); if (u) w.ask('upgrade report', () => inMarkdown(u, true)); }
}

const drawn = (engine: Engine): { id: number; data: number[] } | null => { const g = engine.tokens(URI); if (!g) return null; for (;;) { const r = g.next(); if (r.done) return r.value; } };

/** Token edits count in the numbers that were: from the end. */
const recoloured = (data: readonly number[], edits: readonly { start: number; remove: number; data: readonly number[] }[]): number[] => { const out = [...data]; for (const e of [...edits].reverse()) out.splice(e.start, e.remove, ...e.data); return out; };

/** Plays the case. `spots`: where questions are asked, of the text as it is in the end; null: everywhere. `deep` adds what takes long. */
export function torment(c: Case, spots: ((lines: readonly string[]) => readonly Position[]) | null, deep: boolean): Problem[] {
  const w = new Witness(c.text.length + c.changes.reduce((n, x) => n + x.text.length, 0) < SMALL);
  let now = c.text, engine = open(now, c.settings);
  w.ask('open', () => open(now, c.settings).findings(URI).length);
  engine.findings(URI);
  let colours = w.ask('tokens', () => drawn(engine)), n = 1;
  for (const change of c.changes) {
    w.ask('update', () => { engine.update(URI, ++n, [change]); return engine.work(URI); }, false);
    now = applied(now, change);
    if (w.problems.some((p) => p.what.startsWith('throw: update'))) return w.problems;
    const delta = colours && n % 3 === 0 ? w.ask('token changes', () => engine.tokenChanges(URI, colours!.id), false) : null;
    if (delta && colours) colours = { id: delta.id, data: recoloured(colours.data, delta.edits) };
  }
  const delta = colours && c.changes.length ? w.ask('token changes', () => engine.tokenChanges(URI, colours!.id), false) : null;
  if (delta && colours) {
    if (JSON.stringify(recoloured(colours.data, delta.edits)) !== JSON.stringify(drawn(open(now, c.settings))?.data)) w.tell('token changes: other than fresh', '');
  }
  if (engine.text(URI) !== now) w.tell('text: other than applied', '');
  if (c.changes.length) w.ask('incremental equals fresh', () => {
    const other = open(now, c.settings), deepest = deep || c.changes.length < 3;
    if (JSON.stringify(snapshot(engine, URI, deepest)) !== JSON.stringify(snapshot(other, URI, deepest))) w.tell('incremental: other than fresh', `${JSON.stringify(findingsOf(engine))}\n${JSON.stringify(findingsOf(other))}`);
    const lost = leaks(engine.model(URI)!.document);
    if (lost.length) w.tell('leak', lost.join('; '));
  }, false);
  engine = open(now, c.settings);
  const lines = now.split(/\r\n|\r|\n/);
  fixes(w, engine, now, c.settings, lines);
  formatting(w, engine, now, c.settings, lines);
  whole(w, engine, c, deep, lines);
  const places = spots ? spots(lines) : lines.flatMap((l, line) => Array.from({ length: l.length + 1 }, (_, character) => ({ line, character })));
  for (const p of places) { questionsAt(w, engine, p, lines); rename(w, now, c.settings, p); }
  return w.problems;
}

export const PLAIN: Settings = DEFAULT_SETTINGS;
