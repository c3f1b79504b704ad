// From a rule's edits (lines with identity) to text edits with positions, ready for any client.
import type { Edit } from '../rules/rule.ts';
import type { Range } from '../text/lineTree.ts';

export interface TextEdit { readonly range: Range; readonly newText: string }
/** Edits by document uri, in order of place. */
export type Edits = ReadonlyMap<string, readonly TextEdit[]>;

/** Line end to write: that of the line, else that of a neighbour, else `\n`. */
function eolNear(edit: Edit): string {
  return edit.line.eol || edit.document.tree.before(edit.line)?.eol || '\n';
}

export function toTextEdits(edits: readonly Edit[]): Edits {
  const out = new Map<string, TextEdit[]>();
  for (const e of edits) {
    if (!e.line.leaf) continue;
    const tree = e.document.tree, n = tree.numberOf(e.line);
    const at = (line: number, character: number): { line: number; character: number } => ({ line, character });
    let edit: TextEdit;
    if (e.kind === 'replace') edit = { range: { start: at(n, e.start), end: at(n, e.end) }, newText: e.text };
    else if (e.kind === 'insert') {
      const eol = eolNear(e), text = e.lines.join(eol);
      const where = e.where === 'above' ? at(n, 0) : at(n, e.line.text.length);
      edit = { range: { start: where, end: where }, newText: e.where === 'above' ? text + eol : eol + text };
    } else {
      const last = e.line.eol === '', above = last && n > 0 ? tree.at(n - 1) : null;
      edit = above ? { range: { start: at(n - 1, above.text.length), end: at(n, e.line.text.length) }, newText: '' }
        : { range: { start: at(n, 0), end: last ? at(n, e.line.text.length) : at(n + 1, 0) }, newText: '' };
    }
    const list = out.get(e.document.uri);
    if (list) list.push(edit); else out.set(e.document.uri, [edit]);
  }
  for (const list of out.values()) list.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
  return out;
}
