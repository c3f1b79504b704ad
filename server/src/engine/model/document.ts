// One file: its line tree and its ordered sections. The project indexes it; nobody else writes here.
import { splitLines } from '../text/edit.ts';
import { HEADER, type Line, LineTree } from '../text/lineTree.ts';
import { DEFAULT_VERSION, type Version } from '../language/version.ts';
import { isTemplateName } from '../syntax/template.ts';
import type { ConditionalState } from './conditionals.ts';
import type { Drawn } from './drawn.ts';
import { classify } from './keyword.ts';
import type { Section } from './section.ts';

export class Document {
  readonly uri: string;
  version: number;
  tree: LineTree;
  /** sections[0] is what stands above the first header; sections[i + 1] belongs to the i-th header. */
  sections: Section[] = [];
  /** Sections by their headers. */
  readonly headed = new Map<Line, Section>();
  /** Grows whenever what a client would be shown about the document may have changed. */
  revision = 0;
  /** Place in the project, as in `-f a -f b`. */
  order = 0;
  /** Kept by `conditionals`; null when a conditional line changed. */
  conditionals: ConditionalState | null = null;
  /** What changed since a client was shown semantic tokens; null: nobody was, or too much did. */
  drawn: Drawn | null = null;
  /** The HAProxy version that the project's settings select. */
  target: Version = DEFAULT_VERSION;
  /** Another program fills the file in: lines may hold template marks. */
  readonly template: boolean;
  /** Lines with a `haproxy-ws:` comment that sets something for the file. */
  readonly pragmas = new Set<Line>();
  /** Lines whose findings changed since they were last reported. */
  readonly touched = new Set<Line>();
  /** Lines with a `haproxy-ws-ignore` comment. */
  readonly ignoring = new Set<Line>();

  constructor(uri: string, version: number, text: string) {
    this.uri = uri; this.version = version; this.template = isTemplateName(uri);
    const lines = splitLines(text);
    for (let i = 0; i < lines.length; i++) { const l = lines[i]!; l.flags = classify(l.text); }
    this.tree = new LineTree(lines);
  }

  /** The section that the line belongs to; a header belongs to the section it opens. */
  sectionOf(line: Line): Section {
    if (line.flags & HEADER) { const own = this.headed.get(line); if (own) return own; }
    const n = this.tree.headersAbove(line) + (line.flags & HEADER ? 1 : 0);
    return this.sections[n] ?? this.sections[0]!;
  }
  /** Position of the section in `sections`. */
  indexOf(section: Section): number { return section.header ? this.tree.headersAbove(section.header) + 1 : 0; }
  /** The line that follows the section's last line, or null at the end of the document. */
  endOf(section: Section): Line | null { return this.sections[this.indexOf(section) + 1]?.header ?? null; }

  /** Lines of a section, header first. */
  *linesOf(section: Section): Iterable<Line> {
    const end = this.endOf(section);
    for (let l = section.header ?? this.tree.at(0); l && l !== end;) { yield l; const next = this.tree.after(l); if (!next) break; l = next; }
  }
}
