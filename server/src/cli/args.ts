// The command line: words in, options or one clear complaint out. Reads nothing, writes nothing.
import { branchOf, compareVersions, patchOf, DEFAULT_VERSION, VERSIONS, type Version } from '../engine/language/version.ts';

/** A branch, with the release where it is given: 3.2.26. */
export interface Target { readonly version: Version; readonly release: number | null }

export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export const LIMITS = ['error', 'warning', 'info', 'never'] as const;
export type Format = (typeof FORMATS)[number];
/** The mildest severity that makes the command fail. */
export type Limit = (typeof LIMITS)[number];

export interface Options {
  /** Null: as a comment in the file says, else the default. */
  readonly target: Target | null;
  readonly format: Format;
  readonly limit: Limit;
  readonly fix: boolean;
  readonly watch: boolean;
  /** Threads; 0: as many as are worth it. */
  readonly jobs: number;
  /** The files are one configuration, as `haproxy -f a -f b` reads them. */
  readonly together: boolean;
  /** `explain`: the configuration that wrote the log. */
  readonly config: string | null;
  /** Files and folders as written; `-` is standard input. */
  readonly paths: readonly string[];
}
export const UPGRADE_FORMATS = ['text', 'json', 'markdown'] as const;
export interface UpgradeOptions {
  readonly from: Target;
  readonly to: Target;
  readonly format: (typeof UPGRADE_FORMATS)[number];
  readonly together: boolean;
  readonly paths: readonly string[];
}
export type Parsed = { readonly kind: 'check' | 'checkup' | 'explain'; readonly options: Options } | { readonly kind: 'upgrade'; readonly options: UpgradeOptions } | { readonly kind: 'help' } | { readonly kind: 'version' } | { readonly kind: 'bad'; readonly message: string };

export const USAGE = `Usage: haproxy-ws check [options] FILE|DIR|- ...
       haproxy-ws checkup [--target VERSION] [--together] FILE|DIR|- ...
       haproxy-ws upgrade --from VERSION --to VERSION [--format text|json|markdown] [--together] FILE|DIR|- ...
       haproxy-ws explain [--config FILE] [--target VERSION] [--format text|json] [FILE|-]

check finds what breaks WebSockets and what HAProxy refuses in haproxy.cfg files.
checkup writes a report in Markdown: every path that WebSockets take, and eight questions answered from the file.
upgrade says what changes when the configuration moves to a newer HAProxy: what is refused, what is warned of, what works in another way.
explain reads a log of HAProxy: one line is told in plain words, many are counted by what ended the sessions.
A folder stands for every HAProxy configuration in it and below; - is standard input.

  --target VERSION    HAProxy branch to check for: ${VERSIONS[0]} to ${VERSIONS[VERSIONS.length - 1]} (default ${DEFAULT_VERSION},
                      or what a comment "# haproxy-ws: version=3.0" in the file says)
  --format FORMAT     text, json, sarif, github or junit (default text)
  --fail-on SEVERITY  exit with 1 from this severity on: error, warning, info or never (default warning)
  --fix               apply the safe fixes, write the files back and report what is left;
                      with - the fixed text goes to standard output and the report to standard error
  --watch             check again whatever changes, until it is stopped
  --jobs N            check on N threads (default: one, or all cores for many files)
  --config FILE       explain: the haproxy.cfg that wrote the log, for its own formats and its timeouts
  --together          read the files as one configuration, like haproxy -f a -f b
  --help, --version

A file haproxy-ws.json beside the files or in a folder above them holds settings: docs/configuration.md.

Exit code: 0 nothing to report, 1 findings at or above the limit, 2 a file or an argument cannot be used.
Of upgrade: 0 nothing is newly refused, 1 something is, 2 a file or an argument cannot be used.
`;

const bad = (message: string): Parsed => ({ kind: 'bad', message });
const list = (words: readonly string[]): string => words.join(', ');

const COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([['check', ['--target', '--format', '--fail-on', '--fix', '--together', '--watch', '--jobs']], ['checkup', ['--target', '--together']], ['upgrade', ['--from', '--to', '--format', '--together']], ['explain', ['--target', '--format', '--config']]]);
const VALUED: ReadonlySet<string> = new Set(['--target', '--format', '--fail-on', '--from', '--to', '--config', '--jobs']);

export function parseArgs(words: readonly string[]): Parsed {
  const values = new Map<string, string>(), flags = new Set<string>(), plain: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') { plain.push(...words.slice(i + 1)); break; }
    if (word === '-' || !word.startsWith('-')) { plain.push(word); continue; }
    const eq = word.indexOf('='), name = eq > 0 ? word.slice(0, eq) : word;
    if (VALUED.has(name)) {
      const value = eq > 0 ? word.slice(eq + 1) : words[++i];
      if (value === undefined || value === '') return bad(`${name} needs a value.`);
      values.set(name, value);
    } else if (word === '--help' || word === '-h') return { kind: 'help' };
    else if (word === '--version' || word === '-V') return { kind: 'version' };
    else if (word === '--fix' || word === '--together' || word === '--watch') flags.add(word);
    else return bad(`Unknown option ${word}.`);
  }
  const [command, ...paths] = plain;
  if (command === undefined) return bad('No command. Write: haproxy-ws check FILE ...');
  if (command === 'help') return { kind: 'help' };
  const takes = COMMANDS.get(command);
  if (!takes) return bad(`Unknown command '${command}'. Known are ${list([...COMMANDS.keys()])}.`);
  const not = [...values.keys(), ...flags].find((x) => !takes.includes(x));
  if (not) return bad(`${command} has no ${not}.`);
  if (command === 'upgrade') return parseUpgrade(values, flags.has('--together'), paths);
  const asked = values.get('--target'), branch = asked === undefined ? null : branchOf(asked);
  if (asked !== undefined && !branch) return bad(`Unknown target '${asked}'. Known are ${list(VERSIONS)}.`);
  const target = branch && { version: branch, release: patchOf(asked!) };
  const format = FORMATS.find((f) => f === (values.get('--format') ?? 'text'));
  if (!format) return bad(`Unknown format '${values.get('--format')}'. Known are ${list(FORMATS)}.`);
  const limit = LIMITS.find((l) => l === (values.get('--fail-on') ?? 'warning'));
  if (!limit) return bad(`Unknown severity '${values.get('--fail-on')}' for --fail-on. Known are ${list(LIMITS)}.`);
  const jobs = values.get('--jobs') ?? '0';
  if (!/^\d{1,3}$/.test(jobs) || (values.has('--jobs') && jobs === '0')) return bad(`--jobs has to be a number from 1 to 999, not '${jobs}'.`);
  if (flags.has('--watch') && paths.includes('-')) return bad('--watch needs files; standard input does not change.');
  const kind = command === 'check' || command === 'explain' ? command : 'checkup';
  if (kind === 'explain' && format !== 'text' && format !== 'json') return bad(`explain has no format ${format}. Known are text and json.`);
  if (kind === 'explain' && paths.length > 1) return bad('explain reads one file, or - for standard input.');
  if (kind !== 'explain' && paths.length === 0) return bad('Nothing to check. Name files or folders, or - for standard input.');
  return { kind, options: { target, format, limit, fix: flags.has('--fix'), watch: flags.has('--watch'), jobs: Number(jobs), together: flags.has('--together'), config: values.get('--config') ?? null, paths } };
}

function parseUpgrade(values: ReadonlyMap<string, string>, together: boolean, paths: readonly string[]): Parsed {
  const ends: Target[] = [];
  for (const name of ['--from', '--to']) {
    const asked = values.get(name), version = asked === undefined ? null : branchOf(asked);
    if (asked === undefined) return bad(`upgrade needs ${name}. Write: haproxy-ws upgrade --from 2.6 --to 3.2 FILE ...`);
    if (!version) return bad(`Unknown version '${asked}' for ${name}. Known are ${list(VERSIONS)}.`);
    ends.push({ version, release: patchOf(asked) });
  }
  const [from, to] = ends as [Target, Target], order = compareVersions(from.version, to.version);
  if (order > 0 || (order === 0 && !(from.release !== null && to.release !== null && from.release < to.release))) return bad(`--to ${values.get('--to')} is not newer than --from ${values.get('--from')}.`);
  const format = UPGRADE_FORMATS.find((f) => f === (values.get('--format') ?? 'text'));
  if (!format) return bad(`Unknown format '${values.get('--format')}'. Known are ${list(UPGRADE_FORMATS)}.`);
  if (paths.length === 0) return bad('Nothing to read. Name files or folders, or - for standard input.');
  return { kind: 'upgrade', options: { from, to, format, together, paths } };
}
