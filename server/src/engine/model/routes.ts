// Who sends traffic where: frontend → rule → backend, each with its condition (manual 4, use_backend and default_backend).
import { type Condition, conditionAt, parseCondition, type Term } from '../syntax/condition.ts';
import { ENV, type Statement, type Token } from '../syntax/lexer.ts';
import type { Line } from '../text/lineTree.ts';
import type { Project } from './project.ts';
import type { Section } from './section.ts';
import { type PlainRule, plainRule } from './shape.ts';

export interface Route {
  readonly from: Section;
  readonly line: Line;
  readonly statement: Statement;
  /** Name as written; null when a map, a variable or the environment decides. */
  readonly backend: string | null;
  /** Null for `default_backend` and for a rule without condition. */
  readonly condition: Condition | null;
  readonly isDefault: boolean;
  /** The words of a rule whose condition is names alone; of others null. */
  readonly plain: PlainRule | null;
}

function routeAt(project: Project, from: Section | null, line: Line): Route | null {
  const kept = project.lastingOf('route'), known = kept.get(line) as Route | undefined;
  if (known) return known;
  const section = from ?? project.sectionOf(line), route = section && readRoute(project, section, line);
  if (route) kept.set(line, route);
  return route;
}

/** A rule whose words are what they look like: names alone. They are taken apart when somebody asks where they stand. */
class PlainRoute implements Route {
  readonly from: Section;
  readonly line: Line;
  readonly plain: PlainRule;
  readonly isDefault = false;
  private readonly project: Project;
  private terms: Condition | null = null;
  constructor(project: Project, from: Section, line: Line, plain: PlainRule) {
    this.project = project;
    this.from = from;
    this.line = line;
    this.plain = plain;
  }
  get backend(): string { return this.plain.backend; }
  get condition(): Condition { return (this.terms ??= { unless: this.plain.unless, at: CONDITION_AT, groups: [this.plain.terms.map((word, i) => termOf(word, CONDITION_AT + 1 + i))] }); }
  get statement(): Statement { return this.project.lex(this.line.text); }
}
const CONDITION_AT = 2, NO_WORDS: readonly Token[] = [];
const termOf = (word: string, at: number): Term => { const negated = word.startsWith('!'); return { negated, name: negated ? word.slice(1) : word, first: at, last: at, words: NO_WORDS, closed: true }; };

function readRoute(project: Project, from: Section, line: Line): Route {
  const plain = line.keyword === 'use_backend' && !from.document.template ? plainRule(line.text) : null;
  if (plain) return new PlainRoute(project, from, line, plain);
  const statement = project.lex(line.text), tokens = statement.tokens;
  const at = line.keyword === 'use_backend' ? conditionAt(tokens, 2) : -1;
  const target = tokens[1];
  const fixed = target !== undefined && (target.flags & ENV) === 0 && !target.value.includes('%[');
  return { from, line, statement, backend: fixed ? target.value : null, condition: at > 0 ? parseCondition(tokens, at) : null, isDefault: line.keyword === 'default_backend', plain: null };
}

/** Rules of a frontend or listen in the order in which HAProxy tries them; the last `default_backend` comes last. */
export function routesFrom(project: Project, section: Section): Route[] {
  const out = section.lines('use_backend').map((l) => routeAt(project, section, l)!);
  const last = section.lines('default_backend');
  if (last.length) out.push(routeAt(project, section, last[last.length - 1]!)!);
  return out;
}

/** Rules that name this section as their backend. */
export const routesTo = (project: Project, section: Section): readonly Route[] => project.lasting('routesTo', section, () => findRoutesTo(project, section));

function findRoutesTo(project: Project, section: Section): readonly Route[] {
  if (section.name === null) return [];
  const out: Route[] = [], uses = project.uses('backend', section.name), seen = uses.length > 1 ? new Set<Line>() : null;
  for (const line of uses) {
    if (seen?.has(line) || (line.keyword !== 'use_backend' && line.keyword !== 'default_backend')) continue;
    seen?.add(line);
    const route = routeAt(project, null, line);
    if (!route) continue;
    // an overruled default_backend sends nothing here
    if (route.isDefault) { const d = route.from.lines('default_backend'); if (d[d.length - 1] !== line) continue; }
    out.push(route);
  }
  return out.length < 2 ? out : out.sort((a, b) => (a.from === b.from ? 0 : project.compare(a.from, b.from)) || a.from.document.tree.numberOf(a.line) - b.from.document.tree.numberOf(b.line));
}
