// A section and what is indexed in it. Holds lines, never line numbers.
import type { Line } from '../text/lineTree.ts';
import type { Document } from './document.ts';
import type { SectionKind } from './keyword.ts';
import type { NameKind } from './names.ts';

/** Where a name is declared and where it is used; a line stands once for each mention. */
export interface NameEntry { readonly declared: Line[]; readonly used: Line[] }

export class Section {
  readonly document: Document;
  /** Null for what stands above the first header. */
  header: Line | null;
  kind: SectionKind;
  name: string | null = null;
  /** Name behind `from`, if any. */
  from: string | null = null;
  /** Lines by keyword, in order. */
  readonly byKeyword = new Map<string, Line[]>();
  /** ACLs and servers of this section; key `kind name`. */
  readonly names = new Map<string, NameEntry>();
  /** Lines that steer a template: what else the section holds is not known. */
  opaque = 0;
  /** Findings of section rules, kept by the rules floor. */
  findings: unknown = null;
  constructor(document: Document, header: Line | null, kind: SectionKind) { this.document = document; this.header = header; this.kind = kind; }

  lines(keyword: string): readonly Line[] { return this.byKeyword.get(keyword) ?? NO_LINES; }
  local(kind: NameKind, name: string): NameEntry | undefined { return this.names.get(`${kind} ${name}`); }
}
const NO_LINES: readonly Line[] = [];
