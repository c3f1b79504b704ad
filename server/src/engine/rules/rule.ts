// What a rule is. A rule never prints, never counts lines, never looks at settings of the user except through `view`.
import type { Statement } from '../syntax/lexer.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import type { Mention } from '../model/shape.ts';
import type { Severity } from '../model/settings.ts';
import type { Document } from '../model/document.ts';
import type { Line } from '../text/lineTree.ts';

export type Args = Readonly<Record<string, string | number | boolean>>;

/** Columns of a line. Lines have identity, so an anchor stays right while other lines come and go. */
export interface Anchor { readonly line: Line; readonly start: number; readonly end: number }
/** `document` is that of the anchor's line; `message` says what the reader sees there. */
export interface Related extends Anchor { readonly document: Document; readonly message: string }

export interface Found<A extends Args = Args> extends Anchor {
  readonly args: A;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
}
export interface Finding extends Found { readonly rule: Rule; readonly document: Document }

/** One change of text: columns `start` to `end` of `line` (to `endLine` where several lines go). */
export type Edit =
  | { readonly kind: 'replace'; readonly document: Document; readonly line: Line; readonly start: number; readonly end: number; readonly text: string }
  /** Whole lines, without line ends, below (or above) the line. */
  | { readonly kind: 'insert'; readonly document: Document; readonly line: Line; readonly where: 'above' | 'below'; readonly lines: readonly string[] }
  | { readonly kind: 'delete'; readonly document: Document; readonly line: Line };

export interface Fix {
  readonly title: string;
  /** Safe: certain to mean what the author meant; `source.fixAll` and `--fix` apply it. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

/** What wakes a rule again, beside the unit itself. Keys are keywords such as `timeout tunnel` or `bind`. */
export interface Reads {
  /** Lines of the same section; `@table`: the stick-tables that its lines use. */
  readonly own?: readonly string[];
  /** Effective values here. */
  readonly settings?: readonly string[];
  /** Who routes here and under which condition; the section's own signs of WebSocket. */
  readonly routes?: boolean;
  /** Lines or effective values of the frontends that route here. */
  readonly sources?: readonly string[];
  /** Lines or effective values of the backends that this frontend routes to, and which ones they are. */
  readonly targets?: readonly string[];
  /** Lines of any `global` section. */
  readonly globals?: readonly string[];
}

interface RuleBase<A extends Args> {
  /** kebab-case, never renamed: settings, comments and doc addresses use it. */
  readonly id: string;
  /** A few words for lists. */
  readonly title: string;
  /** Why it matters: one paragraph for the doc page. */
  readonly why: string;
  readonly severity: Severity;
  /** Where the claim comes from: a row of the evidence page, a section of the manual, an RFC. */
  readonly source: string;
  readonly fix: 'safe' | 'unsafe' | 'none';
  /** HAProxy versions that the rule speaks of, in words; all when absent. */
  readonly versions?: string;
  /** False: the user has to switch it on. */
  readonly enabled?: false;
  readonly reads?: Reads;
  /** How editors may draw it. */
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  message(args: A): string;
  /** Computed when somebody asks. The finding's lines are still in the document. */
  repair?(finding: Found<A> & { readonly document: Document }, view: View): readonly Fix[];
}
export interface LineRule<A extends Args = Args> extends RuleBase<A> {
  readonly unit: 'line';
  /** Keywords of the lines it looks at; a section's word stands for its header. */
  readonly keywords: readonly string[];
  /** The rule can only speak of a line that holds one of these texts; others are passed over unread. */
  readonly mentions?: readonly string[];
  /**
   * Asked once while a document is being read, instead of `check`, which then runs on the few lines it names when all is read.
   * False only where `check` can find nothing, whatever stands elsewhere (what stands above is read already; `anyway` aside).
   */
  may?(at: LineUnit, view: View): boolean;
  /** Other lines that the section holds or inherits may give the rule a reason to look at lines that give none themselves. */
  anyway?(section: Section, view: View, keyword: string): boolean;
  check(at: LineUnit, view: View): Iterable<Found<A>>;
}
export interface SectionRule<A extends Args = Args> extends RuleBase<A> {
  readonly unit: 'section';
  /** Section kinds it looks at. */
  readonly sections: readonly string[];
  /** The rule can only speak of a section that has one of these keywords itself. */
  readonly has?: readonly string[];
  /** The rule speaks only of sections that serve WebSocket; it reads `routes`. */
  readonly webSocket?: true;
  /** A cheap look in front of `check`: false only where that finds nothing. It reads nothing that `check` does not. */
  may?(section: Section, view: View): boolean;
  check(section: Section, view: View): Iterable<Found<A>>;
}
/** What the one pass over a statement (check/) reports: whether HAProxy's parser takes the words. */
export interface StatementRule<A extends Args = Args> extends RuleBase<A> {
  readonly unit: 'statement';
}
/** The pass itself: runs once per line and reports for every StatementRule. */
export interface StatementCheck {
  check(unit: LineUnit, view: View): readonly (Found & { readonly rule: Rule })[];
}
// biome-ignore lint/suspicious/noExplicitAny: a list of rules holds rules of every argument type
export type Rule = LineRule<any> | SectionRule<any> | StatementRule<any>;

export interface LineUnit { readonly document: Document; readonly section: Section; readonly line: Line; readonly statement: Statement; /** Names on the line, while it is being read. */ readonly uses?: readonly Mention[] | undefined }
export interface View { readonly project: Project }

/** Nothing found, said without making anything. */
export const NOTHING: readonly never[] = [];

export const lineRule = <A extends Args>(rule: Omit<LineRule<A>, 'unit'>): LineRule<A> => ({ unit: 'line', ...rule });
export const sectionRule = <A extends Args>(rule: Omit<SectionRule<A>, 'unit'>): SectionRule<A> => ({ unit: 'section', ...rule });
export const statementRule = <A extends Args>(rule: Omit<StatementRule<A>, 'unit'>): StatementRule<A> => ({ unit: 'statement', ...rule });
