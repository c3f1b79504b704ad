// A section and what is indexed in it. Holds lines, never line numbers.
import type { Line } from '../text/lineTree.ts';
import type { Document } from './document.ts';
import type { SectionKind } from './keyword.ts';
import type { NameKind } from './names.ts';

/** Where a name is declared and where it is used; a line stands once for each mention. */
export interface NameEntry { declared: Line[]; used: Line[] }

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
  /** Some server's name was declared twice here at some time. */
  repeated = false;
  /** Lines that steer a template: what else the section holds is not known. */
  opaque = 0;
  /** Findings of section rules, kept by the rules floor. */
  findings: unknown = null;
  /** Grows when a line of the section comes, goes or changes. */
  stamp = 0;
  /** The `defaults` it inherits, as found in the project's `frame`. */
  parent: Section | null = null;
  parentFrame = -1;
  /** Its mode, likewise (`modeOf`). */
  mode: string | null = null;
  modeFrame = -1;
  private kept: Map<string, { readonly stamp: number; readonly value: unknown }> | null = null;
  constructor(document: Document, header: Line | null, kind: SectionKind) {
    this.document = document;
    this.header = header;
    this.kind = kind;
    if (header) document.headed.set(header, this);
  }

  /** Computes once between two changes of the section: for what its own lines say, and nothing else. */
  remember<T>(key: string, compute: () => T): T {
    const known = this.kept?.get(key);
    if (known?.stamp === this.stamp) return known.value as T;
    const value = compute();
    (this.kept ??= new Map()).set(key, { stamp: this.stamp, value });
    return value;
  }

  lines(keyword: string): readonly Line[] { return this.byKeyword.get(keyword) ?? NO_LINES; }
  local(kind: NameKind, name: string): NameEntry | undefined { return this.names.get(`${kind} ${name}`); }
}
const NO_LINES: readonly Line[] = [];
