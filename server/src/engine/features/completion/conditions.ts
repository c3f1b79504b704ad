// Conditions and ACLs: names, tests in braces, flags, methods.
import { table } from '../../language/table.ts';
import { predefinedAcls } from '../../language/acls.ts';
import { fetchInAcl } from '../../language/aclKeyword.ts';
import { enumWords } from '../../language/load.ts';
import type { Version } from '../../language/version.ts';
import { keywordOf } from '../../model/keyword.ts';
import { ANYWHERE, conditionPlace } from '../../rules/check/place.ts';
import { lex } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import type { Cursor } from './cursor.ts';
import { expressionItems, patternAfter } from './expressions.ts';
import { fitting } from './fitting.ts';
import { hole, type Item, item } from './item.ts';
import { nameItems, someNames } from './names.ts';

const COMMON = ['TRUE', 'HTTP', 'METH_GET', 'METH_POST', 'WAIT_END', 'LOCALHOST'];

/** An ACL's name for a placeholder. */
export const anyAcl = (c: Cursor): string => hole(someNames(c, 'acl').find((n) => matchesHere(c, n)) ?? 'TRUE');

/** What the ACL tests has a value where this line's conditions are evaluated. */
function matchesHere(c: Cursor, name: string): boolean {
  const place = conditionPlace(c.section.kind, keywordOf(lex(c.line.text.slice(0, c.column)).tokens)), { version } = c.project.settings;
  if (place === ANYWHERE) return true;
  return (c.section.local('acl', name)?.declared ?? []).every((l) => {
    const expression = c.project.lex(l.text).tokens[2], fetch = expression && fetchInAcl(parseSample(expression.value).fetch.name, version);
    return !fetch || fetch.availability === null || (fetch.availability & place) !== 0;
  });
}

/** What may stand behind `if` or `unless` and the terms so far. */
export function conditionItems(c: Cursor, terms: readonly string[]): Item[] {
  const opening = Math.max(terms.lastIndexOf('{'), terms.lastIndexOf('!{'));
  if (opening > terms.lastIndexOf('}')) return testItems(c, terms.slice(opening + 1));
  const bang = /^!*/.exec(c.partial)![0].length, span = { start: c.start + bang, end: c.end }, { version } = c.project.settings;
  const out = nameItems(span, c, 'acl', '', c.partial.slice(bang)).filter((i) => matchesHere(c, i.label));
  for (const w of predefinedAcls(version)) out.push(item(span, w, 'acl', w, { rank: COMMON.includes(w) ? 70 + COMMON.indexOf(w) : 85 }));
  out.push(item(span, '{ … }', 'snippet', `{ path_beg ${hole('/')} }`, { rank: 30 }));
  if (bang === 0 && terms.length && terms[terms.length - 1] !== 'or' && terms[terms.length - 1] !== '||') for (const w of ['or', '||']) out.push(item(c, w, 'operator', `${w} ${anyAcl(c)}`, { rank: w === 'or' ? 80 : 96 }));
  return out;
}

/** Inside braces. */
function testItems(c: Cursor, inside: readonly string[]): Item[] {
  const close = c.rest.some((t) => t.value === '}') ? '' : ' }';
  if (inside.length === 0) return expressionItems(c, c.line.text.slice(c.start, c.column), c.start, close === '' ? '' : ' \\}', 'acl');
  const flags = flagItems(c, inside, close === '' ? '' : ' \\}');
  return close === '' || inside[inside.length - 1] === '-m' ? flags : [...flags, ...fitting(c, [item(c, '}', 'operator', '}', { rank: 10 })], 'bad-acl-flag', 'missing-argument', 'acl-never-matches', 'acl-needs-method')];
}

const VALUES = table<string>({ int: '1', ip: '10.0.0.0/8', bin: '00', len: '1', reg: '^/', regm: '^/', beg: '/', dir: '/', found: '', bool: '' });
/** What is usually compared with an expression, where that is a matter of few words. */
function patternsOf(expression: string, version: Version): readonly string[] {
  const { fetch, converters } = parseSample(expression), name = fetch.args?.[0]?.text.toLowerCase();
  if (converters.length) return [];
  if (fetch.name === 'method') return enumWords('http-method', version);
  return /^(?:req\.f?)?hdr$/.test(fetch.name) && name === 'upgrade' ? ['websocket'] : [];
}

/** Flags and methods behind an expression. `tail` closes the test. */
function flagItems(c: Cursor, words: readonly string[], tail = ''): Item[] {
  const { version } = c.project.settings, last = words[words.length - 1], more = c.rest.some((t) => t.value !== '}');
  const methodTail = (w: string): string => { const v = VALUES[w] ?? 'value'; return v === '' || more ? '' : ` ${hole(v)}`; };
  if (last === '-m') return enumWords('acl-match', version).map((w, i) => item(c, w, 'value', w + methodTail(w) + tail, { rank: 20 + i }));
  const given = new Set(words), out: Item[] = [];
  if (!/^-[fMmu]$/.test(last ?? '')) for (const w of patternsOf(words[0] ?? '', version)) if (!given.has(w)) out.push(item(c, w, 'value', (w === 'websocket' && !given.has('-i') ? '-i ' : '') + w + tail, { rank: 30 }));
  if (given.has('--')) return out;
  const value = more ? '' : patternAfter(c, words[0] ?? '') || ` ${hole('value')}`;
  for (const [flag, insert, rank] of [
    ['-m', `-m ${hole('str')}${value}`, 40], ['-i', `-i${value}`, 42], ['-f', `-f ${hole('/etc/haproxy/acl.lst')}`, 44], ['-M', `-M -f ${hole('/etc/haproxy/acl.lst')}`, 48], ['-n', '-n', 50], ['-u', `-u ${hole('1')}${value}`, 52], ['--', `--${value}`, 54],
  ] as const) if (!given.has(flag) && !(flag === '-m' && words[0] === 'method')) out.push(item(c, flag, 'value', insert + tail, { rank }));
  return out;
}

/** `acl NAME expression …` */
export function aclItems(c: Cursor): Item[] {
  const tail = c.rest.length ? '' : ` path_beg ${hole('/')}`;
  if (c.words.length === 1) return nameItems(c, c, 'acl', tail);
  if (c.words.length === 2) return expressionItems(c, c.line.text.slice(c.start, c.column), c.start, '', 'acl');
  return flagItems(c, c.words.slice(2));
}
