// A plain health check that asks the WebSocket endpoint.
import { t } from '../../language/text.ts';
import { effective } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { signOfCondition } from '../../model/webSocket.ts';
import { parseAclTest, type Term } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import type { Line } from '../../text/lineTree.ts';
import { isConditional } from '../../model/conditionals.ts';
import { type Edit, type Fix, sectionRule } from '../rule.ts';
import { indentOf, quoteWord, replace, span } from '../write.ts';

interface Args extends Record<string, string> { uri: string; backend: string }

/** A path that is a WebSocket endpoint by its name. */
const ENDPOINT = /^\/(?:[\w.-]+\/)*(?:ws|wss|websockets?|socket\.io|sockjs|cable)\/?$/i;

interface Check { readonly line: Line; readonly uri: Token; readonly tokens: readonly Token[]; readonly form: 'option' | 'send' }

/** The request that the check sends: `http-check send uri`, else the URI of `option httpchk`. Null when not known. */
function checkOf(project: Project, section: Section): Check | null {
  const option = effective(project, section, 'option httpchk');
  if (!option?.certain || !option.own) return null; // an inherited check is not this section's line to repair
  const sends = section.lines('http-check send');
  if (sends.some((l) => isConditional(section.document, l))) return null;
  for (const line of sends) {
    const tokens = project.lex(line.text).tokens, at = tokens.findIndex((x) => x.value === 'uri');
    if (tokens.some((x) => /^upgrade$/i.test(x.value)) || tokens.some((x) => x.value === 'uri-lf')) return null;
    if (at > 0 && tokens[at + 1]) return { line, uri: tokens[at + 1]!, tokens, form: 'send' };
  }
  const tokens = project.lex(option.line.text).tokens, args = tokens.slice(2), uri = args.length === 1 ? args[0] : args[1];
  if (!uri || tokens[0]?.value === 'no' || tokens.some((x) => /(?:^|\n)upgrade:/i.test(x.value))) return null;
  return { line: option.line, uri, tokens, form: 'option' };
}

/** Paths that the rules which bring WebSockets here ask for. */
function routedPaths(project: Project, section: Section): { readonly exact: Set<string>; readonly prefixes: string[] } {
  const exact = new Set<string>(), prefixes: string[] = [];
  const add = (_from: Section, words: readonly Token[]): void => {
    const test = parseAclTest(words);
    if (!test || test.fromFile) return;
    const { name } = parseSample(test.expression.value).fetch;
    for (const p of test.patterns) {
      if (p.flags & ENV || !p.value.startsWith('/')) continue;
      if (name === 'path_beg' || (name === 'path' && test.method === 'beg')) prefixes.push(p.value);
      else if (name === 'path' && (test.method === null || test.method === 'str')) exact.add(p.value);
    }
  };
  const take = (from: Section, term: Term): void => {
    if (term.negated) return;
    if (term.name === null) add(from, term.words);
    else for (const l of from.local('acl', term.name)?.declared ?? []) add(from, project.lex(l.text).tokens.slice(2));
  };
  for (const r of routesTo(project, section)) {
    if (!r.condition || r.condition.unless) continue;
    for (const g of r.condition.groups) if (signOfCondition(project, r.from, { unless: false, at: 0, groups: [g] }) !== null) for (const term of g) take(r.from, term);
  }
  return { exact, prefixes };
}

function servesWebSocket(project: Project, section: Section, uri: string): boolean {
  if (/[?&]transport=polling/.test(uri)) return false;
  const path = uri.replace(/[?#].*$/, '');
  if (ENDPOINT.test(path)) return true;
  const { exact, prefixes } = routedPaths(project, section);
  return exact.has(path) || prefixes.some((p) => path === p || path === p.replace(/\/$/, ''));
}

export const wsHttpchkOnWsPath = sectionRule<Args>({
  id: 'ws-httpchk-on-ws-path',
  title: 'Plain health check on a WebSocket endpoint',
  why: 'A plain check is a GET without `Upgrade`. A WebSocket endpoint answers it with 400 or 426, which counts as down, so the server is taken out and clients get 503. Check a normal URI, or make the check a full handshake and expect 101.',
  severity: 'warning',
  source: 'evidence f01-f07, f17-f22',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  reads: { own: ['option httpchk', 'http-check send', 'http-check expect', 'server', 'server-template', 'default-server', 'acl'], settings: ['option httpchk', 'http-check expect', 'default-server'], routes: true },
  message: (a) => t("The check of '{0}' is a plain GET of {1}. A WebSocket endpoint answers it with 400 or 426, the server goes DOWN and clients get 503. Check a normal URI, or send the full handshake and expect 101.", a.backend, a.uri),
  *check(section, { project }) {
    const check = checkOf(project, section);
    if (!check || check.uri.flags & ENV || isConditional(section.document, check.line)) return;
    for (let s: Section | null = section, n = 0; s && n < 64; s = project.parent(s), n++) if (s.byKeyword.has('http-check expect') || s.byKeyword.has('http-check comment') || s.byKeyword.has('http-check connect')) return;
    const checked = (kw: string): boolean => section.lines(kw).some((l) => / check(?:\s|$)/.test(l.text) && project.lex(l.text).tokens.some((x) => x.value === 'check'));
    if (!checked('server') && !checked('server-template') && !checked('default-server') && !inheritedCheck(project, section)) return;
    if (servesWebSocket(project, section, check.uri.value)) yield { ...span(check.line, check.uri), args: { uri: check.uri.value, backend: section.name ?? '' } };
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), check = checkOf(project, section);
    if (!check || check.line !== f.line) return [];
    const edits: Edit[] = [], indent = indentOf(f.line), expect = `${indent}http-check expect status 101`;
    const handshake = 'hdr Connection Upgrade hdr Upgrade websocket hdr Sec-WebSocket-Version 13 hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ==';
    if (check.form === 'option') {
      const host = check.tokens[5]?.value ?? 'localhost';
      edits.push(replace(section, f.line, check.tokens[1]!.end, check.tokens[check.tokens.length - 1]!.end, ''));
      edits.push({ kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [`${indent}http-check send meth GET uri ${quoteWord(check.uri.value)} ver HTTP/1.1 hdr Host ${quoteWord(host)} ${handshake}`, expect] });
    } else {
      const has = (name: string): boolean => check.tokens.some((x, i) => x.value.toLowerCase() === name && check.tokens[i - 1]?.value === 'hdr');
      const end = check.tokens[check.tokens.length - 1]!.end, ver = check.tokens.some((x) => x.value === 'ver');
      edits.push(replace(section, f.line, end, end, `${ver ? '' : ' ver HTTP/1.1'}${has('host') ? '' : ' hdr Host localhost'} ${handshake}`));
      edits.push({ kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [expect] });
    }
    return [
      { title: t('Make the check a full handshake that expects 101'), safe: true, edits },
      { title: t('Check / instead'), safe: false, edits: [replace(section, f.line, f.start, f.end, '/')] },
    ];
  },
});

/** `check` comes from a default-server of the defaults. */
function inheritedCheck(project: Project, section: Section): boolean {
  for (let d = project.parent(section), n = 0; d && n < 64; d = project.parent(d), n++) if (d.lines('default-server').some((l) => project.lex(l.text).tokens.some((x) => x.value === 'check')) && section.byKeyword.has('server')) return true;
  return false;
}
