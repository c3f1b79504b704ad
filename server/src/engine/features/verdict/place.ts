// Where a message stands that HAProxy gives no line: with the section it names, at the line in it that has most of its words.
import { lex } from '../../syntax/lexer.ts';
import { classify, SECTION_WORDS } from '../../model/keyword.ts';
import { HEADER } from '../../text/lineTree.ts';
import type { Message, Site } from './messages.ts';

const NAMED = new RegExp(`\\b(proxy|server|${[...SECTION_WORDS].join('|')})(?: section)? '([^'\\s/]+)(?:/([^']+))?'`, 'i');
const KIND_INSIDE = new RegExp(`'(${[...SECTION_WORDS].join('|')}) ([^'\\s]+)'`);
/** Words of a message that may stand in the file: quoted ones, and those that look like HAProxy's. */
const PHRASES = /'([^'\n]+)'|"([^"\n]+)"|\b([a-z0-9]+(?:[._-][a-zA-Z0-9]+)+)\b|^([a-z]+)(?= will be ignored)/g;
/** Of two lines alike it is the second that is meant. */
const LAST = /duplicate/i;
const MOST_LINES = 200_000;
const plain = (text: string): string => text.replace(/\b'(?=[ts]\b)/g, ''); // can't

const phrasesOf = (text: string): string[] => [...new Set([...[...text.matchAll(PHRASES)].map((m) => m[1] ?? m[2] ?? m[3] ?? m[4]!), ...[...text.matchAll(/\b([a-z-]+) '([^'\s]+)'/g)].map((m) => `${m[1]} ${m[2]}`), ...(LOG_FORMAT.test(text) ? LOG_FORMATS : [])])];
const LOG_FORMAT = /^log format ignored/, LOG_FORMATS = ['log-format', 'option httplog', 'option tcplog', 'option httpslog'];

/** @param files their lines; the site is the first line of the first file when the message names nothing that is found */
export function placeOf(message: Message, files: readonly (readonly string[])[]): Site {
  const text = plain(message.text), named = NAMED.exec(text) ?? KIND_INSIDE.exec(text), words = phrasesOf(named ? text.replace(named[0], named[3] ? `'${named[3]}'` : '') : text);
  if (named) {
    const kind = named[1]!.toLowerCase(), name = named[2]!;
    const head = headerOf(files, (k, n) => n === name && (kind === 'proxy' || kind === 'server' || k === kind)) ?? headerOf(files, (_k, n) => n === name);
    if (head) return (/^missing timeouts/.test(text) ? null : bestLine(files[head.file]!, head, words, LAST.test(text)) ?? (LOG_FORMAT.test(text) ? null : inherited(files, head, words))) ?? head;
  }
  let best: Site = { file: 0, line: 0 }, most = 0;
  files.forEach((lines, file) => {
    for (let line = 0; line < Math.min(lines.length, MOST_LINES); line++) { const n = score(lines[line]!, words); if (n > most || (n === most && n > 0 && LAST.test(text))) { most = n; best = { file, line }; } }
  });
  return best;
}

function headerOf(files: readonly (readonly string[])[], is: (kind: string, name: string) => boolean): Site | null {
  for (const [file, lines] of files.entries()) for (const [line, text] of lines.entries()) {
    if (!(classify(text) & HEADER)) continue;
    const [kind, name] = lex(text).tokens;
    if (kind && name && is(kind.value, name.value)) return { file, line };
  }
  return null;
}

function bestLine(lines: readonly string[], head: Site, words: readonly string[], last: boolean): Site | null {
  let best: Site | null = null, most = 0;
  for (let line = head.line + 1; line < lines.length && !(classify(lines[line]!) & HEADER); line++) { const n = score(lines[line]!, words); if (n > most || (last && n === most && n > 0)) { most = n; best = { file: head.file, line }; } }
  return best;
}

/** A line of the nearest `defaults` above that begins with one of the phrases. */
function inherited(files: readonly (readonly string[])[], head: Site, words: readonly string[]): Site | null {
  let found: Site | null = null, open = false;
  for (let file = 0; file <= head.file; file++) for (const [line, text] of files[file]!.entries()) {
    if (file === head.file && line >= head.line) return found;
    if (classify(text) & HEADER) { const was = open; open = lex(text).tokens[0]?.value === 'defaults'; if (open && !was) found = null; }
    else if (open && score(text, words) > 1) found = { file, line };
  }
  return found;
}

/** How many of the phrases stand in the line; one that begins the statement counts most. */
function score(text: string, phrases: readonly string[]): number {
  const { tokens } = lex(text);
  if (tokens.length === 0) return 0;
  const all = ` ${tokens.map((x) => x.value).join(' ')} `;
  return phrases.reduce((n, p) => n + (p.endsWith('*') ? (all.startsWith(` ${p.slice(0, -1)}`) ? 2 : 0) : all.startsWith(` ${p} `) ? 2 : all.includes(` ${p} `) || all.includes(` ${p}:`) ? 1 : 0), 0);
}

/** Columns to underline: what HAProxy points at, the first of its words that the line has, else the statement. */
export function columnsOf(message: Message, text: string): { readonly start: number; readonly end: number } {
  const { tokens } = lex(text), from = tokens[0]?.start ?? 0, to = tokens.at(-1)?.end ?? text.length;
  if (message.column >= from && message.column < text.trimEnd().length) return { start: message.column, end: text.trimEnd().length };
  for (const w of phrasesOf(plain(message.text))) {
    const x = SECTION_WORDS.has(w) ? undefined : tokens.findLast((y) => y.value === w);
    if (x) return { start: x.start, end: x.end };
  }
  return { start: from, end: to };
}
