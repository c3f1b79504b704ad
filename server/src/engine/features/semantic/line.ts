// Semantic tokens of one line: a pure function of its words, the kind of its section and the selected version, so that an edit
// elsewhere never changes them.
import { table } from '../../language/table.ts';
import type { Ruleset, SectionKind } from '../../language/facts.ts';
import { anyAction, at, bindOptions, converters, fetches, logAliases, matchDirective, predicates, scopeOf, serverOptions, usable } from '../../language/load.ts';
import type { Version } from '../../language/version.ts';
import { headIndex } from '../../model/keyword.ts';
import { isNameless, type NameKind, type NameUse, namesOf } from '../../model/names.ts';
import type { Section } from '../../model/section.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import { columnIn, type Statement, type Token } from '../../syntax/lexer.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';
import { parseSample, type Sample } from '../../syntax/sample.ts';
import { CONDITIONAL, HEADER, type Line } from '../../text/lineTree.ts';
import { DECLARATION, DEPRECATED, type LineToken, type TokenType } from './legend.ts';

const RULESETS: ReadonlySet<string> = new Set<Ruleset>(['quic-initial', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'http-request', 'http-response', 'http-after-response']);
const OPTIONS = table<readonly ['bind' | 'server', number]>({ bind: ['bind', 2], 'default-bind': ['bind', 1], server: ['server', 3], 'default-server': ['server', 1], 'server-template': ['server', 4], peer: ['server', 3] });
/** Actions whose word behind them is an expression; the number says which word. */
const SAMPLED: ReadonlyMap<string, number> = new Map([
  ...['set-var', 'track-sc', 'capture', 'set-src', 'set-dst', 'set-src-port', 'set-dst-port', 'set-priority-class', 'set-priority-offset', 'do-resolve', 'set-fc-tos', 'set-fc-mark', 'set-bc-tos', 'set-bc-mark', 'sc-set-gpt', 'sc-set-gpt0', 'sc-add-gpc', 'pause', 'add-headers-bin', 'set-headers-bin', 'del-headers-bin'].map((a) => [a, 1] as const),
  ['set-timeout', 2],
]);
const NUMBER = /^-?\d+(?:\.\d+)?(?:us|ms|[smhd]|[kKgG]|M)?$/;
const OF_KIND: Partial<Readonly<Record<NameKind, TokenType>>> = {
  acl: 'variable', server: 'struct', 'far-server': 'struct', peer: 'struct', nameserver: 'struct', mailer: 'struct', variable: 'parameter', environment: 'macro', user: 'type', group: 'type', 'far-group': 'type', table: 'class', 'far-table': 'class',
};

/** Of a line, in order, none over another. */
export function tokensOfLine(line: Line, section: Section, statement: Statement, version: Version): LineToken[] {
  const { tokens } = statement;
  if (tokens.length === 0) return [];
  const p: Painter = { text: line.text, tokens, version, out: [] };
  if (line.flags & CONDITIONAL) conditional(p);
  else if (line.flags & HEADER) header(p);
  else directive(p, section);
  if (!(line.flags & CONDITIONAL)) names(p, namesOf(tokens, section.kind, (line.flags & HEADER) !== 0, statement.env));
  return inOrder(p.out);
}

interface Painter { readonly text: string; readonly tokens: readonly Token[]; readonly version: Version; readonly out: LineToken[] }

const paint = (p: Painter, start: number, end: number, type: TokenType, modifiers = 0): void => { if (end > start) p.out.push({ start, end, type, modifiers }); };
const word = (p: Painter, t: Token | undefined, type: TokenType, modifiers = 0): void => { if (t) paint(p, t.start, t.end, type, modifiers); };
const part = (p: Painter, t: Token, from: number, to: number, type: TokenType, modifiers = 0): void => paint(p, columnIn(p.text, t, from), columnIn(p.text, t, to), type, modifiers);

function header(p: Painter): void {
  word(p, p.tokens[0], 'keyword');
  const from = p.tokens.findIndex((t, i) => i > 0 && t.value === 'from');
  if (from > 0) word(p, p.tokens[from], 'keyword');
}

function conditional(p: Painter): void {
  word(p, p.tokens[0], 'macro');
  for (const t of p.tokens.slice(1)) {
    for (const m of t.value.matchAll(/(?<!\w)[A-Za-z_]\w*(?=\()/g)) if (predicates().get(m[0])) part(p, t, m.index, m.index + m[0].length, 'function');
    for (const m of t.value.matchAll(/!|&&|\|\|/g)) part(p, t, m.index, m.index + m[0].length, 'operator');
  }
}

function directive(p: Painter, section: Section): void {
  const { tokens, version } = p, head = headIndex(tokens), kind = section.kind;
  if (head) word(p, tokens[0], 'modifier');
  const words = tokens.slice(head).map((t) => t.value), found = kind === 'none' ? undefined : matchDirective(scopeOf(kind as SectionKind), words.slice(0, 3));
  if (found) {
    const facts = at(found.entry, version), gone = facts.deprecated || !usable(found.entry, version) ? DEPRECATED : 0;
    for (let i = 0; i < found.words; i++) { const t = tokens[head + i]!, open = t.value.indexOf('('); if (open > 0) part(p, t, 0, open, 'keyword', gone); else word(p, t, 'keyword', gone); }
  }
  let from = head + (found?.words ?? 1);
  const ruleset = RULESETS.has(words[0]!) ? 1 : RULESETS.has(words.slice(0, 2).join(' ')) ? 2 : 0;
  let sampleAt = words[0] === 'stick' ? 2 : words[0] === 'acl' ? 2 : words[0] === 'balance' && words[1] === 'hash' ? 2 : words[1]?.startsWith('set-var(') ? 2 : -1;
  if (ruleset && words[ruleset] !== undefined) {
    const token = tokens[head + ruleset]!, action = anyAction(token.value);
    if (action) {
      const open = token.value.indexOf('(');
      part(p, token, 0, open > 0 ? open : token.value.length, 'method', at(action, version).deprecated ? DEPRECATED : 0);
      const sample = SAMPLED.get(action.name);
      sampleAt = sample === undefined ? -1 : ruleset + sample;
    }
    from = head + ruleset + 1;
  }
  const options = OPTIONS[words[0]!], condition = words[0] === 'acl' ? -1 : conditionAt(tokens, head + 1), end = condition > 0 ? condition : tokens.length;
  for (let i = from; i < end; i++) {
    const t = tokens[i]!;
    if (options && i - head >= options[1]) { const skip = option(p, options[0], i); if (skip >= 0) { i += skip; continue; } }
    if (i - head === sampleAt) { sample(p, t, parseSample(t.value), words[0] === 'acl'); continue; }
    value(p, t);
  }
  if (words[0] === 'acl') flags(p, tokens.slice(head + 3));
  if (condition > 0) conditions(p, condition);
}

/** Paints an option and its value. Gives how many words behind it are its own; -1: it is none. */
function option(p: Painter, kind: 'bind' | 'server', i: number): number {
  const t = p.tokens[i]!, open = t.value.indexOf('('), entry = (kind === 'bind' ? bindOptions() : serverOptions()).get(open > 0 ? t.value.slice(0, open) : t.value);
  if (!entry) return -1;
  const facts = at(entry as Parameters<typeof at<{ deprecated: boolean; arity: number | null }>>[0], p.version);
  part(p, t, 0, open > 0 ? open : t.value.length, 'property', facts.deprecated || !usable(entry, p.version) ? DEPRECATED : 0);
  const own = Math.min(facts.arity ?? 1, p.tokens.length - 1 - i);
  for (let k = 1; k <= own; k++) { const v = p.tokens[i + k]!; if (entry.name === 'sni' || entry.name === 'pool-conn-name') sample(p, v, parseSample(v.value), false); else value(p, v); }
  return own;
}

/** A word that the directive's own grammar would name: numbers, and what stands behind `%`. */
function value(p: Painter, t: Token): void {
  if (NUMBER.test(t.value)) { word(p, t, 'number'); return; }
  if (t.value.includes('%')) for (const piece of parseLogFormat(t.value)) {
    if (piece.kind === 'expression') sample(p, t, piece.sample, false);
    else if (logAliases().get(piece.name)) part(p, t, piece.end - piece.name.length, piece.end, 'macro');
  }
}

function sample(p: Painter, t: Token, s: Sample, acl: boolean): void {
  const fetch = fetches().get(s.fetch.name);
  if (!fetch || (!acl && at(fetch, p.version).aclOnly)) { if (NUMBER.test(t.value)) word(p, t, 'number'); return; }
  part(p, t, s.fetch.start, s.fetch.start + s.fetch.name.length, 'function', at(fetch, p.version).deprecated ? DEPRECATED : 0);
  for (const c of s.converters) if (converters().get(c.name)) part(p, t, c.start, c.start + c.name.length, 'function');
}

function conditions(p: Painter, from: number): void {
  const { tokens } = p;
  word(p, tokens[from], 'keyword');
  for (let i = from + 1; i < tokens.length; i++) if (/^(?:or|\|\|)$/i.test(tokens[i]!.value)) word(p, tokens[i], 'operator');
  for (const term of parseCondition(tokens, from).groups.flat()) {
    const first = tokens[term.first]!, bangs = /^!*/.exec(first.value)![0].length;
    if (bangs) part(p, first, 0, bangs, 'operator');
    if (term.name !== null || term.words.length === 0) continue;
    sample(p, term.words[0]!, parseSample(term.words[0]!.value), true);
    flags(p, term.words.slice(1));
  }
}

/** Flags and patterns of a test. */
function flags(p: Painter, words: readonly Token[]): void {
  for (const [i, t] of words.entries()) {
    if (/^-[a-zA-Z-]$/.test(t.value)) word(p, t, 'modifier');
    else if (words[i - 1]?.value === '-m') word(p, t, 'enumMember');
    else if (/^(?:eq|ge|gt|le|lt)$/.test(t.value)) word(p, t, 'operator');
    else if (NUMBER.test(t.value)) word(p, t, 'number');
  }
}

function names(p: Painter, uses: readonly NameUse[]): void {
  for (const u of uses) {
    const type = u.kind === 'request-capture' || u.kind === 'response-capture' || isNameless(u.kind) ? null : OF_KIND[u.kind] ?? 'class';
    if (type === null) continue;
    const start = u.columns?.start ?? columnIn(p.text, u.token, u.at), end = u.columns?.end ?? columnIn(p.text, u.token, u.at + u.name.length);
    paint(p, start, end, type, u.declares ? DECLARATION : 0);
  }
}

/** Sorted; of two that share columns the one that was painted last, which is the more exact one. */
function inOrder(found: readonly LineToken[]): LineToken[] {
  const out: LineToken[] = [];
  for (const [, t] of [...found.entries()].sort(([i, a], [k, b]) => a.start - b.start || k - i)) {
    const last = out[out.length - 1];
    if (!last || t.start >= last.end) out.push(t);
  }
  return out;
}
