// Growing selections: word, statement, run, section, file.
import { columnIn } from '../syntax/lexer.ts';
import type { Document } from '../model/document.ts';
import type { Project } from '../model/project.ts';
import { parseSample } from '../syntax/sample.ts';
import type { Position, Range } from '../text/lineTree.ts';
import { lastLineOf } from './extent.ts';

/** Ranges around the position, from the smallest to the largest, each inside the next. */
export function selections(project: Project, document: Document, position: Position): Range[] {
  const { tree } = document, n = Math.max(0, Math.min(position.line, tree.lineCount - 1)), line = tree.at(n), out: Range[] = [];
  const on = (a: number, b: number): Range => ({ start: { line: n, character: a }, end: { line: n, character: b } });
  const lines = (a: number, b: number): Range => ({ start: { line: a, character: 0 }, end: { line: b, character: tree.at(b).text.length } });
  const { tokens, comment } = project.lex(line.text), c = Math.min(position.character, line.text.length);
  const token = tokens.find((x) => c >= x.start && c <= x.end);
  if (token) {
    const sample = parseSample(token.value), parts = [sample.fetch, ...sample.converters];
    if (parts.length > 1 || sample.fetch.args) for (const p of parts) {
      const a = columnIn(line.text, token, p.start), b = columnIn(line.text, token, p.end);
      if (c < a || c > b) continue;
      for (const arg of p.args ?? []) { const x = columnIn(line.text, token, arg.start), y = columnIn(line.text, token, arg.end); if (c >= x && c <= y) out.push(on(x, y)); }
      const name = columnIn(line.text, token, p.start + p.name.length);
      if (c <= name) out.push(on(a, name));
      out.push(on(a, b));
    }
    const quote = line.text[token.start];
    if ((quote === '"' || quote === "'") && line.text[token.end - 1] === quote && token.end - token.start > 1) out.push(on(token.start + 1, token.end - 1));
    out.push(on(token.start, token.end));
  } else if (comment >= 0 && c >= comment) out.push(on(comment, line.text.length));
  if (tokens.length) out.push(on(tokens[0]!.start, tokens[tokens.length - 1]!.end));
  out.push(on(0, line.text.length));
  const section = document.sectionOf(line), from = section.header ? tree.numberOf(section.header) : 0;
  out.push(lines(from, Math.max(lastLineOf(document, section), n)), lines(0, tree.lineCount - 1));
  // each must hold the one before, and differ from it
  const kept: Range[] = [], size = (r: Range): number => (r.end.line - r.start.line) * 1e7 + r.end.character - r.start.character;
  for (const r of out.sort((a, b) => size(a) - size(b))) {
    const p = kept[kept.length - 1];
    if (!p || (before(r.start, p.start) && before(p.end, r.end) && size(r) > size(p))) kept.push(r);
  }
  return kept;
}
const before = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);
