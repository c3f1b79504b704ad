// Checks sources one configuration at a time and repairs them where asked. The engine forgets each one afterwards.
import type { Target } from './args.ts';
import { DEFAULT_SETTINGS, type Edits, type Engine, type OfferedFix, type Reported, type Settings } from '../engine/index.ts';
import { type Upgrade, upgradeOf } from '../engine/upgrade.ts';
import type { Version } from '../engine/language/version.ts';
import type { Source } from './files.ts';

/** A finding with its fixes, plain data for the reports. */
export interface Finding { readonly reported: Omit<Reported, 'finding'>; readonly fixes: readonly OfferedFix[] }

export interface Checked {
  readonly source: Source;
  readonly target: Version;
  /** The text after the fixes; the source's own when nothing was fixed. */
  readonly text: string;
  readonly findings: readonly Finding[];
  /** False when fixes were still changing the text at the last round. */
  readonly settled: boolean;
}

const MOST_ROUNDS = 10;

/** What the command line asks for goes before what a configuration file says. */
export const aimed = (settings: Settings, asked: Target | null): Settings => (asked ? { ...settings, ...asked, auto: false } : settings);

export function open(engine: Engine, sources: readonly Source[], settings: Settings = DEFAULT_SETTINGS): void {
  engine.openAll(sources.map((s) => ({ uri: s.path, version: 1, text: s.text })), settings);
}

/** The WebSocket checkup of the sources as one configuration, in Markdown. */
export function checkupOf(engine: Engine, sources: readonly Source[], settings: Settings): string {
  open(engine, sources, settings);
  const text = engine.checkup(sources[0]!.path)?.markdown ?? '';
  for (const s of sources) engine.close(s.path);
  return text;
}

/** What changes for the sources as one configuration between two versions. */
export function upgradeOfSources(engine: Engine, sources: readonly Source[], settings: Settings, from: Target, to: Target): Upgrade {
  open(engine, sources, aimed(settings, to));
  const done = upgradeOf(engine, sources[0]!.path, from, to)!;
  for (const s of sources) engine.close(s.path);
  return done;
}

/** Checks sources as one configuration, in this order. `path` is the uri of each for the engine. */
export function check(engine: Engine, sources: readonly Source[], settings: Settings, fix: boolean): Checked[] {
  open(engine, sources, settings);
  const settled = !fix || repair(engine, sources);
  const out = sources.map((source): Checked => {
    const target = engine.target(source.path);
    const findings = engine.findings(source.path).map((reported) => ({ reported, fixes: engine.fixes(source.path, reported) }));
    return { source, target, text: fix ? engine.text(source.path) : source.text, findings, settled };
  });
  for (const s of sources) engine.close(s.path);
  return out;
}

/** Applies the safe fixes until none is left: one may uncover the next. */
function repair(engine: Engine, sources: readonly Source[]): boolean {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = false;
    for (const { path } of sources) if (apply(engine, engine.fixAll(path))) changed = true;
    if (!changed) return true;
  }
  return sources.every(({ path }) => engine.fixAll(path).size === 0);
}

function apply(engine: Engine, edits: Edits): boolean {
  let changed = false;
  for (const [uri, list] of edits) {
    // from the last to the first: what stands above keeps its place
    const changes = list.toReversed().map((e) => ({ range: e.range, text: e.newText })).filter((c) => engine.text(uri, c.range) !== c.text);
    if (changes.length === 0) continue;
    engine.update(uri, engine.version(uri) + 1, changes);
    changed = true;
  }
  return changed;
}
