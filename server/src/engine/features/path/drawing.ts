// What is drawn of the configuration, and what is folded into groups.
import { t } from '../../language/text.ts';
import { isDead } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { connectsTo, listensAt } from '../../model/local.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Sign } from '../../model/webSocket.ts';
import { nameOf } from '../../rules/write.ts';
import type { Line } from '../../text/lineTree.ts';
import { serverLeg } from '../checkup/legs.ts';
import { persistence } from '../checkup/questions.ts';
import type { PathEdge, PathNode, PathView } from './model.ts';
import { bindNode, type Findings, groupNode, ruleNode, sectionNode, serverNode, unknownNode } from './nodes.ts';
import { type Branch, byTrouble, limitText, type Pair, PIECE, type Survey } from './survey.ts';

/** So many of a kind are drawn one by one; of more, the first few and a group for the rest. */
const FEW = { binds: 4, servers: 4, rules: 4, backends: 6, fronts: 8 }, FIRST = 3;

export class Drawing {
  readonly nodes = new Map<string, PathNode>();
  readonly edges: PathEdge[] = [];
  private readonly drawn = new Set<string>();
  /** Of backends that may be folded. */
  private readonly kinds = new Map<Section, string>();
  private readonly pairs: ReadonlyMap<Section, readonly Pair[]>;
  /** Where a branch, a bind or a server is drawn, or the group that hides it. */
  private readonly place = new Map<object, string>();
  private readonly project: Project;
  private readonly all: Survey;
  private readonly findings: Findings;
  private readonly view: PathView;
  private readonly only: boolean;
  private readonly pinned: ReadonlySet<Section>;
  private readonly letters: string;

  constructor(project: Project, all: Survey, findings: Findings, view: PathView, only: boolean, pinned: ReadonlySet<Section>) {
    this.project = project; this.all = all; this.findings = findings; this.view = view; this.only = only; this.pinned = pinned;
    this.letters = view.find.trim().toLowerCase();
    const byFront = new Map<Section, Pair[]>();
    for (const p of all.pairs) { const list = byFront.get(p.from); if (list) list.push(p); else byFront.set(p.from, [p]); }
    this.pairs = byFront;
  }

  /** What takes long, in pieces; before `draw`. */
  *prepare(): Generator<void, void, void> {
    for (const from of this.all.fronts) {
      const targets = new Map<Section, Branch>();
      for (const b of this.branches(from)) if (b.to && !targets.has(b.to)) targets.set(b.to, b);
      if (targets.size <= FEW.backends) continue;
      let n = 0;
      for (const [to, b] of targets) {
        if (++n % PIECE === 0) yield;
        if (to !== from && this.all.pairsTo.get(to)?.length === 1) this.kinds.set(to, this.kindOf(to, b));
      }
    }
  }

  /** @returns the frontends that the view asks for */
  draw(): ReadonlySet<Section> {
    const { all, view } = this, fronts = all.fronts.filter((s) => (view.frontend === null || all.id(s) === view.frontend) && this.branches(s).length + (this.only || this.letters ? 0 : 1) > 0);
    const { shown, hidden } = this.few('more frontends', fronts, FEW.fronts, (s) => this.pinned.has(s));
    for (const s of shown) this.front(s);
    if (hidden.length) this.add(groupNode(this.project, 'more frontends', 'frontend', hidden.length, t('{0} more', hidden.length)));
    if (view.frontend === null && !this.only) this.strays();
    this.chains(shown);
    return new Set(fronts);
  }

  /** The nodes of a way. */
  through(p: Pair): string[] {
    const out = new Set<string>();
    const put = (id: string | undefined): void => { if (id !== undefined && this.nodes.has(id)) out.add(id); };
    for (const l of p.from.lines('bind')) put(this.place.get(l));
    put(this.all.id(p.from));
    for (const b of p.branches) { put(this.place.get(b)); put(b.id); }
    put(this.place.get(p.to) ?? this.all.id(p.to));
    for (const k of ['server', 'server-template']) for (const l of p.to.lines(k)) put(this.place.get(l) ?? this.place.get(p.to)?.replace(/backend$/, 'server'));
    return [...out];
  }

  wanted(p: Pair): boolean { return this.letters === '' || p.branches.some((b) => this.fits(b)); }

  private fits(b: Branch): boolean {
    const has = (text: string | null | undefined): boolean => text?.toLowerCase().includes(this.letters) === true;
    return has(b.from.name) || has(b.to?.name) || has(b.route?.line.text) || b.from.lines('bind').some((l) => has(l.text)) || (b.to?.lines('server').some((l) => has(l.text)) ?? false);
  }

  /** What the view asks for of a frontend. A rule of which only the running HAProxy knows where it leads may take WebSockets. */
  private branches(from: Section): readonly Branch[] {
    const list = this.all.branches.get(from) ?? [];
    if (!this.only && this.letters === '') return list;
    const signed = !this.only || list.some((b) => b.sign);
    return list.filter((b) => (!this.only || b.sign !== null || (signed && b.route !== null && b.route.backend === null)) && (this.letters === '' || this.fits(b)));
  }

  private few<T>(group: string, list: readonly T[], most: number, pin: (x: T) => boolean = () => false): { readonly shown: readonly T[]; readonly hidden: readonly T[] } {
    if (list.length <= most) return { shown: list, hidden: [] };
    const n = FIRST + (this.view.expanded[group] ?? 0), shown: T[] = [], hidden: T[] = [];
    for (const [i, x] of list.entries()) (i < n || pin(x) ? shown : hidden).push(x);
    return hidden.length === 1 ? { shown: list, hidden: [] } : { shown, hidden };
  }

  private add(node: PathNode): string { if (!this.nodes.has(node.id)) this.nodes.set(node.id, node); return node.id; }
  private join(from: string, to: string, sign: Sign | null, unknown = false): void {
    const key = `${from}\n${to}`;
    if (this.drawn.has(key)) return;
    this.drawn.add(key);
    this.edges.push({ from, to, sign, unknown });
  }

  private front(s: Section): void {
    const { project, all, findings } = this, id = all.id(s), list = this.branches(s), pairs = this.pairs.get(s) ?? [], worst = [...pairs].sort(byTrouble)[0], way = worst?.id ?? null;
    const own = pairs.filter((p) => p.to === s), node = sectionNode(project, findings, id, s, own, all.webSocket), sign = list.reduce<Sign | null>((a, b) => (a === 'strong' ? a : b.sign ?? a), null);
    this.add({ ...node, sign, way });
    const binds = s.lines('bind').filter((l) => !isDead(s.document, l)), { shown, hidden } = this.few(`${id} binds`, binds, FEW.binds, (l) => this.atCursor(s, l));
    for (const l of shown) {
      const bind = bindNode(project, findings, `${id} bind ${binds.indexOf(l) + 1}`, s, l);
      this.place.set(l, bind.id);
      this.join(this.add({ ...bind, sign, way }), id, sign);
    }
    if (hidden.length) {
      const group = this.add(groupNode(project, `${id} binds`, 'bind', hidden.length, t('{0} more', hidden.length), { sign, way, findings: hidden.flatMap((l) => findings.byLine.get(l) ?? []) }));
      for (const l of hidden) this.place.set(l, group);
      this.join(group, id, sign);
    }
    this.targets(s, id, list);
  }

  /** Rules and what stands behind them; backends alike that nobody else uses are folded. */
  private targets(from: Section, id: string, list: readonly Branch[]): void {
    const byTarget = new Map<Section, Branch[]>(), kinds = new Map<string, Section[]>(), folded = new Map<Section, string>();
    for (const b of list) if (b.to) { const known = byTarget.get(b.to); if (known) known.push(b); else byTarget.set(b.to, [b]); }
    if (byTarget.size > FEW.backends) for (const to of byTarget.keys()) {
      const kind = this.kinds.get(to);
      if (kind === undefined) continue;
      const known = kinds.get(kind);
      if (known) known.push(to); else kinds.set(kind, [to]);
    }
    const groups: { readonly group: string; readonly hidden: readonly Section[] }[] = [];
    for (const [, alike] of kinds) {
      const group = `${id} alike ${groups.length + 1}`, { hidden } = this.few(group, alike, FEW.backends, (s) => this.pinned.has(s));
      if (hidden.length) { groups.push({ group, hidden }); for (const s of hidden) folded.set(s, group); }
    }
    for (const b of list) {
      if (b.to && folded.has(b.to)) { this.place.set(b, `${folded.get(b.to)} rule`); continue; }
      if (b.to) { if (byTarget.get(b.to)![0] === b) this.rules(from, id, b.to, byTarget.get(b.to)!); } else if (b.route) {
        this.join(id, this.add(ruleNode(this.project, this.findings, b)), b.sign, b.route.backend === null);
        this.join(b.id, this.add(unknownNode(this.project, b)), null, b.route.backend === null);
      }
    }
    for (const { group, hidden } of groups) this.fold(id, group, hidden, byTarget);
  }

  /** What makes backends look the same. */
  private kindOf(to: Section, through: Branch): string {
    const { project } = this, pair = this.all.pairsTo.get(to)![0]!, server = to.lines('server')[0];
    return [pair.sign, pair.tone, limitText(pair.idle), modeOf(project, to), persistence(project, to)?.by, server && serverLeg(project, to, server, project.lex(server.text).tokens).tags.join(), through.perhaps,
      [...new Set((this.findings.bySection.get(to) ?? []).map((f) => f.rule))].sort().join()].join('|');
  }

  private fold(id: string, group: string, hidden: readonly Section[], byTarget: ReadonlyMap<Section, readonly Branch[]>): void {
    const first = this.all.pairsTo.get(hidden[0]!)![0]!, { sign } = first, way = first.id, servers = hidden.flatMap((s) => s.lines('server')), alike = sectionNode(this.project, this.findings, '', hidden[0]!, [first], this.all.webSocket);
    const findings = hidden.flatMap((s) => this.findings.bySection.get(s) ?? []), rules = hidden.reduce((n, s) => n + byTarget.get(s)!.length, 0);
    const rule = this.add(groupNode(this.project, `${group} rule`, 'rule', rules, t('{0} more', rules), { sign, way }));
    const backend = this.add(groupNode(this.project, `${group} backend`, 'backend', hidden.length, t('{0} more like {1}', hidden.length, hidden[0]!.name ?? '?'), { sign, way, facts: alike.facts, findings }));
    for (const s of hidden) this.place.set(s, backend);
    this.join(id, rule, sign);
    this.join(rule, backend, sign);
    if (servers.length) this.join(backend, this.add(groupNode(this.project, `${group} server`, 'server', servers.length, t('{0} more', servers.length), { sign, way, tags: serverLeg(this.project, hidden[0]!, servers[0]!, this.project.lex(servers[0]!.text).tokens).tags })), sign);
  }

  private rules(from: Section, id: string, to: Section, through: readonly Branch[]): void {
    const group = `${id} > ${this.all.id(to)}`, { shown, hidden } = this.few(group, through, FEW.rules, (b) => b.route !== null && this.atCursor(from, b.route.line)), target = this.backend(to);
    for (const b of shown) {
      // a listen without rules leads straight to its servers
      if (to === from && !b.route && !from.lines('use_backend').length) continue;
      this.join(id, this.add({ ...ruleNode(this.project, this.findings, b), way: group }), b.sign);
      if (to !== from) this.join(b.id, target, b.sign);
    }
    if (hidden.length) {
      const sign = hidden.some((b) => b.sign === 'strong') ? 'strong' : hidden.find((b) => b.sign)?.sign ?? null;
      this.add(groupNode(this.project, group, 'rule', hidden.length, t('{0} more', hidden.length), { sign, way: group, findings: hidden.flatMap((b) => (b.route && this.findings.byLine.get(b.route.line)) ?? []) }));
      for (const b of hidden) this.place.set(b, group);
      this.join(id, group, sign);
      this.join(group, target, sign);
    }
    if (to === from) for (const k of this.serversOf(to)) this.join(through.some((b) => this.nodes.has(b.id)) ? through[0]!.id : id, k.id, k.sign);
  }

  private readonly serverNodes = new Map<Section, { readonly id: string; readonly sign: Sign | null }[]>();
  /** The backend's node, with its servers. */
  private backend(s: Section): string {
    const id = this.all.id(s), pairs = [...(this.all.pairsTo.get(s) ?? [])];
    if (!hasFrontend(s.kind)) {
      if (this.nodes.has(id)) return id;
      this.add({ ...sectionNode(this.project, this.findings, id, s, pairs, this.all.webSocket), way: pairs.sort(byTrouble)[0]?.id ?? null });
      for (const k of this.serversOf(s)) this.join(id, k.id, k.sign);
    } else if (!this.nodes.has(id)) this.front(s);
    return id;
  }

  private serversOf(s: Section): readonly { readonly id: string; readonly sign: Sign | null }[] {
    const known = this.serverNodes.get(s);
    if (known) return known;
    const id = this.all.id(s), pairs = [...(this.all.pairsTo.get(s) ?? [])].sort(byTrouble), way = pairs[0]?.id ?? null, sign = pairs[0]?.sign ?? null, out: { id: string; sign: Sign | null }[] = [];
    this.serverNodes.set(s, out);
    const lines = ['server', 'server-template'].flatMap((k) => s.lines(k)).filter((l) => !isDead(s.document, l)), { shown, hidden } = this.few(`${id} servers`, lines, FEW.servers, (l) => this.atCursor(s, l));
    for (const l of shown) {
      const server = serverNode(this.project, this.findings, `${id} server ${lines.indexOf(l) + 1}`, s, l);
      this.place.set(l, server.id);
      this.add({ ...server, sign, way });
      out.push({ id: server.id, sign });
    }
    if (hidden.length) {
      const group = this.add(groupNode(this.project, `${id} servers`, 'server', hidden.length, t('{0} more', hidden.length), { sign, way, findings: hidden.flatMap((l) => this.findings.byLine.get(l) ?? []) }));
      for (const l of hidden) this.place.set(l, group);
      out.push({ id: group, sign });
    }
    return out;
  }

  /** Backends that no rule names: a map or Lua may choose them, or nobody does. */
  private strays(): void {
    const rest = this.all.backs.filter((s) => !hasFrontend(s.kind) && !this.all.pairsTo.has(s) && (s.lines('server').length > 0 || s.lines('server-template').length > 0) && (this.letters === '' || nameOf(s).toLowerCase().includes(this.letters)));
    const dynamic = [...this.all.branches.values()].flat().filter((b) => b.route !== null && b.route.backend === null && this.nodes.has(`${b.id} target`)), { shown, hidden } = this.few('more backends', rest, FEW.backends, (s) => this.pinned.has(s));
    const joined = (id: string): void => { for (const b of dynamic) this.join(`${b.id} target`, id, null, true); };
    for (const s of shown) joined(this.backend(s));
    if (hidden.length) joined(this.add(groupNode(this.project, 'more backends', 'backend', hidden.length, t('{0} more like {1}', hidden.length, hidden[0]!.name ?? '?'))));
  }

  /** Servers that are proxies of the same configuration. */
  private chains(fronts: readonly Section[]): void {
    const at = new Map<string, string>();
    for (const s of fronts) for (const l of s.lines('bind')) { const id = this.place.get(l); if (id !== undefined) for (const a of listensAt(this.project.lex(l.text).tokens[1]?.value ?? '')) at.set(a, id); }
    for (const s of this.serverNodes.keys()) for (const l of s.lines('server')) {
      const address = connectsTo(this.project.lex(l.text).tokens[2]?.value ?? ''), bind = address === null ? undefined : at.get(address), from = this.place.get(l);
      if (bind !== undefined && from !== undefined) this.join(from, bind, this.nodes.get(from)?.sign ?? null);
    }
  }

  private atCursor(s: Section, line: Line): boolean {
    const { at } = this.view;
    return at !== null && at.uri === s.document.uri && at.line < s.document.tree.lineCount && s.document.tree.at(at.line) === line;
  }
}
