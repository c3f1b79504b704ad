// A frontend that routes on a path which its own http-request rules have rewritten.
import { t } from '../../language/text.ts';
import { matchOf } from '../../language/pattern.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import { type Route, routesFrom } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { signOfRoute } from '../../model/webSocket.ts';
import { type AclTest, conditionAt, parseAclTest, parseCondition, type Term } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import type { Line } from '../../text/lineTree.ts';
import { sectionRule } from '../rule.ts';
import { insertHttpRequest, nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { path: string; becomes: string; backend: string }

/** What a path test asks, when it is told by the file: some way to compare, with literal words. */
interface PathTest { readonly method: string; readonly words: readonly string[]; readonly ignoreCase: boolean }

function pathTest(test: AclTest | null): PathTest | null {
  if (!test || test.fromFile || test.expression.flags & ENV || test.patterns.length === 0 || test.patterns.some((p) => p.flags & ENV)) return null;
  const { fetch, converters } = parseSample(test.expression.value), m = /^path(?:_(beg|end|sub))?$/.exec(fetch.name), method = test.method ?? m?.[1] ?? 'str';
  if (!m || converters.length > 0 || (m[1] && test.method) || !['str', 'beg', 'end', 'sub'].includes(method)) return null;
  return { method, words: test.patterns.map((p) => p.value), ignoreCase: test.ignoreCase };
}

function passes(test: PathTest, path: string): boolean {
  const of = (x: string): string => (test.ignoreCase ? x.toLowerCase() : x), text = of(path);
  return test.words.map(of).some((w) => test.method === 'str' ? text === w : test.method === 'beg' ? text.startsWith(w) : test.method === 'end' ? text.endsWith(w) : text.includes(w));
}

/** Every test that can make the term true; null when one of them is not about the path, or not known. */
function testsOf(project: Project, section: Section, term: Term): PathTest[] | null {
  const lines = term.name === null ? [] : section.local('acl', term.name)?.declared ?? [];
  if (lines.some((l) => isConditional(section.document, l))) return null;
  const tests = (term.name === null ? [term.words] : lines.map((l) => project.lex(l.text).tokens.slice(2))).map((words) => pathTest(parseAclTest(words)));
  return tests.length > 0 && tests.every((x) => x !== null) ? tests : null;
}

/** Paths that stand for all that the tests let through: the words themselves, and what may follow a beginning. */
const samplesOf = (tests: readonly PathTest[]): string[] | null =>
  tests.every((x) => (x.method === 'str' || x.method === 'beg') && x.words.every((w) => w.startsWith('/') && w !== '/'))
    ? tests.flatMap((x) => x.words.flatMap((w) => (x.method === 'str' ? [w] : [w, `${w}x`, `${w}/x`, `${w}x/y`]))) : null;

/** What the rule makes of a path; null when it leaves it alone, undefined when the file does not tell. */
type Rewrite = (path: string) => string | null | undefined;

function rewriteOf(project: Project, section: Section, tokens: readonly Token[]): Rewrite | null {
  const [, action, first, second] = tokens, replaces = action?.value === 'replace-path', to = replaces ? second : first;
  if ((!replaces && action?.value !== 'set-path') || !first || !to || first.flags & ENV || to.flags & ENV || to.value.includes('%')) return null;
  const at = conditionAt(tokens, replaces ? 4 : 3);
  let applies: ((path: string) => boolean) | null = () => true;
  if (at > 0) { // only where the condition is about the path itself
    const { groups, unless } = parseCondition(tokens, at), only = groups.length === 1 && groups[0]!.length === 1 ? groups[0]![0]! : null, tests = only && !only.negated && !unless ? testsOf(project, section, only) : null;
    applies = tests && ((path) => tests.some((x) => passes(x, path)));
  }
  if (!applies) return null;
  const used = applies;
  return (path) => {
    const m = used(path) ? replaces ? matchOf(first.value, '', path) : [] : null;
    return m && to.value.replace(/\\(\d)/g, (_, n: string) => m[Number(n)] ?? '');
  };
}

interface Dead { readonly route: Route; readonly path: string; readonly becomes: string }

/** The first rule for WebSockets that no request reaches any more, because each path that it is for was rewritten before. */
function deadRoute(project: Project, section: Section, rewrite: Rewrite): Dead | null {
  for (const route of routesFrom(project, section)) {
    const { condition } = route;
    if (!condition || condition.unless || condition.groups.length !== 1 || signOfRoute(project, route) === null) continue;
    for (const term of condition.groups[0]!) {
      const tests = term.negated ? null : testsOf(project, section, term), samples = tests && samplesOf(tests);
      if (!tests || !samples) continue;
      const become = samples.map(rewrite);
      if (become.every((p) => typeof p === 'string' && !tests.some((x) => passes(x, p)))) return { route, path: samples[0]!, becomes: become[0] ?? '' };
    }
  }
  return null;
}

export const wsPathRewritten = sectionRule<Args>({
  id: 'ws-path-rewritten',
  title: 'Routing on a path that was rewritten',
  why: 'HAProxy runs all `http-request` rules of a frontend before `use_backend`. When they rewrite the path, a routing test sees the new one: a rule for the old path never matches, and WebSockets go to the default backend. Rewrite the path in the backend.',
  severity: 'warning',
  source: 'evidence p11',
  fix: 'unsafe',
  sections: ['frontend', 'listen'],
  has: ['use_backend'],
  reads: { own: ['http-request', 'use_backend', 'acl'] },
  message: (a) => t("http-request rules run before use_backend: '{0}' is '{1}' by then, so no WebSocket gets to '{2}'. Rewrite the path in the backend.", a.path, a.becomes, a.backend),
  *check(section, { project }) {
    for (const line of section.lines('http-request')) {
      if (!/(?:replace|set)-path\s/.test(line.text) || isConditional(section.document, line)) continue;
      const { tokens } = project.lex(line.text), rewrite = rewriteOf(project, section, tokens), dead = rewrite && deadRoute(project, section, rewrite);
      if (!dead || isConditional(section.document, dead.route.line)) continue;
      yield {
        ...statementSpan(line, tokens), args: { path: dead.path, becomes: dead.becomes, backend: dead.route.backend ?? '' }, severity: signOfRoute(project, dead.route) === 'weak' ? 'info' : 'warning',
        related: [{ ...statementSpan(dead.route.line, dead.route.statement.tokens), document: section.document, message: t('This test never matches.') }],
      };
      return; // what later rules see is another path
    }
  },
  repair(f, { project }) {
    const [backend, ...others] = project.declared('backend', f.args.backend);
    if (!backend || others.length > 0 || backend.document !== f.document) return [];
    const edit = movable(project, f.document.sectionOf(f.line), f.line) ? insertHttpRequest(backend, [f.line.text.trim()]) : null;
    return edit ? [{ title: t('Move it to {0}', nameOf(backend)), safe: false, edits: [edit, { kind: 'delete', document: f.document, line: f.line }] }] : [];
  },
});

/** The statement means the same in another section: its condition uses no ACL of this one. */
function movable(project: Project, section: Section, line: Line): boolean {
  const { tokens } = project.lex(line.text), at = conditionAt(tokens, 1);
  return at < 0 || parseCondition(tokens, at).groups.flat().every((x) => x.name === null || !section.local('acl', x.name));
}
