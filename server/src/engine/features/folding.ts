// What an editor may fold: sections, comment blocks, conditional blocks, runs of statements of one kind.
import { lex } from '../syntax/lexer.ts';
import type { Document } from '../model/document.ts';
import { CONDITIONAL, HEADER, type Line } from '../text/lineTree.ts';

export interface Fold { readonly startLine: number; readonly endLine: number; readonly kind: 'section' | 'comment' | 'conditional' | 'run' }

/** Statements of one kind in a row make a fold from this many lines on. */
const RUN = 5;
const isComment = (line: Line): boolean => /^\s*#/.test(line.text);
const isBlank = (line: Line): boolean => !/\S/.test(line.text);

export function folds(document: Document): Fold[] {
  const out: Fold[] = [], conditionals: number[] = [];
  let section = -1, lastUseful = -1, beforeComment = -1, comment = -1, run = -1, keyword = '', n = 0;
  const close = (end: number): void => {
    if (section >= 0 && end > section) out.push({ startLine: section, endLine: end, kind: 'section' });
  };
  const endComment = (): void => { if (comment >= 0 && n - 1 > comment) out.push({ startLine: comment, endLine: n - 1, kind: 'comment' }); comment = -1; };
  const endRun = (): void => { if (run >= 0 && n - run >= RUN) out.push({ startLine: run, endLine: n - 1, kind: 'run' }); run = -1; keyword = ''; };
  for (const line of document.tree.slice()) {
    const commented = isComment(line);
    if (commented) { if (comment < 0) { comment = n; beforeComment = lastUseful; } } else endComment();
    if (line.keyword === '' || line.keyword !== keyword) { endRun(); if (line.keyword !== '') { run = n; keyword = line.keyword; } }
    if (line.flags & HEADER) {
      // comments right above a header belong to it, not to the section before
      const ownComment = n > 0 && isComment(document.tree.at(n - 1));
      close(ownComment ? beforeComment : lastUseful);
      section = n;
    } else if (line.flags & CONDITIONAL) {
      const word = lex(line.text).tokens[0]?.value;
      if (word !== '.if') { const start = conditionals.pop(); if (start !== undefined && n - 1 > start) out.push({ startLine: start, endLine: n - 1, kind: 'conditional' }); }
      if (word !== '.endif') conditionals.push(n);
    }
    if (!isBlank(line)) lastUseful = n;
    n++;
  }
  endComment(); endRun(); close(lastUseful);
  return out.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}
