// What an ACL tests: `expression [flags] [patterns]`, in `acl NAME …` and between the braces of a condition (manual 7.1), in the
// order of parse_acl_expr().
import { compareVersions } from '../../language/version.ts';
import { converts, defaultMatch, isIdentifier, MATCHES } from '../../language/samples.ts';
import { ENV, EXPANDS, type Token } from '../../syntax/lexer.ts';
import { aclNeedsMethod } from '../language/acl-needs-method.ts';
import { aclNeverMatches } from '../language/acl-never-matches.ts';
import { badAclFlag } from '../language/bad-acl-flag.ts';
import { badAclName } from '../language/bad-acl-name.ts';
import { badExpression } from '../language/bad-expression.ts';
import { missingArgument } from '../language/missing-argument.ts';
import type { Check, Span } from './context.ts';
import { checkSample, convertWords, type SampleRead } from './expression.ts';
import { checkPatterns } from './pattern.ts';
import { ANYWHERE, type Place } from './place.ts';

const spanOf = (token: Token): Span => ({ start: token.start, end: token.end });
const depends = (token: Token | undefined): boolean => ((token?.flags ?? 0) & (ENV | EXPANDS)) !== 0;

/** Fetches that ACLs compare as versions: `3.1`. */
const VERSIONS = new Set(['req.ssl_ver', 'req_ssl_ver']);
/** A version without a fetch of its own type that it compares as a method: any word fits. */
const METHODS = new Set(['method']);

/**
 * Checks the words of one test; the first is the expression. `place` is not judged here: an ACL may be used anywhere.
 * Gives what the expression reads, or null when that is not known.
 */
export function checkAcl(c: Check, words: readonly Token[], _place: Place): SampleRead | null {
  // an empty word ends the list for HAProxy
  const stop = words.findIndex((w) => w.value === '' && !depends(w)), all = stop < 0 ? words : words.slice(0, stop), first = all[0];
  if (!first) { c.report(badExpression, words[0] ? spanOf(words[0]) : c.whole(), { kind: 'empty', name: '', found: '' }); return null; }
  if (depends(first)) return null;
  let read = checkSample(c, first, 0, ANYWHERE, { keyword: 'acl', acl: true });
  if (read.type === null) return null;
  // behind a fetch, words that are converters convert, and are patterns as well
  const type = read.keyword ? read.type : convertWords(c, all, 1, read.name, read.type).type;
  if (type === null) return null;
  let method = read.match ?? defaultMatch(type);
  let special = read.match !== null && VERSIONS.has(read.name) ? 'version' : read.match !== null && METHODS.has(read.name) ? 'method' : '';
  const rest = all.slice(1);
  if (rest.length === 0 && method !== null && type !== 'bool') c.report(aclNeverMatches, spanOf(first), { expression: first.value, kind: 'empty', pattern: '' });
  if (!first.value.includes('(') && rest[0]?.value.startsWith('(')) c.report(aclNeverMatches, spanOf(rest[0]), { expression: first.value, kind: 'parenthesis', pattern: rest[0].value });

  let i = 0, noDns = false, loaded = false, named = false;
  for (; i < rest.length && rest[i]!.value.startsWith('-'); i++) {
    const flag = rest[i]!, value = rest[i + 1];
    if (depends(flag) || depends(value)) return read;
    if (flag.value === '-i' || flag.value === '-M') continue;
    if (flag.value === '-n') noDns = true;
    else if (flag.value === '--') { i++; break; }
    else if (flag.value === '-u') {
      if (value && !/^\s*[+-]?\d+$/.test(value.value)) { c.report(badAclFlag, spanOf(value), { flag: '-u', kind: 'value', value: value.value }); return read; }
      i++;
    } else if (flag.value === '-f') {
      if (method === null) { needsMethod(c, first); return read; }
      if (!value) { c.report(badAclFlag, spanOf(flag), { flag: '-f', kind: 'file', value: '' }); return read; }
      loaded = true; i++;
    } else if (flag.value === '-m') {
      if (loaded) { c.report(badAclFlag, spanOf(flag), { flag: '-m', kind: 'late', value: '' }); return read; }
      if (!value) { c.report(missingArgument, spanOf(flag), { keyword: '-m', expected: 'a matching method' }); return read; }
      const wants = MATCHES.get(value.value);
      if (named && compareVersions(c.version, '3.4') >= 0) { c.report(badAclFlag, { start: flag.start, end: value.end }, { flag: '-m', kind: 'twice', value: value.value }); return read; }
      named = true;
      if (!wants) { c.report(badAclFlag, spanOf(value), { flag: '-m', kind: 'method', value: value.value }); return read; }
      if (value.value !== 'found' && !converts(type, wants)) { c.report(aclNeedsMethod, { start: flag.start, end: value.end }, { expression: first.value, method: value.value, type }); return read; }
      method = value.value; special = ''; read = { ...read, match: null }; i++;
    } else { c.report(badAclFlag, spanOf(flag), { flag: flag.value, kind: 'unknown', value: '' }); return read; }
  }
  if (method === null) { needsMethod(c, first); return read; }
  if (compareVersions(c.version, '3.4') >= 0 && replacesMethod(read, method)) c.report(aclNeverMatches, spanOf(first), { expression: read.name, kind: 'replaced', pattern: named ? '-m' : '' });
  checkPatterns(c, rest.slice(i), special || method, noDns);
  return read;
}

const needsMethod = (c: Check, first: Token): void => c.report(aclNeedsMethod, spanOf(first), { expression: first.value, method: '', type: 'any' });

/** `path_beg,lower` or `path_beg -m str`: the keyword's own method is gone, and 3.4 says so. */
const OWN_METHOD = /_(beg|dir|dom|end|len|reg|sub)$/;
function replacesMethod(read: SampleRead, method: string): boolean {
  if (!read.keyword) return false;
  const own = OWN_METHOD.exec(read.name)?.[1] ?? (read.name === 'method' || read.name === 'http_auth_group' ? 'its own' : null);
  return own !== null && method !== own && !(own === 'its own' && read.match !== null && method === read.match);
}

/** Whether HAProxy takes the word as an ACL's name. Reports otherwise. */
function checkAclName(c: Check, i: number): boolean {
  const name = c.value(i);
  if (c.unknown(i)) return true;
  for (let k = 0; k < name.length; k++) {
    const code = name.charCodeAt(k);
    if (isIdentifier(code) && code !== 43) continue;
    c.report(badAclName, c.span(i), { name, character: name[k]! });
    return false;
  }
  if (name.toLowerCase() === 'or') { c.report(badAclName, c.span(i), { name, character: '' }); return false; }
  return true;
}

/** `acl NAME expression …` */
export function checkAclStatement(c: Check): void {
  if (!c.has(1)) { c.report(missingArgument, c.whole(), { keyword: 'acl', expected: 'a name' }); return; }
  if (!checkAclName(c, 1) || c.unknown(1)) return;
  if (!c.has(2)) { c.report(missingArgument, c.whole(), { keyword: 'acl', expected: 'what it tests' }); return; }
  if (c.unknown(2)) return;
  checkAcl(c, c.words.slice(2), ANYWHERE);
}
