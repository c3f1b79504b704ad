// A rule for WebSockets below one that already takes every request it is for.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { type Route, routesFrom } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { signOfRoute } from '../../model/webSocket.ts';
import { parseAclTest, type Term } from '../../syntax/condition.ts';
import { ENV } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import { type Edit, sectionRule } from '../rule.ts';
import { span, statementSpan } from '../write.ts';
import { canStandAt } from '../tests.ts';

interface Args extends Record<string, string | boolean> { backend: string; earlier: string; all: boolean; same: boolean }

/** One term of a condition, so that terms can be compared: `key` is the same where the test is the same, by name or in braces. */
interface Test {
  readonly key: string;
  /** It holds for every request: `TRUE`, or a path that starts with `/`. */
  readonly always: boolean;
  /** Paths that it asks for, as a whole or as a beginning. */
  readonly paths: { readonly beginning: boolean; readonly noCase: boolean; readonly patterns: readonly string[] } | null;
}

/** The words of an ACL, one blank between them, when they are what they look like. */
const AS_WRITTEN = /^\s*acl +\S+ +([^\s"'\\#$]+(?: [^\s"'\\#$]+)*)$/;

function testOf(project: Project, section: Section, term: Term): Test {
  const { negated, name } = term, plain: Test = { key: `${negated ? '!' : ''}${name}`, always: name === (negated ? 'FALSE' : 'TRUE'), paths: null };
  const declared = name === null ? [] : section.local('acl', name)?.declared ?? [], line = declared[0];
  if (name !== null && (declared.length !== 1 || !line || isConditional(section.document, line))) return plain;
  const rest = line && !line.text.includes('path') ? AS_WRITTEN.exec(line.text)?.[1] : undefined;
  if (rest) return { key: `${negated ? '!' : ''}{${rest}}`, always: false, paths: null };
  const words = line ? project.lex(line.text).tokens.slice(2) : term.words, test = parseAclTest(words);
  const key = `${negated ? '!' : ''}{${words.map((w) => w.value).join(' ')}}`;
  if (!test || test.fromFile || negated || words.some((w) => w.flags & ENV)) return { key, always: false, paths: null };
  const { fetch, converters } = parseSample(test.expression.value);
  const beginning = fetch.name === 'path_beg' || (fetch.name === 'path' && test.method === 'beg'), whole = fetch.name === 'path' && (test.method === null || test.method === 'str');
  if (converters.length > 0 || !(beginning || whole) || test.patterns.length === 0) return { key, always: false, paths: null };
  const patterns = test.patterns.map((p) => p.value);
  return { key, always: beginning && patterns.includes('/'), paths: { beginning, noCase: test.ignoreCase, patterns } };
}

/** What an ACL of the name asks for, as written; null where that is not plain to see, or where it is a path. */
function wordsOf(section: Section, name: string | null): string | null {
  const declared = name === null ? [] : section.local('acl', name)?.declared ?? [], text = declared.length === 1 ? declared[0]!.text : '';
  return text.includes('path') ? null : AS_WRITTEN.exec(text)?.[1] ?? null;
}

/** The rule asks for something that none of the rules for WebSockets asks for, so it takes nothing from them. */
function isAlone(section: Section, { plain }: Route, asked: ReadonlySet<string | null>): boolean {
  const first = plain?.unless === false ? plain.terms[0] : undefined, words = first && !first.startsWith('!') ? wordsOf(section, first) : null;
  return words !== null && !asked.has(words);
}

/** Whatever passes the later test passes the earlier one as well. */
function includes(earlier: Test, later: Test): boolean {
  if (earlier.key === later.key) return true;
  const a = earlier.paths, b = later.paths;
  if (!a?.beginning || !b || (b.noCase && !a.noCase)) return false;
  const fold = (x: string): string => (a.noCase ? x.toLowerCase() : x);
  return b.patterns.every((y) => a.patterns.some((x) => fold(y).startsWith(fold(x))));
}

/** What earlier rules take: those that take everything, and the others by the first of their tests. */
interface Taken { all: Route | null; readonly byTest: Map<string, { readonly tests: readonly Test[]; readonly route: Route }[]> }
type Group = readonly Test[];

const BEGINS = '^'; // in front of a path that an earlier rule takes with all that begins so

function take(taken: Taken, route: Route, groups: readonly Group[]): void {
  if (route.condition?.unless) return;
  for (const g of groups) {
    const tests = g.filter((x) => !x.always), first = tests[0];
    if (!first) { taken.all ??= route; continue; }
    for (const key of [first.key, ...(first.paths?.beginning ? first.paths.patterns.map((p) => BEGINS + p.toLowerCase()) : [])]) {
      const list = taken.byTest.get(key);
      if (list) list.push({ tests, route }); else taken.byTest.set(key, [{ tests, route }]);
    }
  }
}

/** The earlier rule that takes every request of this one; null when some can get by. */
function takerOf(taken: Taken, later: Route, groups: readonly Group[]): Route | null {
  const other = (r: Route): boolean => r.backend === null || r.backend !== later.backend;
  if (taken.all && other(taken.all)) return taken.all;
  if (taken.byTest.size === 0 || !later.condition || later.condition.unless) return null;
  let first: Route | null = null;
  for (const g of groups) {
    const keys = g.flatMap((x) => [x.key, ...beginnings(x.paths?.patterns[0])]);
    const found = keys.flatMap((k) => taken.byTest.get(k) ?? []).find((t) => other(t.route) && t.tests.every((e) => g.some((x) => includes(e, x))));
    if (!found) return null;
    first ??= found.route;
  }
  return first;
}

function beginnings(path: string | undefined): string[] {
  const out: string[] = [];
  for (let i = 1; path !== undefined && i <= path.length; i++) out.push(BEGINS + path.slice(0, i).toLowerCase());
  return out;
}

const groupsOf = (project: Project, section: Section, route: Route): Group[] => (route.condition?.groups ?? [[]]).map((g) => g.map((x) => testOf(project, section, x)));

export const wsRouteUnreachable = sectionRule<Args>({
  id: 'ws-route-unreachable',
  title: 'WebSocket rule that no request reaches',
  why: 'HAProxy takes the first `use_backend` whose condition holds. A rule for WebSockets below one that takes every request, or below one with fewer conditions of the same kind or with the beginning of its path, is never asked; `haproxy -c` says nothing.',
  severity: 'warning',
  source: 'evidence l04, y08, p01',
  fix: 'safe',
  sections: ['frontend', 'listen'],
  has: ['use_backend'],
  reads: { own: ['use_backend', 'acl'], settings: ['mode'] },
  message: (a) => a.same
    ? t("No WebSocket gets to '{0}': the earlier rule for '{1}' takes the same requests. Remove one of the two, or give each a condition of its own.", a.backend, a.earlier)
    : a.all
    ? t("No WebSocket gets to '{0}': the earlier rule for '{1}' takes every request. Move this rule above it.", a.backend, a.earlier)
    : t("No WebSocket gets to '{0}': the earlier rule for '{1}' takes every request that this one is for. Move this rule above it.", a.backend, a.earlier),
  *check(section, { project }) {
    if (modeOf(project, section) !== 'http') return;
    const routes = routesFrom(project, section).filter((r) => !r.isDefault && !isConditional(section.document, r.line)), signs = routes.map((r) => signOfRoute(project, r));
    const users = new Set(routes.flatMap((r, i) => (signs[i] ? r.condition!.groups.flat().map((x) => (x.name === null ? x.words.map((w) => w.value).join(' ') : wordsOf(section, x.name))) : [])));
    const last = signs.findLastIndex((x) => x !== null), taken: Taken = { all: null, byTest: new Map() };
    for (let i = 0; i <= last; i++) {
      const route = routes[i]!, sign = signs[i];
      if (!sign && isAlone(section, route, users)) continue;
      const groups = groupsOf(project, section, route);
      const taker = sign ? takerOf(taken, route, groups) : null;
      if (taker) {
        const all = taker === taken.all, above: Taken = { all: null, byTest: new Map() };
        take(above, route, groups);
        yield {
          ...(route.statement.tokens[1] ? span(route.line, route.statement.tokens[1]) : statementSpan(route.line, route.statement.tokens)),
          args: { backend: route.backend ?? '', earlier: taker.statement.tokens[1]?.value ?? '', all, same: takerOf(above, taker, groupsOf(project, section, taker)) !== null }, severity: sign === 'weak' ? 'info' : 'warning',
          related: [{ ...statementSpan(taker.line, taker.statement.tokens), document: section.document, message: t('This rule takes them first.') }],
        };
      } else take(taken, route, groups); // also one by map: when no backend has the name, default_backend is next (row p01)
    }
  },
  repair(f, { project }) {
    const taker = f.related?.[0];
    // in the other order it is the other one that nothing reaches
    if (!taker || f.args.same || !canStandAt(project, f.document.sectionOf(f.line), f.line, taker.line)) return [];
    const edits: Edit[] = [{ kind: 'insert', document: f.document, line: taker.line, where: 'above', lines: [f.line.text.trimEnd()] }, { kind: 'delete', document: f.document, line: f.line }];
    return [{ title: t("Move it above the rule for '{0}'", f.args.earlier), safe: true, edits }];
  },
});
