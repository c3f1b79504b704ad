// Runs rules where something they read has moved, and keeps what they found. Turns the model's facets into
// (rule, unit) pairs; the pairs wait in a queue that can be worked off in slices.
import type { ChangeSink } from '../model/change.ts';
import { isDead } from '../model/conditionals.ts';
import type { Document } from '../model/document.ts';
import type { NameUse } from '../model/names.ts';
import type { Project, Reader } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import type { Mention } from '../model/shape.ts';
import type { Statement } from '../syntax/lexer.ts';
import { HEADER, type Line, MARKED } from '../text/lineTree.ts';
import { webSocketOf } from '../model/webSocket.ts';
import { same } from './equal.ts';
import { type Finding, type Found, type LineRule, type LineUnit, NOTHING, type Rule, type SectionRule, type StatementCheck, type View } from './rule.ts';

/** What is kept on a line: what the pass over statements and its own rules found, and every finding anchored on it. */
interface LineData { checked: Finding[]; own: Finding[]; anchored: readonly Finding[] }
type SectionFindings = Map<SectionRule, Finding[]>;

/** No word at all; a lone quote is one, and empty. */
const BLANK = /^[\s\ufeff]*(?:#|$)/;
const NONE: Finding[] = [], NO_RULES: readonly Asked[] = [];
/** Bits of `Line.flags` that the tree does not count: which rules may speak of the line, as found while it was read. */
const NOTED = 1 << 8, FIRST_BIT = 9, MOST_BITS = 21, OTHER_BITS = ~(~0 << 8);

/** A section rule as the first sweep asks it: records of one make, whatever the rule has. */
interface Asked { readonly rule: SectionRule; readonly webSocket: boolean; readonly several: boolean; readonly optional: boolean; readonly may: SectionRule['may'] | null }
const asked = (rule: SectionRule): Asked => ({ rule, webSocket: rule.webSocket ?? false, several: (rule.has?.length ?? 0) > 1, optional: rule.enabled === false, may: rule.may ?? null });

/** What is asked of a line while it is read, for each rule of its keyword. */
interface Look { readonly mentions: readonly string[] | null; readonly may: LineRule['may'] | null }

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => { const l = map.get(key); if (l) l.push(value); else map.set(key, [value]); };

export class Scheduler implements ChangeSink, Reader {
  readonly inheritedKeys: ReadonlySet<string>;
  readonly sourceKeys: ReadonlySet<string>;
  readonly targetKeys: ReadonlySet<string>;
  readonly globalKeys: ReadonlySet<string>;
  private readonly project: Project;
  private readonly view: View;
  private readonly lineRules = new Map<string, LineRule[]>();
  private readonly statements: StatementCheck | null;
  private readonly sectionRules: SectionRule[] = [];
  /** Section rules by kind: those to ask always, and those to ask when the section has a keyword. */
  private readonly ofKind = new Map<string, { readonly always: readonly Asked[]; readonly serving: readonly Asked[]; readonly having: ReadonlyMap<string, readonly Asked[]> }>();
  private readonly looks = new Map<string, readonly Look[]>();
  private anyways: ReadonlySet<readonly LineRule[]> | null = null;
  private readonly byOwn = new Map<string, Rule[]>();
  private readonly bySetting = new Map<string, Rule[]>();
  private readonly bySource = new Map<string, Rule[]>();
  private readonly byTarget = new Map<string, Rule[]>();
  private readonly byRoutes: Rule[] = [];
  /** Lines to look at, with the rules that have a reason to; null: all of them, and the statement. */
  private readonly lines = new Map<Line, { readonly document: Document; readonly rules: Set<LineRule> | null }>();
  private readonly sections = new Map<Section, Set<SectionRule>>();
  private sweep: Generator<void, void, void> | null = null;

  constructor(project: Project, rules: readonly Rule[], statements: StatementCheck | null = null) {
    this.project = project;
    this.statements = statements;
    this.view = { project };
    for (const rule of rules) {
      if (rule.unit === 'section') this.sectionRules.push(rule);
      else if (rule.unit === 'line') for (const k of rule.keywords) push(this.lineRules, k, rule);
      const r = rule.reads ?? {};
      for (const k of r.own ?? []) push(this.byOwn, k, rule);
      for (const k of r.settings ?? []) push(this.bySetting, k, rule);
      for (const k of r.sources ?? []) push(this.bySource, k, rule);
      for (const k of r.targets ?? []) push(this.byTarget, k, rule);
      if (r.targets) push(this.byTarget, '*', rule);
      if (r.routes) this.byRoutes.push(rule);
    }
    this.inheritedKeys = new Set([...this.bySetting.keys(), ...this.bySource.keys(), ...this.byTarget.keys()].filter((k) => k !== '*'));
    this.sourceKeys = new Set(this.bySource.keys());
    this.targetKeys = new Set(this.byTarget.keys());
    this.globalKeys = new Set(rules.flatMap((r) => r.reads?.globals ?? []));
  }

  // ---- facets ----

  own(section: Section, keyword: string): void { this.wake(this.byOwn.get(keyword), section); }
  setting(section: Section, key: string): void { this.wake(this.bySetting.get(key), section); }
  routes(section: Section): void { this.wake(this.byRoutes, section); }
  source(section: Section, key: string): void { this.wake(this.bySource.get(key), section); }
  target(section: Section, key: string): void { this.wake(this.byTarget.get(key), section); }
  line(document: Document, line: Line): void { line.flags &= ~NOTED; this.lines.set(line, { document, rules: null }); }
  opened(section: Section): void { this.wake(this.sectionRules, section); }
  everything(): void { this.sweep = this.sweepAll(); }
  /** The first look at a document whose statements were checked while it was read. */
  first(): void { this.sweep = this.sweepNoted(); }

  /** Checks a statement while its document is being read: its words are at hand, and it needs nothing else. */
  read(document: Document, section: Section, line: Line, statement: Statement, uses: readonly NameUse[]): number {
    const unit: LineUnit = { document, section, line, statement, uses };
    if (this.statements && (statement.tokens.length > 0 || (line.eol === '' && line.text !== ''))) this.runStatement(unit);
    const clean = line.data === null, may = this.reasonsOn(unit);
    this.again(line, may);
    // of a line that HAProxy skips nothing was found out
    return clean && !line.keyword.startsWith('.') && !isDead(document, line) ? may : -1;
  }
  again(line: Line, noted: number): void { line.flags = (line.flags & OTHER_BITS) | NOTED | (noted << FIRST_BIT); }
  alike(document: Document, section: Section, line: Line, mentions: readonly Mention[]): void { this.again(line, this.reasonsOn(new Unit(this.project, document, section, line, mentions))); }

  /** A bit for each rule that may speak of the line. */
  private reasonsOn(unit: LineUnit): number {
    const { line } = unit, keyword = line.flags & HEADER ? unit.section.kind : line.keyword;
    let looks = this.looks.get(keyword);
    if (!looks) this.looks.set(keyword, looks = (this.lineRules.get(keyword) ?? []).slice(0, MOST_BITS).map((r): Look => ({ mentions: r.mentions ?? null, may: r.may ?? null })));
    let may = 0;
    for (let i = 0; i < looks.length; i++) {
      const look = looks[i]!;
      if (look.mentions ? mentioned(look.mentions, line.text) : look.may ? look.may(unit, this.view) : true) may |= 1 << i;
    }
    return may;
  }

  gone(document: Document, line: Line): void {
    this.lines.delete(line);
    const data = line.data as LineData | null;
    if (!data) return;
    // the line is on its way out: only what stands elsewhere has to be taken off
    this.keep(document, data.checked, []);
    this.keep(document, data.own, []);
    line.data = null;
  }

  closed(section: Section): void {
    this.sections.delete(section);
    for (const list of (section.findings as SectionFindings | null)?.values() ?? []) this.keep(section.document, list, []);
    section.findings = null;
  }

  private wake(rules: readonly Rule[] | undefined, section: Section): void {
    if (!rules) return;
    for (const rule of rules) {
      if (rule.unit === 'statement') continue;
      if (rule.unit === 'line') {
        for (const k of rule.keywords) for (const l of section.lines(k)) {
          const waiting = this.lines.get(l);
          if (l.flags & NOTED) { // not looked at yet, and now no longer by the first sweep
            l.flags &= ~NOTED;
            this.lines.set(l, { document: section.document, rules: null });
          } else if (waiting) waiting.rules?.add(rule);
          else this.lines.set(l, { document: section.document, rules: new Set([rule]) });
        }
        continue;
      }
      if (!rule.sections.includes(section.kind)) continue;
      let set = this.sections.get(section);
      if (!set) { set = new Set(); this.sections.set(section, set); }
      set.add(rule);
    }
  }

  // ---- work ----

  get idle(): boolean { return this.lines.size === 0 && this.sections.size === 0 && this.sweep === null; }

  /** Works until nothing is left or `pause` says so (asked after each piece of work). True when nothing is left. */
  run(pause: () => boolean = () => false): boolean {
    for (let n = 1; !this.idle; n++) {
      this.step();
      if ((n & 15) === 0 && pause()) break;
    }
    return this.idle;
  }

  private step(): void {
    for (const [line, { document, rules }] of this.lines) { this.lines.delete(line); if (line.leaf) this.runLine(document, line, undefined, rules === null, rules); return; }
    for (const [section, rules] of this.sections) {
      this.sections.delete(section);
      for (const rule of rules) this.runSection(section, rule);
      return;
    }
    if (this.sweep?.next().done) this.sweep = null;
  }

  private *sweepAll(): Generator<void, void, void> {
    for (const document of [...this.project.documents]) {
      let line: Line | null = document.tree.at(0), section = document.sections[0]!, index = 0, epoch = this.project.epoch, n = 0;
      this.runSections(section);
      while (line) {
        this.lines.delete(line);
        if (epoch !== this.project.epoch) { // an edit in between moved lines: find the place again
          epoch = this.project.epoch;
          section = document.sectionOf(line);
          index = document.indexOf(section);
          if (line.flags & HEADER) this.runSections(section);
        } else if (line.flags & HEADER) {
          section = document.sections[++index] ?? section;
          this.runSections(section);
        }
        this.runLine(document, line, section);
        if ((++n & 7) === 0 || line.flags & HEADER) yield;
        // an edit took the line away: from the top again, as nothing tells which lines below were seen
        if (line.leaf) line = document.tree.after(line);
        else { line = document.tree.at(0); epoch = -1; }
      }
    }
  }

  /** Section by section: the rules that had a reason to look again when a line was read. What an edit touches meanwhile waits in the queue. */
  private *sweepNoted(): Generator<void, void, void> {
    const anyways = this.anyways ??= new Set([...this.lineRules.values()].filter((rules) => rules.some((r) => r.anyway)));
    let n = 0;
    for (const document of [...this.project.documents]) for (const section of [...document.sections]) {
      const { header } = section;
      if (header && !header.leaf) continue;
      this.runSections(section);
      if (header && header.flags & NOTED) this.runNoted(document, header, section, this.lineRules.get(section.kind), 0);
      for (const keyword of section.byKeyword.keys()) {
        const rules = this.lineRules.get(keyword);
        if (!rules) continue;
        const lines = section.lines(keyword);
        let anyway = 0;
        if (anyways.has(rules)) rules.forEach((r, i) => { if (r.anyway?.(section, this.view, keyword)) anyway |= 1 << i; });
        // an edit may come where this yields: the lines of a long list are then others
        for (const line of lines.length > 64 ? [...lines] : lines) {
          if (line.flags & NOTED && line.leaf) this.runNoted(document, line, section, rules, anyway);
          if ((++n & 63) === 0 && lines.length > 64) yield;
        }
      }
      yield;
    }
  }

  private runSections(section: Section): void {
    if (section.findings !== null) { for (const rule of this.sectionRules) if (rule.sections.includes(section.kind)) this.runSection(section, rule); return; }
    let rules = this.ofKind.get(section.kind);
    if (!rules) {
      const mine = this.sectionRules.filter((r) => r.sections.includes(section.kind)).map(asked), having = new Map<string, Asked[]>();
      for (const x of mine) for (const k of x.rule.has ?? []) push(having, k, x);
      this.ofKind.set(section.kind, rules = { always: mine.filter((x) => !x.rule.has && !x.webSocket), serving: mine.filter((x) => !x.rule.has && x.webSocket), having });
    }
    if (section.header && isDead(section.document, section.header)) return; // and nothing is kept of it
    const webSocket = webSocketOf(this.project, section) !== null, seen = new Set<Asked>();
    const { always, serving } = rules;
    for (let i = 0; i < always.length; i++) this.ask(section, always[i]!);
    if (webSocket) for (let i = 0; i < serving.length; i++) this.ask(section, serving[i]!);
    for (const keyword of section.byKeyword.keys()) for (const x of rules.having.get(keyword) ?? NO_RULES) {
      if (x.webSocket && !webSocket) continue;
      if (x.several) { if (seen.has(x)) continue; seen.add(x); }
      this.ask(section, x);
    }
  }

  private ask(section: Section, { rule, may, optional }: Asked): void {
    if ((optional && this.isOff(rule)) || (may && !may(section, this.view))) return;
    this.project.meter.ruleRuns++;
    const list = rule.check(section, this.view) as Iterable<Found>;
    if (list === NOTHING) return;
    let now = NONE;
    for (const f of list) { if (now === NONE) now = []; now.push({ ...f, rule, document: section.document }); }
    if (now === NONE) return;
    this.keep(section.document, NONE, now);
    ((section.findings ??= new Map()) as SectionFindings).set(rule, now);
  }

  /** @param anyway bits of the rules that other lines of the section give a reason */
  private runNoted(document: Document, line: Line, section: Section, rules: readonly LineRule[] | undefined, anyway: number): void {
    const wanted = (line.flags >>> FIRST_BIT) | anyway;
    line.flags &= OTHER_BITS;
    if (!rules || (wanted === 0 && rules.length <= MOST_BITS)) return;
    let unit: Unit | null = null, found = NONE;
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i]!;
      if ((i < MOST_BITS && (wanted & (1 << i)) === 0) || this.isOff(rule)) continue;
      if (!unit) { if (isDead(document, line)) return; unit = new Unit(this.project, document, section, line); }
      this.project.meter.ruleRuns++;
      const list = rule.check(unit, this.view) as Iterable<Found>;
      if (list !== NOTHING) for (const f of list) { if (found === NONE) found = []; found.push({ ...f, rule, document }); }
    }
    if (found !== NONE) this.settle(document, 'own', found, line);
  }

  private runLine(document: Document, line: Line, at?: Section, statements = true, only: ReadonlySet<LineRule> | null = null): void {
    const blank = line.keyword === '' && (line.flags & HEADER) === 0 && (line.eol !== '' || line.text === '') && BLANK.test(line.text);
    const section = at ?? document.sectionOf(line), data = line.data as LineData | null;
    if (blank || isDead(document, line)) {
      if (data?.checked.length) this.settle(document, 'checked', [], line);
      if (data?.own.length) this.settle(document, 'own', [], line);
      return;
    }
    const unit = new Unit(this.project, document, section, line);
    if (statements && this.statements) this.runStatement(unit);
    const rules = this.lineRules.get(line.flags & HEADER ? section.kind : line.keyword), found: Finding[] = [];
    for (const rule of rules ?? []) {
      if (only && !only.has(rule)) { for (const f of data?.own ?? []) if (f.rule === rule) found.push(f); continue; }
      if (this.isOff(rule) || (rule.mentions && !mentioned(rule.mentions, line.text))) continue;
      this.project.meter.ruleRuns++;
      for (const f of rule.check(unit, this.view) as Iterable<Found>) found.push({ ...f, rule, document });
    }
    if (found.length || data?.own.length) this.settle(document, 'own', found, line);
  }

  private runStatement(unit: LineUnit): void {
    const { document, line } = unit, data = line.data as LineData | null;
    this.project.meter.ruleRuns++;
    const found = isDead(document, line) ? [] : this.statements!.check(unit, this.view);
    if (found.length || data?.checked.length) this.settle(document, 'checked', found.map((f) => ({ ...f, document })), line);
  }

  private settle(document: Document, list: 'checked' | 'own', now: Finding[], line: Line): void {
    const was = (line.data as LineData | null)?.[list] ?? [];
    if (same(was, now)) return;
    this.keep(document, was, now);
    dataOf(line)[list] = now;
  }

  /** A rule that nobody switched on costs nothing. */
  private isOff(rule: Rule): boolean { return rule.enabled === false && this.project.settings.rules[rule.id] === undefined; }

  private runSection(section: Section, rule: SectionRule): void {
    const was = (section.findings as SectionFindings | null)?.get(rule) ?? NONE;
    let now = NONE;
    if (!this.isOff(rule) && (!rule.has || rule.has.some((k) => section.byKeyword.has(k))) && (!rule.webSocket || webSocketOf(this.project, section)) && (!rule.may || rule.may(section, this.view)) && (!section.header || !isDead(section.document, section.header))) {
      this.project.meter.ruleRuns++;
      for (const f of rule.check(section, this.view) as Iterable<Found>) { if (now === NONE) now = []; now.push({ ...f, rule, document: section.document }); }
    }
    if ((was === NONE && now === NONE) || same(was, now)) return;
    this.keep(section.document, was, now);
    const kept = (section.findings ??= new Map()) as SectionFindings;
    if (now.length) kept.set(rule, now); else kept.delete(rule);
  }

  /** Moves findings on their anchor lines and counts the document's revision on. */
  private keep(document: Document, was: readonly Finding[], now: readonly Finding[]): void {
    if (was.length === 0 && now.length === 0) return;
    document.revision++;
    const gone = was.length > 1 ? new Set(was) : null;
    let at: Line | null = null, list: Finding[] = [];
    for (const f of was) {
      if (f.line === at) continue; // those of a line go together
      at = f.line;
      document.touched.add(f.line);
      const data = f.line.data as LineData | null;
      if (!data) continue;
      data.anchored = data.anchored.filter((x) => (gone ? !gone.has(x) : x !== f));
      if (data.anchored.length === 0 && f.line.leaf) document.tree.setFlags(f.line, f.line.flags & ~MARKED);
    }
    at = null;
    for (const f of now) {
      if (f.line === at) { list.push(f); continue; }
      at = f.line;
      document.touched.add(f.line);
      const data = dataOf(f.line);
      data.anchored = list = [...data.anchored, f]; // a new list: who keeps the old one sees that it is old
      if (f.line.leaf) document.tree.setFlags(f.line, f.line.flags | MARKED);
    }
  }
}

function mentioned(words: readonly string[], text: string): boolean {
  for (let i = 0; i < words.length; i++) if (text.includes(words[i]!)) return true;
  return false;
}

function dataOf(line: Line): LineData { return (line.data ??= { checked: [], own: [], anchored: [] }) as LineData; }

/** A line under rules. Its words are read when a rule asks. */
class Unit implements LineUnit {
  readonly document: Document;
  readonly section: Section;
  readonly line: Line;
  private readonly project: Project;
  readonly uses: readonly Mention[] | undefined;
  private words: Statement | null = null;
  constructor(project: Project, document: Document, section: Section, line: Line, uses?: readonly Mention[]) { this.project = project; this.document = document; this.section = section; this.line = line; this.uses = uses; }
  get statement(): Statement { return (this.words ??= this.project.lex(this.line.text)); }
}

/** Findings anchored on the line. */
export const anchoredOn = (line: Line): readonly Finding[] => (line.data as LineData | null)?.anchored ?? [];
