// Chains inside one configuration: a server line that connects to a bind line of another proxy. What changes behind that bind may
// be news for the backend in front, two steps away.
import { hasFrontend } from '../model/keyword.ts';
import { listenersOf, listensAt } from '../model/local.ts';
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { leavesUpgrades, mayLeave } from '../model/webSocket.ts';
import type { Line } from '../text/lineTree.ts';
import type { Rule, StatementCheck } from './rule.ts';
import { Scheduler } from './scheduler.ts';

/** In `reads.targets`: something changed at or behind the proxy that a server line of the section connects to. */
export const CHAIN = '@chain';
/** What rules with it read of the frontend there and of its backends. */
const NEWS: ReadonlySet<string> = new Set(['*', 'timeout client', 'timeout tunnel', 'timeout server', 'mode', 'http-request', 'http-response']);

export class ChainScheduler extends Scheduler {
  private readonly chained: Project;
  constructor(project: Project, rules: readonly Rule[], statements: StatementCheck | null = null) { super(project, rules, statements); this.chained = project; }

  override line(document: Document, line: Line): void {
    super.line(document, line);
    if (line.keyword === 'use_backend' || mayLeave(line)) this.rest(document.sectionOf(line), line);
    if (line.keyword !== 'use_backend' || !line.text.includes('!')) return;
    // who polls in front of a WebSocket depends on the rules above
    const section = document.sectionOf(line);
    if (leavesUpgrades(this.chained, section, line.text)) for (const b of this.chained.targets(section)) this.routes(b);
  }
  override setting(section: Section, key: string): void { super.setting(section, key); if (NEWS.has(key)) this.forward(section); if (key === 'disabled') this.neighbours(section); }
  override target(section: Section, key: string): void { super.target(section, key); if (NEWS.has(key)) this.forward(section); }
  override routes(section: Section): void { super.routes(section); this.forward(section); }
  override opened(section: Section): void { super.opened(section); this.forward(section); this.neighbours(section); }

  /** What gets to the default backend depends on what others take. */
  private rest(section: Section, line: Line): void {
    const { chained } = this;
    if (!mayLeave(line) && !chained.lasting('mayLeave', section, () => section.lines('use_backend').some(mayLeave) || section.lines('http-request').some(mayLeave))) return;
    for (const l of section.lines('default_backend')) for (const b of chained.declared('backend', chained.lex(l.text).tokens[1]?.value ?? '')) {
      this.routes(b);
      for (const f of chained.sources(b)) this.target(f, '*');
    }
  }

  /** Other bind lines with an address of this section: what they are told depends on whose it is, and on whether that one is disabled. */
  private neighbours(section: Section): void {
    if (!hasFrontend(section.kind)) return;
    for (const line of section.lines('bind')) for (const address of listenersOf(this.chained.lex(line.text).tokens[1]?.value ?? '')) {
      for (const l of this.chained.names.get(`listener ${address}`)?.declared ?? []) { const d = this.chained.documentOf(l); if (d && l !== line) this.line(d, l); }
    }
  }

  private forward(section: Section): void {
    const { chained } = this;
    if (!hasFrontend(section.kind)) return;
    for (const line of section.lines('bind')) for (const address of listensAt(chained.lex(line.text).tokens[1]?.value ?? '')) {
      for (const l of chained.uses('address', address)) { const s = chained.sectionOf(l); if (s && s !== section) super.target(s, CHAIN); }
    }
  }
}
