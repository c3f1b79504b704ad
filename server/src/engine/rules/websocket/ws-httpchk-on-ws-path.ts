// A plain health check that asks the WebSocket endpoint.
import { t } from '../../language/text.ts';
import type { Project } from '../../model/project.ts';
import { routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { signOfCondition } from '../../model/webSocket.ts';
import { parseAclTest, type Term } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import { type Fix, sectionRule } from '../rule.ts';
import { indentOf, replace, span } from '../write.ts';
import { checkOf, isChecked } from './check.ts';
import { handshakeEdits } from './handshakeCheck.ts';

interface Args extends Record<string, string> { uri: string; backend: string }

/** A path that is a WebSocket endpoint by its name. */
const ENDPOINT = /^\/(?:[\w.-]+\/)*(?:ws|wss|websockets?|socket\.io|sockjs|cable)\/?$/i;

/** Paths that the rules which bring WebSockets here ask for. */
function routedPaths(project: Project, section: Section): { readonly exact: Set<string>; readonly prefixes: string[] } {
  const exact = new Set<string>(), prefixes: string[] = [];
  const add = (words: readonly Token[]): void => {
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
    if (term.name === null) add(term.words);
    else for (const l of from.local('acl', term.name)?.declared ?? []) add(project.lex(l.text).tokens.slice(2));
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
  return exact.has(path) || prefixes.some((p) => p !== '/' && (path === p || path === p.replace(/\/$/, '')));
}

export const wsHttpchkOnWsPath = sectionRule<Args>({
  id: 'ws-httpchk-on-ws-path',
  title: 'Plain health check on a WebSocket endpoint',
  why: 'A plain check is a GET without `Upgrade`. A WebSocket endpoint answers it with 400 or 426, which counts as down, so the server is taken out and clients get 503. Check a normal URI, or make the check a full handshake and expect 101.',
  severity: 'warning',
  source: 'evidence f01-f07, f17-f22',
  fix: 'safe',
  sections: ['backend', 'listen'],
  has: ['option httpchk'],
  reads: {
    own: ['option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect', 'http-check comment', 'server', 'server-template', 'default-server', 'acl'],
    settings: ['option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect', 'http-check comment', 'http-check set-var', 'http-check set-var-fmt', 'http-check unset-var', 'default-server'], routes: true,
  },
  message: (a) => t("The check of '{0}' is a plain GET of {1}. A WebSocket endpoint answers it with 400 or 426, the server goes DOWN and clients get 503. Check a normal URI, or send the full handshake and expect 101.", a.backend, a.uri),
  may: (section) => !section.byKeyword.has('http-check expect'),
  *check(section, { project }) {
    const check = checkOf(project, section);
    if (!check?.uri || check.expects.length > 0 || check.asksUpgrade || !isChecked(project, section)) return;
    const { line, token } = check.uri;
    if (servesWebSocket(project, section, token.value)) yield { ...span(line, token), args: { uri: token.value, backend: section.name ?? '' } };
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), check = checkOf(project, section);
    if (check?.uri?.line !== f.line) return [];
    return [
      { title: t('Make the check a full handshake that expects 101'), safe: true, edits: [...handshakeEdits(section, check), { kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [`${indentOf(f.line)}http-check expect status 101`] }] },
      { title: t('Check / instead'), safe: false, edits: [replace(section, f.line, f.start, f.end, '/')] },
    ];
  },
});
