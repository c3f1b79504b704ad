// Links to the files that a configuration names, and to the addresses in its comments. Nothing is read: where a file is, the
// directives for base directories say.
import { t } from '../language/text.ts';
import { callArguments, type KindOf, type Words, type WordTable, wordTable } from '../language/typedArguments.ts';
import { anyAction, converter } from '../language/load.ts';
import type { Document } from '../model/document.ts';
import { headIndex } from '../model/keyword.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { ENV, type Token } from '../syntax/lexer.ts';
import { parseLogFormat } from '../syntax/logFormat.ts';
import { parseSample, type Sample } from '../syntax/sample.ts';
import { HEADER, type Line, type Range } from '../text/lineTree.ts';
import { spanIn } from './nameColumns.ts';

/** `target`: a uri. */
export interface Link { readonly range: Range; readonly target: string; readonly tooltip: string }

/** The directive that says where relative names start. */
type Base = 'crt-base' | 'ca-base' | 'key-base' | 'server-state-base' | 'default-path';
interface Found { readonly start: number; readonly end: number; readonly path: string; readonly base: Base | 'url' }

const MENTIONS = /=path>|=acl-file>|=map-file>/;
const kindOf: KindOf<'path'> = (type) => (type === 'path' || type === 'acl-file' || type === 'map-file' ? 'path' : null);
/** Typed as paths, but folders, lists of folders, or files that HAProxy writes. */
const NOT_READ = new Set(['pidfile', 'path', 'docroot', 'origin', 'backing-file', 'eab-key-id']);
/** Base directories of the words in front (2.6 to 3.4: `haproxy -c` names the whole path). */
const BASES: ReadonlyMap<string, Base> = new Map<string, Base>([
  ['crt', 'crt-base'], ['default-crt', 'crt-base'], ['ocsp', 'crt-base'], ['issuer', 'crt-base'], ['sctl', 'crt-base'], ['key', 'key-base'], ['ca-file', 'ca-base'], ['ca-verify-file', 'ca-base'], ['ca-sign-file', 'ca-base'],
  ['crl-file', 'ca-base'], ['server-state-file', 'server-state-base'], ['server-state-file-name', 'server-state-base'],
]);
const URL = /https?:\/\/[^\s<>"'`\\^{}|]+/g;
/** Punctuation at the end of an address belongs to the sentence around it. */
const END = '.,;:!?)]*_';
const lengthWithout = (url: string): number => { let n = url.length; while (n > 0 && END.includes(url[n - 1]!)) n--; return n; };

let table: WordTable<'path'> | null = null;
const fileCalls = new Map<string, boolean>();

/** The first argument of the fetch, converter or action is a file. */
function takesFile(name: string): boolean {
  let takes = fileCalls.get(name);
  if (takes === undefined) {
    const entry = anyAction(name);
    takes = (/^map(?:_|$)/.test(name) && converter(name) !== undefined) || (entry !== undefined && callArguments(entry, MENTIONS, kindOf)?.[0] === 'path');
    if (fileCalls.size > 1000) fileCalls.clear();
    fileCalls.set(name, takes);
  }
  return takes;
}

/** What was found in a line, kept while its text is the same. */
const known = new WeakMap<Line, { readonly text: string; readonly kind: string; readonly found: readonly Found[] }>();
const NOTHING: readonly Found[] = [];

export function links(project: Project, document: Document): Link[] {
  const out: Link[] = [], { tree } = document;
  let n = -1, section: Section = document.sections[0]!, at = 0;
  for (const line of tree.slice()) {
    n++;
    if (line.flags & HEADER) section = document.sections[++at] ?? section;
    for (const f of foundIn(project, section, line)) {
      const target = f.base === 'url' ? f.path : targetOf(project, document, section, f.path, f.base);
      if (target !== null) out.push({ range: { start: { line: n, character: f.start }, end: { line: n, character: f.end } }, target, tooltip: f.base === 'url' ? t('Open the page') : t('Open the file') });
    }
  }
  return out;
}

function foundIn(project: Project, section: Section, line: Line): readonly Found[] {
  const { text } = line, before = known.get(line);
  if (before?.text === text && before.kind === section.kind) return before.found;
  const found = find(project, section, line);
  if (found.length) known.set(line, { text, kind: section.kind, found });
  else if (before) known.delete(line);
  return found;
}

function find(project: Project, section: Section, line: Line): readonly Found[] {
  const { text } = line, url = text.includes('://');
  table ??= wordTable<'path'>(MENTIONS, kindOf);
  const [first = '', second] = line.keyword.split(' ');
  if (!url && !mayHold(text, first, table(section.kind, first, second, undefined))) return NOTHING;
  const { tokens, comment } = project.lex(text), out: Found[] = [];
  if (comment >= 0 && url) for (const m of text.slice(comment).matchAll(URL)) { const path = m[0].slice(0, lengthWithout(m[0])); out.push({ start: comment + m.index, end: comment + m.index + path.length, path, base: 'url' }); }
  if (line.keyword === '') return out;
  const head = headIndex(tokens), put = (token: Token, from: number, base: Base): void => file(out, text, token, from, token.value.length, base);
  const behind = table(section.kind, tokens[head]?.value ?? '', tokens[head + 1]?.value, tokens[head + 2]?.value);
  for (let i = head; i < tokens.length; i++) {
    const token = tokens[i]!, place = behind && i >= head + behind.from ? behind.before.get(token.value) : undefined, value = place && tokens[i + place.distance];
    if (value && !NOT_READ.has(token.value)) { put(value, 0, BASES.get(token.value) ?? 'default-path'); i += place.distance; continue; }
    // ACL patterns: `-f FILE`, with `-M` in front for maps
    if (token.value === '-f' && tokens[i + 1]) put(tokens[++i]!, 0, 'default-path');
    else if (token.value.includes('(')) for (const sample of samplesOf(token.value)) for (const part of [sample.fetch, ...sample.converters]) {
      const arg = part.args?.[0];
      if (arg && arg.text !== '' && takesFile(part.name)) file(out, text, token, arg.start, arg.end, 'default-path');
    }
  }
  return out.length ? out : NOTHING;
}

const CALLS = /\s-f\s|\bmap\w*\(|[-\w](?:acl|map)\(/, RULE = /^(?:http|tcp)-re/;
const patterns = new WeakMap<object, RegExp>();
/** No file can be on most lines: a look at the text tells. */
function mayHold(text: string, keyword: string, words: Words<'path'> | null): boolean {
  if (keyword === '') return false;
  if (CALLS.test(text) || (RULE.test(keyword) && text.includes('file'))) return true;
  if (!words) return false;
  let pattern = patterns.get(words.before);
  if (!pattern) { pattern = new RegExp(`(?:^|\\s)(?:${[...words.before.keys()].map((w) => w.replace(/[.\\]/g, '\\$&')).join('|')})\\s`); patterns.set(words.before, pattern); }
  return pattern.test(text);
}

const samplesOf = (value: string): Sample[] => (value.includes('%[') || value.includes('%{') ? parseLogFormat(value).flatMap((p) => (p.kind === 'expression' ? [p.sample] : [])) : [parseSample(value)]);

function file(out: Found[], text: string, token: Token, from: number, to: number, base: Base): void {
  if (token.flags & ENV) return;
  let path = token.value.slice(from, to), start = from;
  // 3.0 and later: a prefix says what kind of file it is; virtual ones are none
  const prefix = /^(?:opt|file)@/.exec(path)?.[0] ?? '';
  path = path.slice(prefix.length); start += prefix.length;
  if (path === '' || /^[@<|]|^virt@|\ue000|%\[/.test(path)) return;
  out.push({ ...spanIn(text, token, start, to), path, base });
}

// ---- where files are ----

const last = (lines: readonly Line[]): Line | undefined => lines[lines.length - 1];
const argument = (project: Project, line: Line | undefined, n: number): string | null => {
  const token = line && project.lex(line.text).tokens[n];
  return token && (token.flags & ENV) === 0 ? token.value : null;
};

/** Null when a base directory is not known. */
function targetOf(project: Project, document: Document, section: Section, path: string, base: Base): string | null {
  if (path.startsWith('/')) return join(document.uri, path);
  let folder = document.uri.slice(0, document.uri.lastIndexOf('/') + 1);
  // HAProxy's own folder is not known: without a word on it, the file's is the best guess
  const line = last(project.globalLines('default-path')), kind = argument(project, line, 1);
  if (kind === 'parent') folder = join(folder, '../');
  else if (kind === 'origin') { const origin = argument(project, line, 2); if (origin === null) return null; folder = join(folder, `${origin}/`); }
  if (base !== 'default-path') {
    const own = section.kind === 'crt-store' ? last(section.lines(base)) : undefined, set = own ?? last(project.globalLines(base));
    if (set) { const folderName = argument(project, set, 1); if (folderName === null) return null; folder = join(folder, `${folderName}/`); }
  }
  return join(folder, path);
}

/** Uri of a path, from the folder (a uri that ends in `/`) unless it is absolute; `.` and `..` are followed. */
function join(folder: string, path: string): string {
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(folder)?.[0] ?? '', from = path.startsWith('/') ? [] : folder.slice(root.length).split('/').slice(1, -1), out = from;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(encode(part));
  }
  return `${root}/${out.join('/')}${path.endsWith('/') && out.length ? '/' : ''}`;
}
/** A lone surrogate cannot be encoded: it stays as it is. */
const encode = (part: string): string => part.replace(/[\ud800-\udbff][\udc00-\udfff]|[^A-Za-z0-9._~!$&'()*+,;=:@-]/g, (c) => (/^[\ud800-\udfff]$/.test(c) ? c : encodeURIComponent(c)));
