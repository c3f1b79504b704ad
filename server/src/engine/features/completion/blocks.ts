// Conditional blocks, their predicates, and names of the environment.
import { at, conditionDirectives, predicates, usable } from '../../language/load.ts';
import { lex } from '../../syntax/lexer.ts';
import type { Cursor } from './cursor.ts';
import { hole, type Item, item, literal } from './item.ts';
import { namesFor } from './names.ts';

/** What stands between the parentheses of a predicate. */
const EXAMPLES: Readonly<Record<string, string>> = {
  defined: 'NAME', feature: 'OPENSSL', enabled: 'SPLICE', streq: '"$NAME",value', strneq: '"$NAME",value', strstr: '"$NAME",value', version_atleast: '3.0', version_before: '3.0',
  openssl_version_atleast: '3.0.0', openssl_version_before: '3.0.0', ssllib_name_startswith: 'OpenSSL', awslc_api_atleast: '32', awslc_api_before: '32',
};
const CONTINUES = ['.elif', '.else', '.endif'];

/** At the start of a line: `.if` with its end; the others once somebody types a dot, or stands in a block. */
export function blockItems(c: Cursor): Item[] {
  const { version } = c.project.settings, indent = /^[ \t]*/.exec(c.line.text)![0], inside = openBlocks(c) > 0;
  return conditionDirectives().entries.filter((e) => usable(e, version) && (e.name === '.if' || (CONTINUES.includes(e.name) ? inside : c.partial.startsWith('.')))).map((e) => {
    const { argument } = at(e, version), text = argument === 'condition' ? ` ${hole('version_atleast(3.0)')}` : argument === 'string' ? ` "${hole('text')}"` : '';
    return item(c, e.name, 'keyword', e.name + (c.rest.length ? '' : text) + (e.name === '.if' && c.rest.length === 0 ? `\n${indent}.endif` : ''), { rank: 650, prose: `macro/${e.name}` });
  });
}

function openBlocks(c: Cursor): number {
  const { tree } = c.document, above = tree.conditionalsAbove(c.line);
  let depth = 0, k = 0;
  for (const l of tree.conditionals()) {
    if (k++ >= above) break;
    const word = lex(l.text).tokens[0]?.value;
    if (word === '.if') depth++; else if (word === '.endif' && depth > 0) depth--;
  }
  return depth;
}

/** Behind `.if` and `.elif`. */
export function predicateItems(c: Cursor): Item[] {
  const { version } = c.project.settings, start = c.start + /^(?:.*[!&|(])?/.exec(c.line.text.slice(c.start, c.column))![0].length, close = c.line.text[c.column] === '(';
  return predicates().entries.filter((e) => usable(e, version)).map((e) => item({ start, end: c.column }, e.name, 'fetch', e.name + (close ? '' : `(${hole(EXAMPLES[e.name] ?? 'value')})`), { rank: 20, prose: `predicate/${e.name}` }));
}

/** Behind `${`: names that the files set; null elsewhere. */
export function environmentItems(c: Cursor): Item[] | null {
  const typed = /\$\{(\w*)$/.exec(c.line.text.slice(0, c.column));
  if (!typed || c.line.text[c.start] === "'") return null;
  const ahead = /^\w*(\}?)/.exec(c.line.text.slice(c.column))!, span = { start: c.column - typed[1]!.length, end: c.column + ahead[0].length - ahead[1]!.length };
  return namesFor(c, 'environment', 300).map((n) => item(span, n, 'variable', literal(n + (ahead[1] ? '' : '}')), { rank: 5 }));
}
