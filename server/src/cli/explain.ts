// `haproxy-ws explain`: one log line explained, or many counted by cause. Reads as a stream; keeps one line at a time.
import { createReadStream } from 'node:fs';
import type { Engine } from '../engine/index.ts';
import { explain, explanationText, lineSplitter, logLines, readersOf, summarise, summaryText } from '../engine/log.ts';
import type { Options } from './args.ts';
import { aimed, open } from './check.ts';
import { configs, settingsOf } from './config.ts';
import { oneLine } from './report/report.ts';
import { read, STDIN } from './files.ts';

/** What to print: text, or JSON with `lines` and either `explanation` (of one line) or `causes`. Throws when a file cannot be read. */
export async function explainLog(engine: Engine, options: Options, version: string): Promise<string> {
  const config = options.config === null ? null : read(options.config);
  if (config) open(engine, [config], aimed(settingsOf(configs((path, message) => { throw Object.assign(new Error(message), { path }); }).of(config.path)), options.target));
  const project = config && engine.model(config.path)!.project, lines = logLines(project ? readersOf(project) : []);
  const path = options.paths[0] ?? STDIN, stream = path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: 1 << 16 });
  stream.setEncoding('utf8');
  const summary = summarise(lines);
  let only = '', count = 0;
  const split = lineSplitter((line) => {
    if (count < 2 && line.trim() !== '' && ++count === 1) only = line;
    summary.add(line);
  });
  for await (const piece of stream as AsyncIterable<string>) split.push(piece);
  split.end();
  if (count === 1) {
    const e = explain(lines, only, project);
    return options.format === 'json' ? json(version, { lines: 1, explanation: e }) : shown(explanationText(e));
  }
  const s = summary.done();
  return options.format === 'json' ? json(version, s) : shown(summaryText(s));
}

const json = (version: string, body: object): string => `${JSON.stringify({ tool: 'haproxy-ws', version, ...body }, null, 2)}\n`;
/** A log must not steer the reader's terminal. */
const shown = (text: string): string => text.split('\n').map(oneLine).join('\n');
