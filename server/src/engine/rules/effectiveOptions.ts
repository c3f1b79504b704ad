// The options that hold for a server as HAProxy adds them up: `default-server` lines of the `defaults` chain, those above it in
// its section, its own words. Words are read with the facts' arities, so that a value is never taken for an option.
import { at, bindOptions, serverOptions, type Table, usable } from '../language/load.ts';
import type { BindOption, ServerOption } from '../language/facts.ts';
import { isConditional } from '../model/conditionals.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { ENV, EXPANDS, type Token } from '../syntax/lexer.ts';
import type { Line } from '../text/lineTree.ts';

export interface OptionUse { readonly name: string; readonly token: Token; readonly value: Token | null }
export interface Options {
  readonly uses: readonly OptionUse[];
  /** False: some word is not known, so anything may be set. */
  readonly certain: boolean;
}

/** The options among the words from `from` on. */
function read<Option extends BindOption | ServerOption>(project: Project, tokens: readonly Token[], from: number, table: Table<Option>): Options {
  const uses: OptionUse[] = [], { version } = project.settings;
  for (let i = from; i < tokens.length;) {
    const token = tokens[i]!, name = token.value, entry = table.get(name) ?? (name.startsWith('set-proxy-v2-tlv-fmt') ? table.get('set-proxy-v2-tlv-fmt') : undefined);
    if (token.flags & (ENV | EXPANDS) || !entry || !usable(entry, version)) return { uses, certain: false };
    const { arity } = at(entry, version), value = tokens[i + 1] ?? null;
    if (value && value.flags & EXPANDS) return { uses, certain: false };
    uses.push({ name, token, value: arity === 0 ? null : value });
    i += 1 + (name === 'source' ? sourceWords(tokens, i + 1) : entry.name === 'set-proxy-v2-tlv-fmt' ? 1 : arity ?? 1);
  }
  return { uses, certain: true };
}

/** `source address [usesrc …] [interface …]` */
function sourceWords(tokens: readonly Token[], from: number): number {
  let i = from + 1;
  while (tokens[i]?.value === 'usesrc' || tokens[i]?.value === 'interface') i += 2;
  return i - from;
}

export const bindLineOptions = (project: Project, tokens: readonly Token[]): Options => read(project, tokens, 2, bindOptions());

export interface Held extends OptionUse {
  /** The server's own line, or that of a `default-server`. */
  readonly line: Line;
}
export interface ServerOptions {
  get(name: string): Held | undefined;
  readonly certain: boolean;
}
interface Shared { readonly line: Line; readonly own: boolean; readonly options: Options }

/** `default-server` lines that may hold in the section, outermost first; `own`: of the section itself, not of its `defaults`. */
function shared(project: Project, section: Section): { readonly lines: readonly Shared[]; readonly certain: boolean } {
  return project.lasting('default-server options', section, () => {
    const lines: Shared[] = [];
    let certain = true;
    for (let s: Section | null = section, depth = 0; s && depth < 64; s = project.parent(s), depth++) {
      const own: Shared[] = [];
      if (s.opaque > 0) certain = false;
      for (const line of s.lines('default-server')) {
        if (isConditional(s.document, line)) certain = false;
        own.push({ line, own: s === section, options: read(project, project.lex(line.text).tokens, 1, serverOptions()) });
      }
      lines.unshift(...own);
    }
    return { lines, certain };
  });
}

/** Options that hold for the `server` or `server-template` on the line. */
export function serverLineOptions(project: Project, section: Section, line: Line, tokens: readonly Token[]): ServerOptions {
  const held = new Map<string, Held>(), above = shared(project, section), { tree } = section.document, number = above.lines.some((s) => s.own) ? tree.numberOf(line) : 0;
  let { certain } = above;
  const add = (from: Line, options: Options): void => {
    certain &&= options.certain;
    for (const use of options.uses) {
      if (use.name.startsWith('no-') && !use.value) held.delete(use.name.slice(3)); else held.set(use.name, { ...use, line: from });
    }
  };
  for (const s of above.lines) if (!s.own || tree.numberOf(s.line) < number) add(s.line, s.options);
  add(line, read(project, tokens, line.keyword === 'server-template' ? 4 : 3, serverOptions()));
  return { get: (name) => held.get(name), certain };
}

/** Some `default-server` that holds in the section, or the line itself, mentions the word: cheap, and never wrongly false. */
export function mayHold(project: Project, section: Section, line: Line, word: string): boolean {
  return line.text.includes(word) || sharedMayHold(project, section, word);
}

/** Some `default-server` that holds in the section mentions the word. */
export function sharedMayHold(project: Project, section: Section, word: string): boolean {
  for (let s: Section | null = section, depth = 0; s && depth < 64; s = project.parent(s), depth++) for (const line of s.lines('default-server')) if (line.text.includes(word)) return true;
  return false;
}

/** Some server of the section may have the option: cheap, and never wrongly false. */
export const serversMayHold = (project: Project, section: Section, word: string): boolean =>
  section.lines('server').some((l) => l.text.includes(word)) || section.lines('server-template').some((l) => l.text.includes(word)) || sharedMayHold(project, section, word);

/** Where a finding about an option goes: its word on this line, else the server's name. */
export function optionSpan(line: Line, tokens: readonly Token[], held: Held | undefined): { line: Line; start: number; end: number } {
  const token = held?.line === line ? held.token : tokens[1]!;
  return { line, start: token.start, end: token.end };
}
