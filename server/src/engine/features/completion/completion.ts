// Completion: what may be written where the cursor stands.
import type { Ruleset } from '../../language/facts.ts';
import { expectedAfter } from '../../language/expect.ts';
import { actionsOf, at, bindOptions, enumWords, serverOptions, stickTypes, usable } from '../../language/load.ts';
import { conditionAt } from '../../syntax/condition.ts';
import { lex } from '../../syntax/lexer.ts';
import type { Document } from '../../model/document.ts';
import { isProxy } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import { HEADER, type Position } from '../../text/lineTree.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { snippetOf } from './defaults.ts';
import { expressionItems, logFormatItems } from './expressions.ts';
import type { Item } from './item.ts';
import { directiveItems, directiveOf, item, sectionItems } from './keywords.ts';

export type { Item } from './item.ts';

const RULESETS: readonly Ruleset[] = ['quic-initial', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'http-request', 'http-response', 'http-after-response'];
const PREDEFINED = ['TRUE', 'FALSE', 'HTTP', 'HTTP_1.0', 'HTTP_1.1', 'HTTP_2.0', 'METH_GET', 'METH_POST', 'METH_HEAD', 'METH_OPTIONS', 'METH_CONNECT', 'LOCALHOST', 'WAIT_END', 'REQ_CONTENT'];
const OPTION_LINES: Readonly<Record<string, number>> = { bind: 2, server: 3, 'server-template': 4, 'default-server': 1, 'default-bind': 1 };

export function complete(project: Project, document: Document, position: Position): Item[] {
  if (position.line < 0 || position.line >= document.tree.lineCount) return [];
  const line = document.tree.at(position.line), c = cursorAt(project, document, line, Math.min(position.character, line.text.length));
  if (!c) return [];
  const once = new Map<string, Item>();
  for (const i of itemsAt(c)) { const other = once.get(i.label); if (!other || i.rank < other.rank) once.set(i.label, i); }
  return [...once.values()];
}

function itemsAt(c: Cursor): Item[] {
  if (c.words.length === 0) return [...(c.negated ? [] : sectionItems(c)), ...directiveItems(c)];
  return c.line.flags & HEADER ? headerItems(c) : statementItems(c);
}

function headerItems(c: Cursor): Item[] {
  const kind = c.words[0]!;
  if (!isProxy(kind) && kind !== 'defaults') return [];
  if (c.words[c.words.length - 1] === 'from') return names(c, 'defaults');
  return c.words.includes('from') || (isProxy(kind) && c.words.length < 2) ? [] : [item(c, 'from', 'keyword', 'from ', false, 10, '')];
}

/** Names of a kind that the configuration declares. */
function names(c: Cursor, ...kinds: readonly string[]): Item[] {
  const out = new Map<string, Item>();
  for (const [key, e] of c.project.names) { const [kind, ...rest] = key.split(' '); if (e.declared.length && kinds.includes(kind!)) out.set(rest.join(' '), { ...item(c, rest.join(' '), 'name', rest.join(' '), false, 5, ''), detail: kind! }); }
  return [...out.values()];
}
function locals(c: Cursor, kind: string): Item[] {
  const out: Item[] = [];
  for (const [key, e] of c.section.names) if (e.declared.length && key.startsWith(`${kind} `)) { const name = key.slice(kind.length + 1); out.push({ ...item(c, name, kind === 'acl' ? 'acl' : 'name', name, false, 5, ''), detail: kind }); }
  return out;
}

function statementItems(c: Cursor): Item[] {
  const first = c.words[0]!;
  const ruleset = RULESETS.find((r) => r === c.words.slice(0, r.includes(' ') ? 2 : 1).join(' '));
  const condition = conditionAt(lex(c.words.map((w) => (/\s|"/.test(w) ? 'x' : w)).join(' ')).tokens, 1);
  if (condition > 0 && first !== 'acl') return conditionItems(c, c.words.slice(condition + 1));
  if (c.quoted || c.partial.includes('%')) { const l = logFormatItems(c); if (l) return l; }
  const options = OPTION_LINES[first];
  if (options !== undefined && c.words.length >= options) return optionItems(c, first === 'bind' || first === 'default-bind', options);
  if (first === 'acl') return aclItems(c);
  if (ruleset) {
    const at0 = ruleset.split(' ').length;
    if (c.words.length === at0) return actionItems(c, ruleset);
    return [...followItems(c, actionGrammar(c, ruleset, at0), c.words.slice(at0)), ...ifItems(c)];
  }
  if (c.words.length === 1) { const more = directiveItems(c); if (more.length) return more; }
  const found = directiveOf(c, c.words);
  if (!found) return [];
  const facts = at(found.entry, c.project.settings.version);
  return followItems(c, facts.grammar, c.words);
}

const actionGrammar = (c: Cursor, ruleset: Ruleset, at0: number): ReturnType<typeof at<{ grammar: readonly never[] }>>['grammar'] => {
  const word = c.words[at0]!, e = actionsOf(ruleset, c.project.settings.version).find((a) => a.name === word || (at(a, c.project.settings.version).prefixMatch && word.startsWith(a.name)));
  return (e ? at(e, c.project.settings.version).grammar : []) as readonly never[];
};

const ifItems = (c: Cursor): Item[] => [item(c, 'if', 'operator', 'if ', false, 90, ''), item(c, 'unless', 'operator', 'unless ', false, 95, '')];

/** What the grammar expects behind the words. */
function followItems(c: Cursor, grammar: Parameters<typeof expectedAfter>[0], words: readonly string[]): Item[] {
  const { version } = c.project.settings, e = expectedAfter(grammar, words), out: Item[] = [];
  for (const w of e.words) out.push(item(c, w, 'value', w, false, w === 'if' || w === 'unless' ? 90 : 40, ''));
  for (const v of e.values) for (const type of (v.type ?? '').split('|')) {
    if (type.startsWith('enum:')) enumWords(type.slice(5), version).forEach((w, i) => out.push(item(c, w, 'value', w, false, 20 + i, '')));
    else if (type.startsWith('list(,):')) out.push(...listItems(c, type.slice(8)));
    else if (type.startsWith('ref:')) out.push(...names(c, ...(type === 'ref:proxy' ? ['frontend', 'backend'] : type === 'ref:table' ? ['backend', 'frontend', 'peers'] : [type.slice(4)])), ...(type === 'ref:server' ? locals(c, 'server') : []));
    else if (type === 'sample-expr') out.push(...expressionItems(c, c.line.text.slice(c.start, c.column), c.start));
    else if (type === 'acl-cond') out.push(...conditionItems(c, []));
    else if (type === 'time' && c.partial === '') out.push(...['1s', '5s', '10s', '30s', '1m', '5m', '1h'].map((w, i) => item(c, w, 'value', w, false, (words.join(' ') === 'timeout tunnel' && w === '1h' ? 0 : 60) + i, '')));
  }
  return out;
}

function listItems(c: Cursor, type: string): Item[] {
  const raw = c.line.text.slice(c.start, c.column), comma = raw.lastIndexOf(',') + 1, span = { start: c.start + comma, end: c.column }, given = new Set(raw.slice(0, comma).split(',').map((w) => w.replace(/\(.*/, '')));
  const { version } = c.project.settings;
  if (type === 'stick-table-data-type') return stickTypes().entries.filter((e) => usable(e, version) && !given.has(e.name)).map((e) => { const rate = /_rate$/.test(e.name); return item(span, e.name, 'value', rate ? `${e.name}(\${1:10s})` : e.name, rate, 20, `stick-table/${e.name}`); });
  return type.startsWith('enum:') ? enumWords(type.slice(5), version).filter((w) => !given.has(w)).map((w, i) => item(span, w, 'value', w, false, 20 + i, '')) : [];
}

function conditionItems(c: Cursor, terms: readonly string[]): Item[] {
  const open = terms.lastIndexOf('{') > terms.lastIndexOf('}') || terms.lastIndexOf('!{') > terms.lastIndexOf('}');
  if (open) {
    const inside = terms.slice(Math.max(terms.lastIndexOf('{'), terms.lastIndexOf('!{')) + 1);
    return inside.length === 0 ? expressionItems(c, c.line.text.slice(c.start, c.column), c.start) : [...flagItems(c, inside), item(c, '}', 'operator', '}', false, 60, '')];
  }
  const bang = c.partial.startsWith('!') ? 1 : 0, span = { ...c, start: c.start + bang };
  const out = [...locals(span as Cursor, 'acl'), ...PREDEFINED.map((w) => item(span, w, 'acl', w, false, 70, '')), item(span, '{ … }', 'snippet', '{ ${1:path_beg} ${2:/} }', true, 30, '')];
  if (terms.length) out.push(item(c, 'or', 'operator', 'or ', false, 80, ''));
  return out;
}

function flagItems(c: Cursor, inside: readonly string[]): Item[] {
  const { version } = c.project.settings;
  if (inside[inside.length - 1] === '-m') return enumWords('acl-match', version).map((w) => item(c, w, 'value', w, false, 20, ''));
  return enumWords('acl-flag', version).filter((w) => w.startsWith('-')).map((w) => item(c, w, 'value', w, false, 40, ''));
}

function aclItems(c: Cursor): Item[] {
  if (c.words.length === 1) return locals(c, 'acl');
  if (c.words.length === 2) return expressionItems(c, c.line.text.slice(c.start, c.column), c.start);
  return flagItems(c, c.words.slice(2));
}

function actionItems(c: Cursor, ruleset: Ruleset): Item[] {
  const { version } = c.project.settings;
  return actionsOf(ruleset, version).filter((e) => !at(e, version).experimental).map((e) => {
    const facts = at(e, version), grammar = facts.grammar[0], insert = grammar ? snippetOf(grammar, 0, version) : e.name;
    return { ...item(c, e.name, 'action', insert, insert.includes('${'), facts.deprecated ? 800 : 30, `action/${e.name}`), deprecated: facts.deprecated, detail: facts.signatures[0] ?? '' };
  });
}

function optionItems(c: Cursor, bind: boolean, from: number): Item[] {
  const { version } = c.project.settings, table = bind ? bindOptions() : serverOptions(), given = new Set([...c.words.slice(from), ...c.rest.map((t) => t.value)]);
  // the value of the option before the cursor
  const before = c.words[c.words.length - 1]!, owner = c.words.length > from ? table.get(before) : undefined;
  if (owner) {
    const facts = at(owner as never, version) as { arity: number | null; grammar: Parameters<typeof expectedAfter>[0] };
    if (facts.arity !== 0) { const v = followItems(c, facts.grammar, [before]); if (v.length || facts.arity) return v; }
  }
  const out: Item[] = [];
  for (const e of table.entries) {
    if (!usable(e, version) || given.has(e.name)) continue;
    const facts = at(e as never, version) as { grammar: readonly (readonly never[])[]; deprecated: boolean; experimental: boolean; defaultServer?: boolean; crtListOnly?: boolean };
    if (facts.experimental || facts.crtListOnly || (c.words[0] === 'default-server' && facts.defaultServer === false)) continue;
    const insert = facts.grammar[0] ? snippetOf(facts.grammar[0], 0, version) : e.name;
    out.push({ ...item(c, e.name, 'option', insert, insert.includes('${'), facts.deprecated ? 800 : /^(?:check|ssl|crt|alpn|maxconn|weight|backup|inter|sni|verify|ws|cookie|accept-proxy)$/.test(e.name) ? 20 : 100, `${bind ? 'bind' : 'server'}/${e.name}`), deprecated: facts.deprecated });
  }
  return out;
}

