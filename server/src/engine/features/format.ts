// Formatting: indentation, trailing blanks, optionally the columns between words. The words themselves, their quotes and the
// comments stay; lines never move.
import { lex, type Statement } from '../syntax/lexer.ts';
import type { Document } from '../model/document.ts';
import { CONDITIONAL, HEADER, type Line } from '../text/lineTree.ts';
import type { TextEdit } from './edits.ts';

export interface FormatOptions {
  /** One level of indentation: blanks or a tab. */
  readonly indent: string;
  /** `keep` what stands between words, `single` blank, or `align` the words of neighbouring statements of one kind. */
  readonly columns: 'keep' | 'single' | 'align';
  /** Whole documents only: end the last line. */
  readonly finalNewline: boolean;
}
export const DEFAULT_FORMAT: FormatOptions = { indent: '    ', columns: 'keep', finalNewline: true };

/** Edits that format lines `from` to `to` (both included). */
export function format(document: Document, options: FormatOptions, from = 0, to = document.tree.lineCount - 1): TextEdit[] {
  const { tree } = document, out: TextEdit[] = [], last = Math.min(to, tree.lineCount - 1), first = Math.max(0, from);
  if (first > last) return out;
  let depth = depthAbove(document, tree.at(first)), n = first, group: { line: Line; n: number; s: Statement; indent: string }[] = [];
  const known = new Map<Line, number>();
  const outside: Outside = (header) => { let d = known.get(header); if (d === undefined) known.set(header, d = depthAbove(document, header)); return d; };
  const flush = (): void => {
    const widths = options.columns === 'align' && group.length > 1 ? widthsOf(group.map((g) => ({ text: g.line.text, s: g.s }))) : null;
    for (const g of group) put(g.n, g.line.text, g.indent + body(g.line.text, g.s, options.columns, widths));
    group = [];
  };
  const put = (line: number, was: string, now: string): void => {
    if (was === now) return;
    // the smallest edit: cursors and folds beside it stay
    let a = 0, b = 0;
    while (a < was.length && a < now.length && was[a] === now[a]) a++;
    while (b < was.length - a && b < now.length - a && was[was.length - 1 - b] === now[now.length - 1 - b]) b++;
    out.push({ range: { start: { line, character: a }, end: { line, character: was.length - b } }, newText: now.slice(a, now.length - b) });
  };
  for (const line of tree.slice(first, last + 1)) {
    const s = lex(line.text);
    if (s.error || opaque(document, line)) flush(); // half-typed or a template: leave it alone
    else if (s.tokens.length === 0) {
      flush();
      const blank = s.comment < 0;
      put(n, line.text, blank ? '' : indentFor(document, line, depth, options.indent, outside) + line.text.slice(s.comment).trimEnd());
    } else if (line.flags & CONDITIONAL) {
      flush();
      const word = s.tokens[0]!.value;
      if (word !== '.if') depth = Math.max(0, depth - 1);
      put(n, line.text, (word !== '.if' && aroundSections(document, line, depth, outside) ? '' : indentFor(document, line, depth, options.indent, outside)) + body(line.text, s, options.columns, null));
      if (word !== '.endif') depth++;
    } else {
      const prev = group[group.length - 1], indent = line.flags & HEADER ? '' : options.indent.repeat(1 + depthInSection(document, line, depth, outside));
      if (prev && prev.line.keyword !== line.keyword) flush();
      group.push({ line, n, s, indent });
      if (options.columns !== 'align') flush();
    }
    n++;
  }
  flush();
  if (options.finalNewline && last === tree.lineCount - 1 && tree.at(last).text.trim() !== '') {
    const line = tree.at(last), eol = tree.before(line)?.eol || '\n';
    out.push({ range: { start: { line: last, character: line.text.length }, end: { line: last, character: line.text.length } }, newText: eol });
  }
  return out;
}

const opaque = (document: Document, line: Line): boolean => document.template && /\{\{|\{%|\{#|<%|%\}|#\}|%>/.test(line.text);

/** Words and comment of a statement, without indentation. */
function body(text: string, s: Statement, columns: FormatOptions['columns'], widths: readonly number[] | null): string {
  const { tokens, comment } = s, end = tokens[tokens.length - 1]!.end;
  let out = '';
  if (columns === 'keep') out = text.slice(tokens[0]!.start, end);
  else tokens.forEach((t, i) => {
    const raw = text.slice(t.start, t.end);
    out += i === tokens.length - 1 ? raw : widths && i < widths.length ? raw.padEnd(widths[i]!) + ' ' : `${raw} `;
  });
  if (comment >= 0) out += (columns === 'keep' ? text.slice(end, comment) || ' ' : '  ') + text.slice(comment).trimEnd();
  return out;
}

/** Widths of the words that neighbours share: keyword, name, address. Options behind them differ too much to line up. */
function widthsOf(group: readonly { readonly text: string; readonly s: Statement }[]): number[] {
  const most = Math.min(3, ...group.map((g) => g.s.tokens.length - 1)), out: number[] = [];
  for (let i = 0; i < most; i++) out.push(Math.max(...group.map((g) => g.s.tokens[i]!.end - g.s.tokens[i]!.start)));
  return out;
}

/** Depth of `.if` nesting at a header. */
type Outside = (header: Line) => number;

/** Depth of `.if` nesting at a line. */
function depthAbove(document: Document, line: Line): number {
  const above = document.tree.conditionalsAbove(line);
  let depth = 0, k = 0;
  if (above > 0) for (const l of document.tree.conditionals()) {
    if (k++ >= above) break;
    const word = lex(l.text).tokens[0]?.value;
    if (word === '.if') depth++; else if (word === '.endif' && depth > 0) depth--;
  }
  return depth;
}

/** Whether the block of this `.else` or `.endif` was opened above the section: its `.if` stands at the margin, and so does it. */
function aroundSections(document: Document, line: Line, depth: number, outside: Outside): boolean {
  const { header } = document.sectionOf(line);
  return header !== null && outside(header) > depth;
}

/** Blocks around whole sections do not indent the statements in them. */
function depthInSection(document: Document, line: Line, depth: number, outside: Outside): number {
  if (depth === 0) return 0;
  const { header } = document.sectionOf(line);
  return Math.max(0, depth - (header ? outside(header) : 0));
}

/** Comments and `.if` lines stand where the statement below them stands. */
function indentFor(document: Document, line: Line, depth: number, indent: string, outside: Outside): string {
  let next = document.tree.after(line);
  for (let k = 0; next && k < 1000; k++, next = document.tree.after(next)) {
    if (next.flags & HEADER) return '';
    if (next.flags & CONDITIONAL || next.keyword !== '') break;
  }
  if (!document.sectionOf(line).header) return '';
  return indent.repeat(1 + depthInSection(document, line, depth, outside));
}
