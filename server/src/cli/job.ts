// One configuration checked: read, checked, repaired where asked, written back. The same in the main thread and in a worker.
import type { Engine, Settings } from '../engine/index.ts';
import { type Checked, check } from './check.ts';
import { read, reason, type Source, STDIN, type Unusable, write } from './files.ts';

export interface Job {
  /** Files that are read together, in this order. */
  readonly paths: readonly string[];
  /** Those of them that are reported. */
  readonly shown: readonly string[];
  readonly settings: Settings;
}
export interface How { readonly fix: boolean; /** The texts go with the findings: a report shows pieces of them. */ readonly texts: boolean }
export interface Done { readonly checked: readonly Checked[]; readonly refused: readonly Unusable[] }

/** @param stdin what stands for `-` */
export function doJob(engine: Engine, job: Job, how: How, stdin: Source | null = null): Done {
  const refused: Unusable[] = [], sources: Source[] = [];
  for (const path of job.paths) {
    try { sources.push(path === STDIN && stdin ? stdin : read(path)); } catch (e) { refused.push({ path, message: reason(e) }); }
  }
  if (sources.length === 0) return { checked: [], refused };
  let done: Checked[];
  try { done = check(engine, sources, job.settings, how.fix); }
  catch (e) {
    for (const s of sources) { engine.close(s.path); refused.push({ path: s.path, message: `cannot be checked: ${reason(e)}` }); }
    return { checked: [], refused };
  }
  const shown = new Set(job.shown);
  for (const c of done) {
    if (c.source.path === STDIN || c.text === c.source.text || !shown.has(c.source.path)) continue;
    try { write(c.source, c.text); } catch (e) { refused.push({ path: c.source.path, message: `cannot be written: ${reason(e)}` }); }
  }
  return { checked: done.filter((c) => shown.has(c.source.path)), refused };
}

/** What may cross to another thread: rules are functions, and texts are large. */
export const portable = ({ checked, refused }: Done, { texts }: How): Done => ({
  refused,
  checked: checked.map((c) => {
    const whole = texts && c.findings.length > 0;
    return { ...c, text: whole ? c.text : '', source: { ...c.source, text: '' }, findings: c.findings.map(({ reported: { rule, severity, message, range, related }, fixes }) => ({ reported: { rule, severity, message, range, related }, fixes })) };
  }),
});
