// Signature help: the statement's or action's form, with the argument under the cursor marked.
import { activeNode } from '../language/expect.ts';
import type { Common, Ruleset, SectionKind } from '../language/facts.ts';
import { type GrammarNode, type Sequence, showGrammar } from '../language/grammar.ts';
import { anyAction, at, converters, fetches, matchDirective, scopeOf } from '../language/load.ts';
import { parseSample } from '../syntax/sample.ts';
import type { Document } from '../model/document.ts';
import { headIndex } from '../model/keyword.ts';
import type { Project } from '../model/project.ts';
import { lex } from '../syntax/lexer.ts';
import { HEADER, type Position } from '../text/lineTree.ts';
import { proseOf } from './prose.ts';

export interface Signature { readonly label: string; readonly parameters: readonly (readonly [number, number])[]; readonly active: number; readonly documentation: string | null }

const RULESETS: ReadonlySet<string> = new Set<Ruleset>(['quic-initial', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'http-request', 'http-response', 'http-after-response']);

export function signatures(project: Project, document: Document, position: Position): { readonly list: readonly Signature[]; readonly active: number } | null {
  const line = document.tree.at(position.line), before = line.text.slice(0, position.character);
  const { tokens, comment } = lex(before), version = project.settings.version;
  if (tokens.length === 0 || comment >= 0 || line.flags & HEADER) return null;
  const inside = call(before.slice(tokens[tokens.length - 1]!.start), version);
  if (inside) return { list: [inside], active: 0 };
  const head = headIndex(tokens), words = tokens.slice(head).map((t) => t.value);
  if (/\s$/.test(before)) words.push('');
  const kind = document.sectionOf(line).kind;
  if (kind === 'none') return null;
  let grammar: readonly Sequence[] = [], key = '', used = words;
  const ruleset = RULESETS.has(words[0]!) ? 1 : RULESETS.has(words.slice(0, 2).join(' ')) ? 2 : 0;
  const action = ruleset && words.length > ruleset ? anyAction(words[ruleset]!) : undefined;
  if (action) { grammar = at(action, version).grammar; key = `action/${action.name}`; used = words.slice(ruleset); }
  else {
    const found = matchDirective(scopeOf(kind as SectionKind), words);
    if (!found) return null;
    grammar = at(found.entry, version).grammar; key = `${scopeOf(kind as SectionKind)}/${found.entry.name}`;
  }
  const list = grammar.filter((g) => g.length > 1).map((g) => signature(g, used, key));
  return list.length ? { list, active: 0 } : null;
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
  return { label, parameters, active: activeNode(of, words), documentation: proseOf(key) };
}

/** Inside the parentheses of a fetch or converter. */
function call(word: string, version: Parameters<typeof at>[1]): Signature | null {
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
  return { label: `${label})`, parameters, active: Math.min(last.args.length - 1, Math.max(0, facts.args.length - 1)), documentation: proseOf(`${fetch ? 'fetch' : 'converter'}/${last.name}`) };
}
