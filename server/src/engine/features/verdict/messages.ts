// What `haproxy -c` writes, as messages. Formats of 2.4 to 3.4: `[ALERT] 123/123456 (1) : …` up to 2.4, `[ALERT]    (1) : config : …`
// since; a message may go on in the lines below it.

export type Level = 'alert' | 'warning' | 'notice';
/** A line of one of the files that HAProxy was given: the file's place in the list, and the line from 0. */
export interface Site { readonly file: number; readonly line: number }
export interface Message {
  readonly level: Level;
  /** Without level, process, and the place in front. Names of copies are those of the files again. */
  readonly text: string;
  /** The first is where HAProxy points; others are lines that it speaks of. */
  readonly sites: readonly Site[];
  /** Zero-based column of a `^` under an excerpt, or -1. */
  readonly column: number;
}

const HEAD = /^\[(ALERT|WARNING|NOTICE|DIAG)\]\s*(?:\d+\/\d+\s*)?(?:\(\d+\)\s*)?:\s?(.*)$/;
/** Says what other messages say already, or who runs it. */
const NOISE = /^(?:Error\(s\) found in configuration file|Fatal errors found in configuration|haproxy version is|path to executable is|Warnings were found|Configuration file is valid|[Ss]tarted as (?:the )?root|New (?:worker|program)|Loading success|Failed to initialize server\(s\) addr|error encountered while processing|.*\b(?:exit\(2\)|error detected while parsing)\.?$)/;
const escaped = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * @param output standard error of `haproxy -c`
 * @param folder where the copies lie, as HAProxy names it; a copy is `<place in the list>.cfg`
 * @param names the files' names for the reader
 */
export function readMessages(output: string, folder: string, names: readonly string[]): Message[] {
  const raw: { level: Level; lines: string[] }[] = [];
  for (const line of output.split(/\r?\n/)) {
    const head = HEAD.exec(line);
    if (head) raw.push({ level: head[1] === 'ALERT' ? 'alert' : head[1] === 'WARNING' ? 'warning' : 'notice', lines: [head[2]!] });
    else if (line.trim() !== '') raw.at(-1)?.lines.push(line.trimEnd());
  }
  const path = `${escaped(folder)}[\\\\/](\\d+)\\.cfg`, out = new Map<string, Message>();
  const front = new RegExp(`^(?:config ?: ?|(?:[Pp]arsing )?\\[${path}(?::\\d+)?\\] ?:? ?)`), anywhere = new RegExp(`${path}(?::(\\d+))?`, 'g'), copies = new RegExp(`${escaped(folder)}[\\\\/]\\w+\\.cfg`, 'g');
  for (const { level, lines } of raw) {
    let text = lines.join('\n');
    const sites: Site[] = [];
    for (const [, file, line] of text.matchAll(anywhere)) if (line && Number(file) < names.length && !sites.some((s) => s.file === Number(file) && s.line === Number(line) - 1)) sites.push({ file: Number(file), line: Number(line) - 1 });
    for (let next = text.replace(front, ''); next !== text; next = text.replace(front, '')) text = next;
    if (NOISE.test(text) || (level === 'notice' && sites.length === 0)) continue;
    const caret = /\n( *)\^$/.exec(text), at = /at position (\d+)/.exec(text)?.[1];
    const column = caret ? (at ? Number(at) - 1 : caret[1]!.length - 2) : -1;
    if (caret) text = text.slice(0, caret.index).replace(/:?\n[^\n]*$/, '.'); // the excerpt is in the editor already
    text = text.replace(/\n\s*\|\s?/g, ' ').replace(anywhere, (_all, file: string, line?: string) => `${names[Number(file)] ?? file}${line ? `:${line}` : ''}`).replace(copies, 'default-path').replace(/[ \t]*\n\s*/g, '\n').trim();
    const message = { level, text, sites, column }, key = `${level} ${sites[0]?.file}:${sites[0]?.line} ${text}`;
    if (text !== '' && !out.has(key)) out.set(key, message);
  }
  return [...out.values()];
}

const MACHINE = [
  /No such file or directory|Permission denied|Is a directory|Not a directory|Address already in use|annot assign requested address/,
  /(?:unable to|can(?:no|')t|could not|failed to|error|fail to) (?:stat|open|opening|read|reading|load|loading|access|find file|create|initiali[sz]e server\(s\) addr)/i,
  /cannot be read\b|server state file|No Private Key found|resolve address|(?:cannot|unable to|could not) resolve|cannot find (?:user|group) id|address family not supported/i,
  /not (?:been )?(?:compiled|built)|(?:not|without)[^.\n]*\b(?:compiled in|support (?:enabled|compiled|built))|\bSSL library\b|not supported (?:on|by) this|not enabled in this build|rebuild|requires (?:a )?build|recompile/i,
  /FD limit|file descriptor|setrlimit|out of memory|CPU directives|total of \d+ CPU/i,
];
/** The message may be true of the machine that checked, and of no other: files, users, host names, how HAProxy was built. */
export const isMachines = (text: string): boolean => MACHINE.some((m) => m.test(text));
