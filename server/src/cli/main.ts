#!/usr/bin/env node
// `haproxy-ws check`, `checkup`, `upgrade` and `explain`: the entry. Exit code 0, 1 or 2; the report on standard output, complaints on standard error.
import '../quick.ts';
import { Engine } from '../engine/index.ts';
import type { Severity } from '../engine/model/settings.ts';
import { type Options, parseArgs, type UpgradeOptions, USAGE } from './args.ts';
import { type Checked, check, checkupOf, upgradeOfSources } from './check.ts';
import { explainLog } from './explain.ts';
import { encode, expand, read, readStdin, reason, type Source, STDIN, type Unusable, write } from './files.ts';
import { githubReport } from './report/github.ts';
import { jsonReport } from './report/json.ts';
import { oneLine, type Report } from './report/report.ts';
import { sarifReport } from './report/sarif.ts';
import { textReport } from './report/text.ts';
import { upgradeReport } from './report/upgrade.ts';

declare const __VERSION__: string;

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2, hint: 3 };
const LIMIT = { error: 0, warning: 1, info: 2, never: -1 } as const;

/** Resolves when the stream can take more, so that a slow reader does not make us keep everything. */
const print = (stream: NodeJS.WriteStream, text: string | Buffer): Promise<void> | undefined =>
  text.length === 0 || stream.write(text) ? undefined : new Promise((resolve) => { stream.once('drain', resolve); });

function reportOf(format: Options['format'], stream: NodeJS.WriteStream): Report {
  if (format === 'json') return jsonReport(__VERSION__);
  if (format === 'sarif') return sarifReport(__VERSION__);
  if (format === 'github') return githubReport();
  const forced = process.env.FORCE_COLOR, terminal = stream.isTTY === true;
  const colours = forced ? forced !== '0' : terminal && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return textReport({ colours, frames: terminal || colours });
}

async function run(options: Options, checkup: boolean): Promise<number> {
  const unusable: Unusable[] = [], engine = new Engine();
  const refuse = (path: string, message: string): void => { unusable.push({ path, message }); };
  const paths = expand(options.paths, unusable), fixedStdin = options.fix && paths.includes(STDIN);
  const stream = fixedStdin ? process.stderr : process.stdout, report = reportOf(options.format, stream);
  let found = false;

  const one = async (sources: readonly Source[]): Promise<void> => {
    let done: Checked[];
    if (checkup) { await print(stream, checkupOf(engine, sources, options.target)); return; }
    try { done = check(engine, sources, options.target, options.fix); }
    catch (e) { for (const s of sources) { engine.close(s.path); refuse(s.path, `cannot be checked: ${reason(e)}`); } return; }
    for (const c of done) {
      if (c.source.path === STDIN && options.fix) await print(process.stdout, encode(c.source, c.text));
      else if (c.text !== c.source.text) try { write(c.source, c.text); } catch (e) { refuse(c.source.path, `cannot be written: ${reason(e)}`); }
      found ||= c.findings.some((f) => RANK[f.reported.severity] <= LIMIT[options.limit]);
      await print(stream, report.file(c));
    }
  };

  await each(paths, options.together, refuse, one);
  if (!checkup) await print(stream, report.end(unusable));
  return ended(unusable, found);
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
  const refuse = (path: string, message: string): void => { unusable.push({ path, message }); };
  let refused = false;
  await each(expand(paths, unusable), together, refuse, async (sources) => {
    try {
      const done = upgradeOfSources(engine, sources, from, to);
      refused ||= done.changes.some((c) => c.kind === 'refused');
      await print(process.stdout, report.configuration(done));
    } catch (e) { for (const s of sources) { engine.close(s.path); refuse(s.path, `cannot be checked: ${reason(e)}`); } }
  });
  await print(process.stdout, report.end(unusable));
  return ended(unusable, refused);
}

async function main(): Promise<number> {
  const parsed = parseArgs(process.argv.slice(2));
  if (parsed.kind === 'check' || parsed.kind === 'checkup') return run(parsed.options, parsed.kind === 'checkup');
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
main().then((code) => { process.exitCode = code; }, (e: unknown) => {
  process.stderr.write(`haproxy-ws: ${String(e instanceof Error ? e.stack : e)}\n`);
  process.exitCode = 2;
});
