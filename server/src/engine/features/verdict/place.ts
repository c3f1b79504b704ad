// Where a message stands that HAProxy gives no line: with the section it names, at the line in it that has most of its words.
import { lex } from '../../syntax/lexer.ts';
import { classify, SECTION_WORDS } from '../../model/keyword.ts';
import { HEADER } from '../../text/lineTree.ts';
import type { Message, Site } from './messages.ts';

const KINDS = [...SECTION_WORDS].join('|');
const NAMED = new RegExp(`\\b(proxy|server|${KINDS})(?: section)? '([^'\\s/]+)(?:/([^']+))?'`, 'i');
const KIND_INSIDE = new RegExp(`'(${KINDS}) ([^'\\s]+)'`);
/** What a message may quote of the file: quoted words, and those that look like HAProxy's. */
const PHRASES = /'([^'\n]+)'|"([^"\n]+)"|\b([a-z0-9]+(?:[._-][a-zA-Z0-9]+)+)\b|^([a-z]+)(?= will be ignored)/g;
const PAIRS = /\b([a-z-]+) '([^'\s]+)'/g;
const LOG_FORMAT = /^log format ignored/, LOG_FORMATS = ['log-format', 'option httplog', 'option tcplog', 'option httpslog'];
/** Of two lines alike it is the second that is meant. */
const LAST = /duplicate/i;
/** Messages without a section for which all lines are searched; then the first line has to do. */
const MOST_SEARCHES = 8;

const plain = (text: string): string => text.replace(/\b'(?=[ts]\b)/g, ''); // can't
const phrasesOf = (text: string): string[] => [...new Set([
  ...[...text.matchAll(PHRASES)].map((m) => m[1] ?? m[2] ?? m[3] ?? m[4]!),
  ...[...text.matchAll(PAIRS)].map((m) => `${m[1]} ${m[2]}`),
  ...(LOG_FORMAT.test(text) ? LOG_FORMATS : []),
])];

interface Head extends Site { readonly kind: string; readonly name: string; readonly end: number; readonly defaults: Site & { readonly end: number } | null }

/** `inherited`: the line of a `defaults` that the message is about when the section it names has none. */
export interface Place extends Site { readonly inherited?: Site }

/** @param files their lines. The place is the first line of the first file when the message names nothing that is found. */
export function placer(files: readonly (readonly string[])[]): (message: Message) => Place {
  let known: { readonly heads: readonly Head[]; readonly byName: ReadonlyMap<string, readonly Head[]> } | null = null, searches = 0;
  const index = (): NonNullable<typeof known> => {
    if (known) return known;
    let above: Head['defaults'] = null;
    const heads = files.flatMap((lines, file) => {
      const at = lines.flatMap((text, line) => (classify(text) & HEADER ? [line] : []));
      return at.map((line, i) => ({ file, line, end: at[i + 1] ?? lines.length, kind: lex(lines[line]!).tokens[0]?.value ?? '', name: lex(lines[line]!).tokens[1]?.value ?? '' }));
    }).map((h): Head => { const defaults = above; if (h.kind === 'defaults') above = h; return { ...h, defaults }; });
    const byName = new Map<string, Head[]>();
    for (const h of heads) { const same = byName.get(h.name); if (same) same.push(h); else byName.set(h.name, [h]); }
    return (known = { heads, byName });
  };
  const bestOf = (file: number, from: number, to: number, phrases: readonly string[], last: boolean): Site | null => {
    let best: Site | null = null, most = 0;
    for (let line = from; line < to; line++) { const n = score(files[file]![line]!, phrases); if (n > most || (last && n === most && n > 0)) { most = n; best = { file, line }; } }
    return best;
  };
  /** A line of the nearest `defaults` above that begins with one of the phrases. */
  const inherited = ({ defaults: d }: Head, phrases: readonly string[]): Site | null => {
    for (let line = d ? d.line + 1 : 0; d && line < d.end; line++) if (score(files[d.file]![line]!, phrases) > 1) return { file: d.file, line };
    return null;
  };
  return (message) => {
    const text = plain(message.text), named = NAMED.exec(text) ?? KIND_INSIDE.exec(text), last = LAST.test(text);
    const phrases = phrasesOf(named ? text.replace(named[0], named[3] ? `'${named[3]}'` : '') : text);
    const kind = named?.[1]?.toLowerCase(), all = named ? index().byName.get(named[2]!) ?? [] : [];
    const head = all.find((h) => (kind === 'proxy' || kind === 'server' ? /^(?:listen|frontend|backend)$/.test(h.kind) : h.kind === kind)) ?? all[0];
    if (head) {
      const own = /^missing timeouts/.test(text) ? head : bestOf(head.file, head.line + 1, head.end, phrases, last);
      if (own) return own;
      const above = inherited(head, phrases);
      return above ? { file: head.file, line: head.line, inherited: above } : head;
    }
    if (searches++ >= MOST_SEARCHES) return { file: 0, line: 0 };
    let best: Site = { file: 0, line: 0 }, most = 0;
    files.forEach((lines, file) => { const here = bestOf(file, 0, lines.length, phrases, last), n = here ? score(lines[here.line]!, phrases) : 0; if (here && n > most) { most = n; best = here; } });
    return best;
  };
}

/** How many of the phrases stand in the line; one that begins the statement counts most. */
function score(text: string, phrases: readonly string[]): number {
  // most lines have none of the words
  if (!phrases.some((p) => text.includes(/^[^\s*]+/.exec(p)?.[0] ?? p))) return 0;
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
    const x = SECTION_WORDS.has(w) ? undefined : tokens.findLast((y) => y.value === w || y.value.startsWith(`${w}:`));
    if (x) return { start: x.start, end: x.end };
  }
  return { start: from, end: to };
}
