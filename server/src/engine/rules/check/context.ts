// One statement under check: its words, where it stands, and where problems go. Checkers are functions over this.
import { excused } from '../../language/custom.ts';
import { isFirstRelease, type Version } from '../../language/version.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Severity } from '../../model/settings.ts';
import { ENV, EXPANDS, type Token } from '../../syntax/lexer.ts';
import type { Args, Found, LineUnit, Rule, StatementRule, View } from '../rule.ts';

/** Columns in the statement's line. */
export interface Span { readonly start: number; readonly end: number }
export type Checker = (c: Check) => void;

export class Check {
  readonly unit: LineUnit;
  readonly project: Project;
  readonly version: Version;
  /** What came with a later release of the version's branch is not there. */
  readonly first: boolean;
  readonly section: Section;
  /** Kind of the section: 'global', 'defaults', 'frontend', … */
  readonly kind: string;
  /** The raw text of the line. */
  readonly text: string;
  /** The words, without `no`/`default` in front. `words[0]` is the keyword's first word. */
  readonly words: readonly Token[];
  readonly prefix: 'no' | 'default' | null;
  /** The first word that may become several. */
  private readonly expands: number;
  readonly found: (Found & { readonly rule: Rule })[] = [];

  constructor(unit: LineUnit, view: View) {
    this.unit = unit;
    this.project = view.project;
    this.version = view.project.settings.version;
    this.first = isFirstRelease(this.version, view.project.settings.release);
    this.section = unit.section;
    this.kind = unit.section.kind;
    this.text = unit.line.text;
    const { tokens } = unit.statement, first = tokens[0]?.value;
    this.prefix = (first === 'no' || first === 'default') && tokens.length > 1 ? first : null; // alone it is the keyword, as for headIndex
    this.words = this.prefix ? tokens.slice(1) : tokens;
    const expands = this.words.findIndex((w) => w.flags & EXPANDS);
    this.expands = expands < 0 ? Number.POSITIVE_INFINITY : expands;
  }

  /** Word `i`, '' where the line has none. */
  value(i: number): string { return this.words[i]?.value ?? ''; }
  has(i: number): boolean { return i < this.words.length; }
  /** The word depends on the environment (or on a word before it that may become several): do not judge it. */
  unknown(i: number): boolean {
    return i > this.expands || ((this.words[i]?.flags ?? 0) & (ENV | EXPANDS)) !== 0;
  }
  /** From word `i` (to word `k`), or the whole statement where there is no such word. */
  span(i: number, k = i): Span {
    const a = this.words[i], b = this.words[Math.min(k, this.words.length - 1)];
    return a && b ? { start: a.start, end: b.end } : this.whole();
  }
  whole(): Span {
    const { tokens } = this.unit.statement;
    return { start: tokens[0]?.start ?? 0, end: tokens[tokens.length - 1]?.end ?? this.text.length };
  }

  report<A extends Args>(rule: StatementRule<A>, at: Span, args: A, severity?: Severity): void {
    if (rule.id.startsWith('unknown-') && excused(this.project.settings.custom, rule.id, String(args.word ?? args.name ?? ''))) return;
    this.found.push({ rule, line: this.unit.line, start: at.start, end: Math.max(at.end, at.start + 1), args, ...(severity ? { severity } : {}) });
  }
}
