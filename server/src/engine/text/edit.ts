// Turns text and LSP content changes into lines of a LineTree. Positions are UTF-16; \n, \r\n and a lone \r end a line.
import { type Eol, Line, type LineTree, type Range } from './lineTree.ts';

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
/** What one content change asks for: `count` lines from number `at` on give way to `added`. */
export interface LineChange { at: number; count: number; added: Line[] }

/** Plans one LSP content change without touching the tree; a change without a range replaces the whole text. Positions outside are clamped. */
export function planChange(tree: LineTree, change: TextChange): LineChange {
  const past = tree.lineCount - 1;
  if (!change.range) return trim(tree, { at: 0, count: past + 1, added: splitLines(change.text) });
  let { start, end } = change.range;
  if (start.line > end.line || (start.line === end.line && start.character > end.character)) [start, end] = [end, start];
  let from = Math.max(0, Math.min(start.line, past));
  const to = Math.max(from, Math.min(end.line, past));
  const first = tree.at(from), last = tree.at(to);
  let head = start.line > past ? first.text : first.text.slice(0, Math.max(0, start.character));
  const tail = (end.line > past ? '' : last.text.slice(Math.max(0, end.character))) + last.eol;
  // "\r" and "\n" that come to stand together are one line end: take the line above in.
  if (from > 0 && head === '') {
    const above = tree.at(from - 1);
    if (above.eol === '\r' && (change.text + tail).startsWith('\n')) { from--; head = above.text + above.eol; }
  }
  const added = splitLines(head + change.text + tail);
  // The text ended with the line end of the last replaced line: the empty rest behind it is not a line of ours.
  if (last.eol !== '' && added.length > 1) added.pop();
  return trim(tree, { at: from, count: to - from + 1, added });
}

/** Leaves out lines that stay the same at both ends of a large replacement, so that a formatter's edit costs what it changes. */
function trim(tree: LineTree, c: LineChange): LineChange {
  if (c.count < 8) return c;
  const same = (a: Line, b: Line | undefined): boolean => b !== undefined && a.text === b.text && a.eol === b.eol;
  let skip = 0;
  for (const l of tree.slice(c.at, c.at + c.count)) { if (skip >= c.added.length || !same(l, c.added[skip])) break; skip++; }
  let keep = 0;
  const most = Math.min(c.count, c.added.length) - skip;
  for (let l: Line | null = tree.at(c.at + c.count - 1); l && keep < most && same(l, c.added[c.added.length - 1 - keep]); l = tree.before(l)) keep++;
  return { at: c.at + skip, count: c.count - skip - keep, added: c.added.slice(skip, c.added.length - keep) };
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
