#!/usr/bin/env node
// `haproxy-ws check`, `checkup`, `upgrade` and `explain`: the entry. Exit code 0, 1 or 2; the report on standard output, complaints on standard error.
import '../quick.ts';
import { resolve } from 'node:path';
import { Engine, type Settings } from '../engine/index.ts';
import type { Severity } from '../engine/model/settings.ts';
import { type Options, parseArgs, type UpgradeOptions, USAGE } from './args.ts';
import { aimed, checkupOf, upgradeOfSources } from './check.ts';
import { type Configs, configs, settingsOf, togetherWith } from './config.ts';
import { explainLog } from './explain.ts';
import { encode, expand, read, readStdin, reason, type Source, STDIN, type Unusable } from './files.ts';
import { type Done, doJob, type How, type Job } from './job.ts';
import { FEW, forLong, inThreads, isWorker, threadsFor } from './pool.ts';
import { progressBar } from './progress.ts';
import { githubReport } from './report/github.ts';
import { jsonReport } from './report/json.ts';
import { junitReport } from './report/junit.ts';
import { oneLine, type Report } from './report/report.ts';
import { sarifReport } from './report/sarif.ts';
import { textReport } from './report/text.ts';
import { upgradeReport } from './report/upgrade.ts';
import { watchFiles } from './watch.ts';

declare const __VERSION__: string;

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2, hint: 3 };
const LIMIT = { error: 0, warning: 1, info: 2, never: -1 } as const;

/** Resolves when the stream can take more, so that a slow reader does not make us keep everything. */
const print = (stream: NodeJS.WriteStream, text: string | Buffer): Promise<void> | undefined =>
  text.length === 0 || stream.write(text) ? undefined : new Promise((resolve) => { stream.once('drain', resolve); });

function reportOf({ format, limit }: Options, stream: NodeJS.WriteStream): { readonly report: Report; readonly frames: boolean } {
  const plain = (report: Report): { readonly report: Report; readonly frames: boolean } => ({ report, frames: false });
  if (format === 'json') return plain(jsonReport(__VERSION__));
  if (format === 'sarif') return plain(sarifReport(__VERSION__));
  if (format === 'github') return plain(githubReport());
  if (format === 'junit') return plain(junitReport((severity) => RANK[severity] <= LIMIT[limit]));
  const forced = process.env.FORCE_COLOR, terminal = stream.isTTY === true;
  const colours = forced ? forced !== '0' : terminal && !process.env.NO_COLOR && process.env.TERM !== 'dumb', frames = terminal || colours;
  return { report: textReport({ colours, frames }), frames };
}

/** `from` the paths of the command line: what is read together, and with which settings. `told` grows by what cannot be used. */
async function jobsOf(options: Options, paths: readonly string[], known: Configs): Promise<Job[]> {
  const settings = (path: string): Settings => aimed(settingsOf(known.of(path)), options.target);
  if (options.together) return paths.length ? [{ paths, shown: paths, settings: settings(paths[0]!) }] : [];
  const jobs: Job[] = [], wanted = new Map(paths.map((p) => [resolve(p), p])), done = new Set<string>();
  for (const path of paths) {
    if (done.has(path)) continue;
    const config = path === STDIN ? null : known.of(path);
    if (!config?.files.length) { jobs.push({ paths: [path], shown: [path], settings: settings(path) }); continue; }
    // what the file names together is read together; reported is what was asked for
    const group = (await togetherWith(resolve(path), config)).map((p) => wanted.get(p) ?? p), shown = group.filter((p) => wanted.get(resolve(p)) === p);
    for (const p of shown) done.add(p);
    jobs.push({ paths: group, shown, settings: settings(path) });
  }
  return jobs;
}

const how = (options: Options, frames: boolean): How => ({ fix: options.fix, texts: frames });

/** Checks everything once. @param only leaves out what none of these paths is reported in */
async function round(options: Options, known: Configs, unusable: Unusable[], only?: ReadonlySet<string>): Promise<boolean> {
  const paths = expand(options.paths, unusable), fixedStdin = options.fix && paths.includes(STDIN), stream = fixedStdin ? process.stderr : process.stdout;
  const { report, frames } = reportOf(options, stream), jobs = (await jobsOf(options, paths, known)).filter((job) => !only || job.shown.some((p) => only.has(p)));
  const bar = progressBar(jobs.length);
  let found = false, files = 0, findings = 0;
  const take = async ({ checked, refused }: Done): Promise<void> => {
    unusable.push(...refused);
    for (const c of checked) {
      if (c.source.path === STDIN && options.fix) await print(process.stdout, encode(c.source, c.text));
      found ||= c.findings.some((f) => RANK[f.reported.severity] <= LIMIT[options.limit]);
      findings += c.findings.length;
      const text = report.file(c);
      if (text && stream.isTTY) bar.clear();
      await print(stream, text);
    }
    bar.step(++files, findings);
  };
  const threads = Math.min(options.jobs || threadsFor(jobs.length), Math.max(1, jobs.length));
  if (jobs.length >= FEW) forLong();
  if (threads > 1 && !paths.includes(STDIN)) await inThreads(jobs, threads, how(options, frames), take);
  else {
    const engine = new Engine();
    for (const job of jobs) {
      let stdin: Source | null = null;
      if (job.paths.includes(STDIN)) try { stdin = await readStdin(); } catch (e) { unusable.push({ path: STDIN, message: reason(e) }); continue; }
      await take(doJob(engine, job, how(options, frames), stdin));
    }
  }
  bar.clear();
  await print(stream, report.end(unusable));
  return found;
}

async function runCheck(options: Options): Promise<number> {
  const unusable: Unusable[] = [], known = configs((path, message) => { unusable.push({ path, message }); });
  const found = await round(options, known, unusable), code = ended(unusable, found);
  if (!options.watch) return code;
  const say = (text: string): void => { if (process.stderr.isTTY) process.stderr.write(`${text}\n`); };
  say('Watching for changes. Ctrl-C ends.');
  return watchFiles(options.paths, () => expand(options.paths, []), (paths) => [...new Set(paths.flatMap((p) => known.candidates(p)))], async (paths, all) => {
    known.forget();
    unusable.length = 0;
    say(`${new Date().toLocaleTimeString()}: ${all ? 'checked again' : paths.join(', ')}`);
    await round(options, known, unusable, all ? undefined : new Set(paths));
    ended(unusable, false);
  });
}

async function runCheckup(options: Options): Promise<number> {
  const unusable: Unusable[] = [], engine = new Engine(), refuse = (path: string, message: string): void => { unusable.push({ path, message }); }, known = configs(refuse);
  await each(expand(options.paths, unusable), options.together, refuse, (sources) => print(process.stdout, checkupOf(engine, sources, aimed(settingsOf(known.of(sources[0]!.path)), options.target))) ?? Promise.resolve());
  return ended(unusable, false);
}

/** Reads the paths, and hands them on one by one or as one configuration. */
async function each(paths: readonly string[], together: boolean, refuse: (path: string, message: string) => void, use: (sources: readonly Source[]) => Promise<void>): Promise<void> {
  const group: Source[] = [];
  for (const path of paths) {
    let source: Source;
    try { source = path === STDIN ? await readStdin() : read(path); }
    catch (e) { refuse(path, reason(e)); continue; }
    if (together) group.push(source); else await use([source]);
  }
  if (group.length) await use(group);
}

function ended(unusable: readonly Unusable[], found: boolean): number {
  for (const u of unusable) process.stderr.write(`haproxy-ws: ${oneLine(u.path === STDIN ? '<stdin>' : u.path)}: ${oneLine(u.message)}\n`);
  return unusable.length ? 2 : found ? 1 : 0;
}

async function runUpgrade({ from, to, format, together, paths }: UpgradeOptions): Promise<number> {
  const unusable: Unusable[] = [], engine = new Engine(), report = upgradeReport(format, __VERSION__, from, to);
  const refuse = (path: string, message: string): void => { unusable.push({ path, message }); }, known = configs(refuse);
  let refused = false;
  await each(expand(paths, unusable), together, refuse, async (sources) => {
    try {
      const done = upgradeOfSources(engine, sources, settingsOf(known.of(sources[0]!.path)), from, to);
      refused ||= done.changes.some((c) => c.kind === 'refused');
      await print(process.stdout, report.configuration(done));
    } catch (e) { for (const s of sources) { engine.close(s.path); refuse(s.path, `cannot be checked: ${reason(e)}`); } }
  });
  await print(process.stdout, report.end(unusable));
  return ended(unusable, refused);
}

async function main(): Promise<number> {
  const parsed = parseArgs(process.argv.slice(2));
  if (parsed.kind === 'check') return runCheck(parsed.options);
  if (parsed.kind === 'checkup') return runCheckup(parsed.options);
  if (parsed.kind === 'upgrade') return runUpgrade(parsed.options);
  if (parsed.kind === 'explain') {
    try { await print(process.stdout, await explainLog(new Engine(), parsed.options, __VERSION__)); return 0; }
    catch (e) { process.stderr.write(`haproxy-ws: ${oneLine((e as NodeJS.ErrnoException).path ?? parsed.options.config ?? '<stdin>')}: ${oneLine(reason(e))}\n`); return 2; }
  }
  if (parsed.kind === 'bad') { process.stderr.write(`haproxy-ws: ${oneLine(parsed.message)}\nTry --help.\n`); return 2; }
  await print(process.stdout, parsed.kind === 'help' ? USAGE : `haproxy-ws ${__VERSION__}\n`);
  return 0;
}

// A reader that has seen enough (`| head`) is no error of ours.
for (const s of [process.stdout, process.stderr]) s.on('error', (e: NodeJS.ErrnoException) => { if (e.code !== 'EPIPE') throw e; process.exit(); });
// Never `process.exit` at the end: it would cut off what a pipe has not taken yet.
if (!isWorker()) main().then((code) => { process.exitCode = code; }, (e: unknown) => {
  process.stderr.write(`haproxy-ws: ${String(e instanceof Error ? e.stack : e)}\n`);
  process.exitCode = 2;
});
