// Every way through the configuration, before anything is left out: frontends, their rules in the order in which HAProxy tries them, and
// where each rule leads.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { isConditional, isDead } from '../../model/conditionals.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import { type Route, routesFrom } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { type Sign, webSocketOf } from '../../model/webSocket.ts';
import { nameOf } from '../../rules/write.ts';
import type { Line } from '../../text/lineTree.ts';
import { spotOf, wordsOf } from '../checkup/paths.ts';
import { type Idle, idleOf } from '../idle.ts';
import type { Tone, Way } from './model.ts';

export interface Branch {
  readonly id: string;
  readonly from: Section;
  /** Null: a listen keeps for its own servers what no rule takes. */
  readonly route: Route | null;
  /** Null: only the running HAProxy knows, or no section has the name. */
  readonly to: Section | null;
  readonly sign: Sign | null;
  readonly perhaps: boolean;
}
export interface Pair { readonly id: string; readonly from: Section; readonly to: Section; readonly branches: readonly Branch[]; readonly sign: Sign | null; readonly tone: Tone; readonly idle: Idle | null }
export interface Survey {
  readonly fronts: readonly Section[];
  readonly backs: readonly Section[];
  readonly branches: ReadonlyMap<Section, readonly Branch[]>;
  /** In the order of the file. */
  readonly pairs: readonly Pair[];
  readonly pairsTo: ReadonlyMap<Section, readonly Pair[]>;
  readonly webSocket: boolean;
  id(section: Section): string;
}

/** So many proxies or rules between two rests. */
export const PIECE = 64;

/** In pieces: many proxies take time, and others wait. */
export function* survey(project: Project): Generator<void, Survey, void> {
  const ids = new Map<Section, string>(), count = new Map<string, number>(), fronts: Section[] = [], backs: Section[] = [];
  for (const document of project.documents) for (const s of document.sections) {
    if (!s.header || !(hasFrontend(s.kind) || hasBackend(s.kind)) || isDead(document, s.header)) continue;
    const name = nameOf(s), n = (count.get(name) ?? 0) + 1;
    count.set(name, n);
    ids.set(s, n > 1 ? `${name} #${n}` : name);
    if (hasFrontend(s.kind)) fronts.push(s);
    if (hasBackend(s.kind)) backs.push(s);
  }
  const id = (s: Section): string => ids.get(s) ?? nameOf(s), branches = new Map<Section, Branch[]>(), pairs: Pair[] = [], pairsTo = new Map<Section, Pair[]>();
  for (const from of fronts) {
    yield;
    const list = yield* branchesOf(project, from, id), byTarget = new Map<Section, Branch[]>();
    branches.set(from, list);
    for (const b of list) if (b.to) { const known = byTarget.get(b.to); if (known) known.push(b); else byTarget.set(b.to, [b]); }
    let n = 0;
    for (const [to, through] of byTarget) {
      if (++n % PIECE === 0) yield;
      const idle = idleOf(project, from, to), sign = through.some((b) => b.sign === 'strong') ? 'strong' : through.find((b) => b.sign)?.sign ?? null;
      const pair: Pair = { id: `${id(from)} > ${id(to)}`, from, to, branches: through, sign, idle, tone: toneOf(project, idle) };
      pairs.push(pair);
      const there = pairsTo.get(to);
      if (there) there.push(pair); else pairsTo.set(to, [pair]);
    }
  }
  return { fronts, backs, branches, pairs, pairsTo, id, webSocket: pairs.some((p) => p.sign) };
}

const carries = new WeakMap<object, ReadonlySet<Line>>();
/** Whether WebSockets come to the section by this rule. */
function signOf(project: Project, to: Section, line: Line | null): Sign | null {
  const use = webSocketOf(project, to);
  if (!use) return null;
  if (!line) return to.lines('bind').length ? use.sign : null;
  let lines = carries.get(use);
  if (!lines) carries.set(use, lines = new Set(use.routes.map((r) => r.line)));
  return lines.has(line) ? use.sign : null;
}

function* branchesOf(project: Project, from: Section, id: (s: Section) => string): Generator<void, Branch[], void> {
  const out: Branch[] = [];
  let taken = false;
  for (const [i, route] of routesFrom(project, from).entries()) {
    if (i % PIECE === PIECE - 1) yield;
    if (isDead(from.document, route.line)) continue;
    const to = route.backend === null ? null : project.declared('backend', route.backend).find((s) => s.header && !isDead(s.document, s.header)) ?? null;
    taken ||= route.isDefault;
    out.push({ id: `${id(from)} rule ${i + 1}`, from, route, to, sign: to ? signOf(project, to, route.line) : null, perhaps: isConditional(from.document, route.line) });
  }
  const serves = hasBackend(from.kind) && ['server', 'server-template'].some((k) => from.lines(k).length > 0);
  if (serves && !taken) out.push({ id: `${id(from)} own`, from, route: null, to: from, sign: signOf(project, from, null), perhaps: false });
  return out;
}

/** The condition of a branch as written; '' for a listen without rules. */
export function conditionOf({ route, from }: Branch): string {
  if (!route) return from.lines('use_backend').length ? t('everything else') : '';
  if (route.isDefault) return t('everything else');
  return route.condition ? wordsOf(route.line, route.statement.tokens, 2) : t('every request');
}

/** What applications ping with by default: shorter cuts most of them, longer hardly any. */
export const USUAL_PING = 25_000, SAFE = 60_000;

/** What silence does to a WebSocket under this limit. */
export function toneOf(project: Project, idle: Idle | null): Tone {
  const { ping } = project.settings.webSocket;
  if (!idle) return 'plain';
  if (ping > 0) return idle.ms <= ping ? 'bad' : idle.ms < 2 * ping ? 'open' : 'good';
  return idle.ms < USUAL_PING ? 'bad' : idle.ms < SAFE ? 'open' : 'good';
}

export const limitText = (idle: Idle | null): string => !idle ? t('not known') : Number.isFinite(idle.ms) ? formatDuration(idle.ms) : t('no limit');

/** The most troubled ways come first. */
export const byTrouble = (a: Pair, b: Pair): number => weight(a) - weight(b);
const weight = (p: Pair): number => (p.sign === 'strong' ? 0 : p.sign ? 1 : 100) + { bad: 0, open: 10, plain: 20, good: 30 }[p.tone];

/** @param findings of the sections that the way leads through */
export function wayOf(project: Project, p: Pair, findings: number): Way {
  const servers = ['server', 'server-template'].flatMap((k) => p.to.lines(k)), names = servers.slice(0, 3).map((l) => project.lex(l.text).tokens[1]?.value ?? '?');
  return {
    id: p.id, sign: p.sign, tone: p.tone, findings,
    frontend: { name: nameOf(p.from), at: spotOf(project, p.from.header!) }, backend: { name: nameOf(p.to), at: spotOf(project, p.to.header!) },
    binds: p.from.lines('bind').map((l) => project.lex(l.text).tokens[1]?.value ?? '?'), conditions: p.branches.map(conditionOf).filter((c) => c !== ''),
    servers: servers.length > 3 ? t('{0} and {1} more', names.join(', '), servers.length - 3) : names.join(', '), idle: p.idle?.key ? `${limitText(p.idle)} (${p.idle.key})` : limitText(p.idle),
  };
}
