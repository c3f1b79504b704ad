// A proposal, as plain data. Documentation is fetched when somebody looks at it.
export type ItemKind = 'section' | 'keyword' | 'option' | 'value' | 'action' | 'fetch' | 'converter' | 'acl' | 'name' | 'operator' | 'alias' | 'snippet' | 'header' | 'variable' | 'path';

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

interface More { readonly detail?: string; readonly rank?: number; readonly prose?: string; readonly deprecated?: boolean }

/** `written`: what to insert, with placeholders as `snippet.ts` writes them. */
export function item(at: { readonly start: number; readonly end: number }, label: string, kind: ItemKind, written: string, { detail = '', rank = 50, prose = '', deprecated = false }: More = {}): Item {
  const snippet = /\$\{[:|]/.test(written);
  return { label, kind, detail, insert: snippet ? numbered(written) : plain(written), snippet, start: at.start, end: at.end, rank, deprecated, prose };
}

/** Text that stands for itself in a snippet. */
export const literal = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
/** A placeholder; `numbered` counts them. */
export const hole = (text: string): string => `\${:${literal(text)}}`;
/** A placeholder with words to choose from, the first one first. */
export const choice = (words: readonly string[]): string => words.length === 1 ? hole(words[0]!) : `\${|${words.map((w) => w.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;

const plain = (written: string): string => written.replace(/\\([\\$}])/g, '$1');
function numbered(written: string): string {
  let n = 0;
  return written.replace(/\\[\s\S]|\$\{([:|])/g, (all: string, mark?: string) => (mark ? `\${${(n += 1)}${mark}` : all));
}

/** What a snippet inserts when nobody changes a placeholder. */
export const expanded = (i: Item): string => !i.snippet ? i.insert
  : i.insert.replace(/\\([\\$},|])|\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\{\d+\|((?:[^,|\\]|\\.)*)(?:[^|\\]|\\.)*\|\}/g, (_all, escaped?: string, text?: string, first?: string) => escaped ?? (text ?? first ?? '').replace(/\\(.)/g, '$1'));
