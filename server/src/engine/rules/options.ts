// Options on `bind` and `server` lines, with what `default-server` adds (manual 5.1 and 5.2).
import { isConditional } from '../model/conditionals.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { ENV, EXPANDS, type Token } from '../syntax/lexer.ts';
import type { Line } from '../text/lineTree.ts';

/** An option with its value (null at the end of the line), and where it stands. */
export interface Option { readonly line: Line; readonly name: Token; readonly value: Token | null; readonly tokens: readonly Token[] }

/** The last `name` among the words from `from` on. */
export function optionIn(line: Line, tokens: readonly Token[], name: string, from: number): Option | null {
  for (let i = tokens.length - 1; i >= from; i--) if (tokens[i]!.value === name) return { line, name: tokens[i]!, value: tokens[i + 1] ?? null, tokens };
  return null;
}

/** First option word of a `bind`, `server`, `server-template` or `default-server` line. */
export const optionsFrom = (keyword: string): number => keyword === 'server' ? 3 : keyword === 'server-template' ? 4 : keyword === 'bind' ? 2 : 1;

/** Option words that take no value, so that what follows them is another option. */
const FLAGS = new Set(['ssl', 'check', 'backup', 'disabled', 'accept-proxy', 'transparent', 'defer-accept', 'v4v6', 'v6only', 'tfo', 'send-proxy', 'send-proxy-v2', 'agent-check', 'strict-sni', 'no-alpn']);

/** An environment variable may stand for options: which ones there are is not known. As the value of an option it may be anything. */
export const hidesOptions = (tokens: readonly Token[], from: number): boolean =>
  tokens.some((x, i) => (x.flags & EXPANDS) !== 0 || (i >= from && (x.flags & ENV) !== 0 && (i === from || FLAGS.has(tokens[i - 1]!.value))));

export interface Server {
  readonly line: Line;
  readonly tokens: readonly Token[];
  readonly name: string;
  /** What holds for this server: its own word, else that of a `default-server` above it or in the `defaults`. Null: not set. */
  option(name: string): Option | null;
}

/** Servers of a section, without those that a conditional block may take away; null when a line cannot be read for sure. */
export const serversOf = (project: Project, section: Section): readonly Server[] | null => project.memo('servers', section, () => findServers(project, section));

/** A line of options, taken apart when an option may stand on it. */
interface Held { readonly line: Line; readonly tokens: readonly Token[] }
/** Quotes, escapes and variables: a word may not stand in the text as it is read. */
const WRITTEN_OTHERWISE = /["'\\$]/;

class Words implements Held {
  readonly line: Line;
  /** The text holds each word as HAProxy reads it. */
  readonly plain: boolean;
  private readonly project: Project;
  constructor(project: Project, line: Line, plain: boolean) { this.project = project; this.line = line; this.plain = plain && !WRITTEN_OTHERWISE.test(line.text); }
  get tokens(): readonly Token[] { return this.project.lex(this.line.text).tokens; }
  /** Its own word; null where it takes one back; undefined where it says nothing. */
  option(word: string, from: number): Option | null | undefined {
    if (this.plain && !this.line.text.includes(word)) return undefined;
    const { tokens } = this, yes = optionIn(this.line, tokens, word, from), no = optionIn(this.line, tokens, `no-${word}`, from);
    return yes && (!no || no.name.start < yes.name.start) ? yes : no ? null : undefined;
  }
}

const NAME = /^\s*\S+\s+([^\s#]+)/;

class ServerLine extends Words implements Server {
  readonly name: string;
  private readonly shared: readonly Words[];
  private readonly section: Section;
  constructor(project: Project, section: Section, line: Line, plain: boolean, shared: readonly Words[]) {
    super(project, line, plain);
    this.section = section;
    this.shared = shared;
    this.name = (this.plain ? NAME.exec(line.text)?.[1] : this.tokens[1]?.value) ?? '';
  }
  /** Whether its options are what they look like. */
  get known(): boolean {
    if (this.plain) return this.name !== '';
    const { tokens } = this, name = tokens[1];
    return name !== undefined && !(name.flags & ENV) && !hidesOptions(tokens, optionsFrom(this.line.keyword));
  }
  override option(word: string): Option | null {
    const own = super.option(word, optionsFrom(this.line.keyword));
    if (own !== undefined) return own;
    for (const d of this.shared) {
      const got = d.option(word, 1);
      if (got !== undefined && this.follows(d.line)) return got;
    }
    return null;
  }
  /** HAProxy takes over what stands above the server, or in the `defaults`. */
  private follows(other: Line): boolean {
    const { tree } = this.section.document;
    return !this.section.lines('default-server').includes(other) || tree.numberOf(other) < tree.numberOf(this.line);
  }
}

function findServers(project: Project, section: Section): Server[] | null {
  const shared: Words[] = [], plain = !project.documents.some((d) => d.template);
  for (let s: Section | null = section, n = 0; s && n < 64; s = project.parent(s), n++) {
    const lines = s.lines('default-server');
    if (s.opaque > 0 || lines.some((l) => isConditional(s!.document, l))) return null;
    for (const line of [...lines].reverse()) {
      const words = new Words(project, line, plain);
      if (!words.plain && hidesOptions(words.tokens, 1)) return null;
      shared.push(words);
    }
  }
  const of = (keyword: string): ServerLine[] => section.lines(keyword).filter((l) => !isConditional(section.document, l)).map((l) => new ServerLine(project, section, l, plain, shared)).filter((s) => s.known);
  const servers = of('server'), templates = of('server-template');
  if (templates.length === 0) return servers;
  const { tree } = section.document;
  return [...servers, ...templates].sort((a, b) => tree.numberOf(a.line) - tree.numberOf(b.line));
}

/** Words of an `alpn` value. */
export const protocols = (value: Token | null | undefined): string[] => value?.value.split(',').map((p) => p.trim()).filter((p) => p !== '') ?? [];
