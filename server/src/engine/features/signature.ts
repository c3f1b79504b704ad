// Signature help: the statement's or action's form, with the argument under the cursor marked.
import { table } from '../language/table.ts';
import { activeNode, nextAfter } from '../language/expect.ts';
import type { BindOption, Common, Entry, Ruleset, SectionKind, ServerOption } from '../language/facts.ts';
import { type GrammarNode, type Sequence, showGrammar } from '../language/grammar.ts';
import { anyAction, at, bindOptions, converters, fetches, matchDirective, scopeOf, serverOptions } from '../language/load.ts';
import type { Version } from '../language/version.ts';
import { parseSample } from '../syntax/sample.ts';
import type { Document } from '../model/document.ts';
import { headIndex } from '../model/keyword.ts';
import type { Project } from '../model/project.ts';
import { lex } from '../syntax/lexer.ts';
import { HEADER, type Position } from '../text/lineTree.ts';
import { proseOf } from './prose.ts';
import { t } from '../language/text.ts';

function said(key: string): string | null { const prose = proseOf(key); return prose && t(prose); }

export interface Signature { readonly label: string; readonly parameters: readonly (readonly [number, number])[]; readonly active: number; readonly documentation: string | null }

const RULESETS: ReadonlySet<string> = new Set<Ruleset>(['quic-initial', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'http-request', 'http-response', 'http-after-response']);
const OPTIONS = table<readonly ['bind' | 'server', number]>({ bind: ['bind', 2], 'default-bind': ['bind', 1], server: ['server', 3], 'default-server': ['server', 1], 'server-template': ['server', 4], peer: ['server', 3] });

export function signatures(project: Project, document: Document, position: Position): { readonly list: readonly Signature[]; readonly active: number } | null {
  const line = document.tree.at(position.line), before = line.text.slice(0, position.character);
  const { tokens, comment } = lex(before), version = project.settings.version;
  if (tokens.length === 0 || comment >= 0 || line.flags & HEADER) return null;
  const inside = call(before.slice(tokens[tokens.length - 1]!.start), version);
  if (inside) return { list: [inside], active: 0 };
  const head = headIndex(tokens), words = tokens.slice(head).map((t) => t.value);
  if (/\s$/.test(before) && lex(before).error === null) words.push('');
  const kind = document.sectionOf(line).kind;
  if (kind === 'none') return null;
  const form = formOf(words, kind as SectionKind, version);
  if (!form) return null;
  const list = form.grammar.filter((g) => g.some((n) => n.kind !== 'word')), done = form.words.slice(0, -1);
  // of the forms that take the words so far, the one that names most of them
  const score = list.map((g) => {
    if (nextAfter([g], done).next.length === 0) return -1;
    let n = 0;
    for (let node = g[n]; n < done.length && node?.kind === 'word' && node.text === done[n]; node = g[n]) n++;
    return n;
  });
  return list.length ? { list: list.map((g) => signature(g, form.words, form.key)), active: Math.max(0, score.indexOf(Math.max(...score))) } : null;
}

interface Form { readonly grammar: readonly Sequence[]; readonly key: string; readonly words: readonly string[] }

/** The form that the last word belongs to: that of an option, of an action, or of the directive. */
function formOf(words: readonly string[], kind: SectionKind, version: Version): Form | null {
  const options = OPTIONS[words[0]!];
  if (options && words.length > options[1]) for (let i = words.length - 1; i >= Math.max(options[1], words.length - 3); i--) {
    const entry = (options[0] === 'bind' ? bindOptions() : serverOptions()).get(words[i]!.replace(/\(.*/, '')) as Entry<BindOption | ServerOption> | undefined, facts = entry && at(entry, version);
    // the option takes the word that is being written
    if (entry && facts && (facts.arity === null || words.length - 1 - i <= facts.arity) && facts.grammar[0] && facts.grammar[0].length > 1) return { grammar: facts.grammar, key: `${options[0]}/${entry.name}`, words: words.slice(i) };
  }
  const ruleset = RULESETS.has(words[0]!) ? 1 : RULESETS.has(words.slice(0, 2).join(' ')) ? 2 : 0;
  const action = ruleset && words.length > ruleset + 1 ? anyAction(words[ruleset]!) : undefined;
  if (action) return { grammar: at(action, version).grammar, key: `action/${action.name}`, words: words.slice(ruleset) };
  const found = matchDirective(scopeOf(kind), words);
  return found ? { grammar: at(found.entry, version).grammar, key: `${scopeOf(kind)}/${found.entry.name}`, words } : null;
}

function signature(of: Sequence, words: readonly string[], key: string): Signature {
  const parameters: [number, number][] = [];
  let label = '';
  of.forEach((node: GrammarNode, i) => {
    const text = showGrammar([{ ...node, glued: false }]);
    if (i > 0 && !node.glued) label += ' ';
    parameters.push([label.length, label.length + text.length]);
    label += text;
  });
  return { label, parameters, active: activeNode(of, words.slice(0, -1)), documentation: said(key) };
}

/** Inside the parentheses of a fetch or converter. */
function call(word: string, version: Version): Signature | null {
  const from = Math.max(word.lastIndexOf('%[') + 2, 0), sample = parseSample(word, word.includes('%[') ? from : /^["']/.test(word) ? 1 : 0);
  const parts = [sample.fetch, ...sample.converters], last = parts[parts.length - 1]!;
  if (!last.args || last.closed || last.name === '') return null;
  const fetch = last === sample.fetch, entry = (fetch ? fetches() : converters()).get(last.name);
  if (!entry) return null;
  const facts = at(entry as never, version) as Common & { args: readonly { name: string; type: string; optional: boolean }[] };
  let label = `${last.name}(`;
  const parameters: [number, number][] = [];
  facts.args.forEach((a, i) => {
    const text = `${a.optional ? '[' : ''}${a.name || a.type}${a.optional ? ']' : ''}`;
    if (i) label += ',';
    parameters.push([label.length, label.length + text.length]);
    label += text;
  });
  return { label: `${label})`, parameters, active: Math.min(last.args.length - 1, Math.max(0, facts.args.length - 1)), documentation: said(`${fetch ? 'fetch' : 'converter'}/${last.name}`) };
}
