// A proposal, as plain data. Documentation is fetched when somebody looks at it.
export type ItemKind = 'section' | 'keyword' | 'option' | 'value' | 'action' | 'fetch' | 'converter' | 'acl' | 'name' | 'operator' | 'alias' | 'snippet' | 'header' | 'variable';

export interface Item {
  readonly label: string;
  readonly kind: ItemKind;
  /** Short text beside the label. */
  readonly detail: string;
  /** Text to insert; a snippet (LSP syntax) when `snippet`. */
  readonly insert: string;
  readonly snippet: boolean;
  /** Columns that it replaces. */
  readonly start: number;
  readonly end: number;
  /** Small numbers first; what fits here and is common comes first. */
  readonly rank: number;
  readonly deprecated: boolean;
  /** Key of the hover text, or ''. */
  readonly prose: string;
}

/** Text that stands for itself in a snippet. */
export const literal = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
