// Turns text and LSP content changes into lines of a LineTree. Positions are UTF-16; \n, \r\n and a lone \r end a line.
import { type Eol, Line, LineTree, type Range } from './lineTree.ts';

/** Splits text into lines. The last line has no end; an empty text is one empty line. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0, cr = text.indexOf('\r'), lf = text.indexOf('\n');
  while (cr >= 0 || lf >= 0) {
    let end: number, eol: Eol;
    if (lf >= 0 && (cr < 0 || lf < cr)) { end = lf; eol = '\n'; }
    else { end = cr; eol = cr + 1 === lf ? '\r\n' : '\r'; }
    lines.push(new Line(text.slice(from, end), eol));
    from = end + eol.length;
    if (cr >= 0 && cr < from) cr = text.indexOf('\r', from);
    if (lf >= 0 && lf < from) lf = text.indexOf('\n', from);
  }
  lines.push(new Line(text.slice(from), ''));
  return lines;
}

export interface TextChange { readonly range?: Range; readonly text: string }
/** What one content change did: `removed` lines left, `added` lines stand from number `at` on. */
export interface LineChange { readonly at: number; readonly removed: Line[]; readonly added: Line[] }

/** Applies one LSP content change; a change without a range replaces the whole text. Positions outside are clamped. */
export function applyChange(tree: LineTree, change: TextChange): LineChange {
  if (!change.range) {
    const added = splitLines(change.text);
    return { at: 0, removed: tree.splice(0, tree.lineCount, added), added };
  }
  let { start, end } = change.range;
  if (start.line > end.line || (start.line === end.line && start.character > end.character)) [start, end] = [end, start];
  const past = tree.lineCount - 1;
  let from = Math.max(0, Math.min(start.line, past));
  let to = Math.max(from, Math.min(end.line, past));
  const first = tree.at(from), last = tree.at(to);
  const head = start.line > past ? first.text : first.text.slice(0, Math.max(0, start.character));
  let tail = end.line > past ? '' : last.text.slice(Math.max(0, end.character));
  let lead = head;
  // "\r" + "\n" that come to stand together are one line end: take the neighbour in.
  if (from > 0 && lead === '' && (change.text + tail).startsWith('\n')) {
    const above = tree.at(from - 1);
    if (above.eol === '\r') { from--; lead = above.text + '\r'; }
  }
  if (lead === '' && from > 0 && change.text === '' && tail === '' && last.eol === '\n') {
    const above = tree.at(from - 1);
    if (above.eol === '\r') { from--; lead = above.text + '\r'; }
  }
  tail += last.eol;
  const added = splitLines(lead + change.text + tail);
  // The text ended with a line end that belongs to the last replaced line: the empty rest is not a line of ours.
  if (last.eol !== '' && added.length > 1) added.pop();
  return { at: from, removed: tree.splice(from, to - from + 1, added), added };
}

/** The text from one position to another (the whole text without arguments). */
export function textOf(tree: LineTree, range?: Range): string {
  if (!range) { let out = ''; for (const l of tree.slice()) out += l.text + l.eol; return out; }
  if (range.start.line === range.end.line) return tree.at(range.start.line).text.slice(range.start.character, range.end.character);
  const parts: string[] = [];
  let n = range.start.line;
  for (const l of tree.slice(range.start.line, range.end.line + 1)) {
    parts.push(n === range.start.line ? l.text.slice(range.start.character) + l.eol : n === range.end.line ? l.text.slice(0, range.end.character) : l.text + l.eol);
    n++;
  }
  return parts.join('');
}
