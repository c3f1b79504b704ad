// Completion: what may be written where the cursor stands.
import { table } from '../../language/table.ts';
import { nextAfter } from '../../language/expect.ts';
import type { Ruleset, SectionKind } from '../../language/facts.ts';
import { at, scopeOf } from '../../language/load.ts';
import { conditionAt } from '../../syntax/condition.ts';
import { lex } from '../../syntax/lexer.ts';
import type { Document } from '../../model/document.ts';
import { isProxy } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import { HEADER, type Position } from '../../text/lineTree.ts';
import { blockItems, environmentItems, predicateItems } from './blocks.ts';
import { aclItems, anyAcl, conditionItems } from './conditions.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { aliasAt, logFormatItems } from './expressions.ts';
import { fitting } from './fitting.ts';
import { formKey, grammarOf } from './forms.ts';
import { choice, hole, type Item, item } from './item.ts';
import { directiveItems, directiveOf, sectionItems } from './keywords.ts';
import { nameItems, someNames } from './names.ts';
import { actionGrammar, actionItems, optionItems } from './options.ts';
import { followItems } from './values.ts';

export type { Item } from './item.ts';

const RULESETS: readonly Ruleset[] = ['quic-initial', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'http-request', 'http-response', 'http-after-response'];
/** Statements that end in options, with the number of words in front of them. */
const OPTION_LINES = table<readonly ['bind' | 'server', number]>({
  bind: ['bind', 2], 'stats socket': ['bind', 3], 'default-bind': ['bind', 1], 'dgram-bind': ['bind', 2], server: ['server', 3], 'server-template': ['server', 4], 'default-server': ['server', 1], peer: ['server', 3],
});

export interface Completions {
  readonly items: readonly Item[];
  /** A file's name may stand here: what is written of it, and its columns. Which files there are is for others to say. */
  readonly path: Item | null;
}

export function complete(project: Project, document: Document, position: Position): Completions {
  const none = { items: [], path: null };
  if (position.line < 0 || position.line >= document.tree.lineCount) return none;
  const line = document.tree.at(position.line), c = cursorAt(project, document, line, Math.min(position.character, line.text.length));
  if (!c) return none;
  const once = new Map<string, Item>();
  let path: Item | null = null;
  for (const i of itemsAt(c)) {
    if (i.kind === 'path') { path = i; continue; }
    const other = once.get(i.label);
    if (!other || i.rank < other.rank) once.set(i.label, i);
  }
  return { items: [...once.values()], path };
}

function itemsAt(c: Cursor): Item[] {
  const environment = environmentItems(c);
  if (environment) return environment;
  if (c.words.length === 0) return [...(c.negated ? [] : [...sectionItems(c), ...blockItems(c)]), ...directiveItems(c)];
  if (c.words[0] === '.if' || c.words[0] === '.elif') return predicateItems(c);
  return c.line.flags & HEADER ? headerItems(c) : statementItems(c);
}

function headerItems(c: Cursor): Item[] {
  const kind = c.words[0]!;
  if (!isProxy(kind) && kind !== 'defaults') return [];
  if (c.words[c.words.length - 1] === 'from') return nameItems(c, c, 'defaults');
  if (c.words.includes('from') || (isProxy(kind) && c.words.length < 2)) return [];
  const names = someNames(c, 'defaults').filter((n) => n !== c.section.name);
  return [item(c, 'from', 'keyword', `from ${hole(names[0] ?? 'name')}`, { rank: 10 })];
}

function statementItems(c: Cursor): Item[] {
  const first = c.words[0]!, two = c.words.slice(0, 2).join(' ');
  const ruleset = RULESETS.find((r) => r === (r.includes(' ') ? two : first));
  const condition = conditionAt(lex(c.words.map((w) => (/\s|"/.test(w) ? 'x' : w)).join(' ')).tokens, 1);
  if (condition > 0 && first !== 'acl') return conditionItems(c, c.words.slice(condition + 1));
  if (first === 'acl') return aclItems(c);
  const raw = c.line.text.slice(c.start, c.column);
  if (raw.lastIndexOf('%[') > raw.lastIndexOf(']') || raw.lastIndexOf('%{') > raw.lastIndexOf('}') || aliasAt(raw) !== null) return logFormatItems(c);
  if (two === 'http-check expect' && c.words[c.words.length - 1] === 'status') return ['200', '200-399', '101'].map((w, i) => item(c, w, 'value', w, { rank: 20 + i }));
  const options = OPTION_LINES[two] ?? OPTION_LINES[first];
  if (options && c.words.length >= options[1] && !(c.section.kind === 'resolvers')) return optionItems(c, ...options);
  if (ruleset) return ruleItems(c, ruleset);
  if (c.words.length === 1) { const more = directiveItems(c); if (more.length) return more; }
  const found = directiveOf(c, c.words);
  if (!found) return c.partial.includes('(') ? inParentheses(c) : directiveItems(c);
  const facts = at(found.entry, c.project.settings.version), key = `${scopeOf(c.section.kind as SectionKind)}/${found.entry.name}`;
  // `set-var(txn.x)` is `set-var` to the grammar
  const words = [...found.entry.name.split(' '), ...c.words.slice(found.words)];
  return fitting(c, followItems(c, grammarOf(formKey(c.section, key), facts.grammar), words));
}

/** Behind the words of a rule set: its action, then what the action takes, then a condition. */
function ruleItems(c: Cursor, ruleset: Ruleset): Item[] {
  const from = ruleset.split(' ').length;
  if (c.words.length === from) return c.partial.includes('(') ? inParentheses(c) : actionItems(c, ruleset);
  const grammar = actionGrammar(c, ruleset, c.words[from]!), out = followItems(c, grammar, c.words.slice(from));
  if (c.rest.length === 0 && (grammar.length === 0 || nextAfter(grammar, c.words.slice(from)).mayEnd)) for (const w of ['if', 'unless']) out.push(item(c, w, 'operator', `${w} ${anyAcl(c)}`, { rank: w === 'if' ? 90 : 95 }));
  return fitting(c, out);
}

/** `set-var(`, `sc-inc-gpc0(`, `do-resolve(`: a variable or a number. */
function inParentheses(c: Cursor): Item[] {
  const open = c.partial.indexOf('('), name = c.partial.slice(0, open), span = { start: c.start + open + 1, end: c.column };
  if (!/^(?:un)?set-var|^do-resolve/.test(name)) return [];
  const scopes = ['txn.', 'req.', 'res.', 'sess.', 'proc.'], close = c.line.text[c.column] === ')' ? '' : closing(c, name);
  return [...nameItems(span, c, 'variable', close, c.partial.slice(open + 1)), ...scopes.map((s, i) => item(span, s, 'variable', `${s}${hole('name')}${close}`, { rank: 60 + i }))];
}

function closing(c: Cursor, name: string): string {
  if (c.rest.length) return ')';
  if (name === 'do-resolve') { const names = someNames(c, 'resolvers'); return `,${names.length ? choice(names) : hole('resolvers')}) ${hole('req.hdr(Host),lower')}`; }
  return name.startsWith('unset') ? ')' : `) ${hole(name.endsWith('fmt') ? '%ci' : 'src')}`;
}
