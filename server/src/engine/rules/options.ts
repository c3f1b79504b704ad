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

function findServers(project: Project, section: Section): Server[] | null {
  const tree = section.document.tree, shared: { line: Line; tokens: readonly Token[]; at: number }[] = [];
  for (let s: Section | null = section, n = 0; s && n < 64; s = project.parent(s), n++) {
    const lines = s.lines('default-server');
    if (s.opaque > 0 || lines.some((l) => isConditional(s!.document, l))) return null;
    for (const line of [...lines].reverse()) {
      const tokens = project.lex(line.text).tokens;
      if (hidesOptions(tokens, 1)) return null;
      shared.push({ line, tokens, at: s === section ? tree.numberOf(line) : -1 });
    }
  }
  const out: Server[] = [];
  for (const keyword of ['server', 'server-template']) for (const line of section.lines(keyword)) {
    if (isConditional(section.document, line)) continue;
    const { tokens } = project.lex(line.text), name = tokens[1];
    if (!name || name.flags & ENV || hidesOptions(tokens, optionsFrom(keyword))) continue;
    const from = optionsFrom(keyword), at = tree.numberOf(line);
    const option = (word: string): Option | null => {
      const holds = (l: Line, words: readonly Token[], first: number): Option | null | undefined => {
        const yes = optionIn(l, words, word, first), no = optionIn(l, words, `no-${word}`, first);
        return yes && (!no || no.name.start < yes.name.start) ? yes : no ? null : undefined;
      };
      const own = holds(line, tokens, from);
      if (own !== undefined) return own;
      for (const d of shared) if (d.at < at) { const got = holds(d.line, d.tokens, 1); if (got !== undefined) return got; }
      return null;
    };
    out.push({ line, tokens, name: name.value, option });
  }
  return out.sort((a, b) => tree.numberOf(a.line) - tree.numberOf(b.line));
}

/** Words of an `alpn` value. */
export const protocols = (value: Token | null | undefined): string[] => value?.value.split(',').map((p) => p.trim()).filter((p) => p !== '') ?? [];
