// A rule for WebSockets below one that already takes every request it is for.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { type Route, routesFrom } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { signOfRoute } from '../../model/webSocket.ts';
import { parseAclTest, type Term } from '../../syntax/condition.ts';
import { parseSample } from '../../syntax/sample.ts';
import { type Edit, sectionRule } from '../rule.ts';
import { span, statementSpan } from '../write.ts';
import { canStandAt } from '../tests.ts';

interface Args extends Record<string, string | boolean> { backend: string; earlier: string; all: boolean }

/** The term holds for every request: `TRUE`, or a path that starts with `/`. */
function always(project: Project, section: Section, term: Term): boolean {
  if (term.negated) return term.name === 'FALSE';
  if (term.name === 'TRUE') return true;
  const declared = term.name === null ? [] : section.local('acl', term.name)?.declared ?? [];
  if (term.name === null ? !term.words.some((w) => w.value === '/') : !declared.some((l) => /\s["']?\/["']?(?:\s|$)/.test(l.text))) return false;
  if (term.name !== null && declared.length !== 1) return false;
  const test = parseAclTest(term.name === null ? term.words : project.lex(declared[0]!.text).tokens.slice(2));
  if (!test || test.fromFile || test.patterns.length !== 1 || test.patterns[0]!.value !== '/' || (declared[0] && isConditional(section.document, declared[0]))) return false;
  const { fetch, converters } = parseSample(test.expression.value);
  return converters.length === 0 && (fetch.name === 'path_beg' || (fetch.name === 'path' && test.method === 'beg'));
}

const keyOf = (x: Term): string => `${x.negated ? '!' : ''}${x.name ?? `{${x.words.map((w) => w.value).join(' ')}}`}`;

/** What earlier rules take: those that take everything, and the others by the first of their tests. */
interface Taken { all: Route | null; readonly byTest: Map<string, { readonly keys: readonly string[]; readonly route: Route }[]> }

function take(project: Project, section: Section, taken: Taken, route: Route): void {
  if (route.condition?.unless) return;
  for (const g of route.condition?.groups ?? [[]]) {
    const keys = g.filter((x) => !always(project, section, x)).map(keyOf);
    if (keys.length === 0) { taken.all ??= route; continue; }
    const list = taken.byTest.get(keys[0]!);
    if (list) list.push({ keys, route }); else taken.byTest.set(keys[0]!, [{ keys, route }]);
  }
}

/** The earlier rule that takes every request of this one; null when some can get by. */
function takerOf(taken: Taken, later: Route): Route | null {
  const other = (r: Route): boolean => r.backend === null || r.backend !== later.backend;
  if (taken.all && other(taken.all)) return taken.all;
  let first: Route | null = null;
  for (const g of later.condition && !later.condition.unless ? later.condition.groups : []) {
    const keys = new Set(g.map(keyOf)), found = [...keys].flatMap((k) => taken.byTest.get(k) ?? []).find((t) => other(t.route) && t.keys.every((k) => keys.has(k)));
    if (!found) return null;
    first ??= found.route;
  }
  return first;
}

export const wsRouteUnreachable = sectionRule<Args>({
  id: 'ws-route-unreachable',
  title: 'WebSocket rule that no request reaches',
  why: 'HAProxy takes the first `use_backend` whose condition holds. A rule for WebSockets below one that takes every request, or below one with fewer conditions of the same kind, is never asked; `haproxy -c` says nothing.',
  severity: 'warning',
  source: 'evidence l04, y08, p01',
  fix: 'safe',
  sections: ['frontend', 'listen'],
  has: ['use_backend'],
  reads: { own: ['use_backend', 'acl'], settings: ['mode'] },
  message: (a) => a.all
    ? t("No WebSocket gets to '{0}': the earlier rule for '{1}' takes every request. Move this rule above it.", a.backend, a.earlier)
    : t("No WebSocket gets to '{0}': the earlier rule for '{1}' takes every request that this one is for. Move this rule above it.", a.backend, a.earlier),
  *check(section, { project }) {
    if (modeOf(project, section) !== 'http') return;
    const taken: Taken = { all: null, byTest: new Map() };
    for (const route of routesFrom(project, section)) {
      if (route.isDefault || isConditional(section.document, route.line)) continue;
      const sign = signOfRoute(project, route);
      const taker = sign ? takerOf(taken, route) : null;
      if (taker) {
        const all = taker === taken.all;
        yield {
          ...(route.statement.tokens[1] ? span(route.line, route.statement.tokens[1]) : statementSpan(route.line, route.statement.tokens)),
          args: { backend: route.backend ?? '', earlier: taker.statement.tokens[1]?.value ?? '', all }, severity: sign === 'weak' ? 'info' : 'warning',
          related: [{ ...statementSpan(taker.line, taker.statement.tokens), document: section.document, message: t('This rule takes them first.') }],
        };
      } else take(project, section, taken, route); // also one by map: when no backend has the name, default_backend is next (row p01)
    }
  },
  repair(f, { project }) {
    const taker = f.related?.[0];
    if (!taker || !canStandAt(project, f.document.sectionOf(f.line), f.line, taker.line)) return [];
    const edits: Edit[] = [{ kind: 'insert', document: f.document, line: taker.line, where: 'above', lines: [f.line.text.trimEnd()] }, { kind: 'delete', document: f.document, line: f.line }];
    return [{ title: t("Move it above the rule for '{0}'", f.args.earlier), safe: true, edits }];
  },
});
