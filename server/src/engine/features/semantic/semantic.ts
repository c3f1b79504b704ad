// Semantic tokens of a document in LSP's numbers: five for each token, places relative to the token before.
import type { Document } from '../../model/document.ts';
import type { Project } from '../../model/project.ts';
import type { Line } from '../../text/lineTree.ts';
import { type LineToken, TYPES } from './legend.ts';
import { tokensOfLine } from './line.ts';

export { MODIFIERS as SEMANTIC_MODIFIERS, TYPES as SEMANTIC_TYPES } from './legend.ts';

/** `start` and `remove` count numbers of the result before, as LSP wants it. */
export interface TokenEdit { readonly start: number; readonly remove: number; readonly data: readonly number[] }

const TYPE = new Map(TYPES.map((t, i) => [t, i]));
const FIVE = 5;

const lineTokens = (project: Project, document: Document, line: Line): LineToken[] =>
  /\S/.test(line.text) ? tokensOfLine(line, document.sectionOf(line), project.lex(line.text), project.settings.version) : [];

/** Writes a line's tokens, the first one `below` lines under the token before. */
function write(out: number[], tokens: readonly LineToken[], below: number): void {
  let line = below, from = 0;
  for (const t of tokens) {
    out.push(line, t.start - from, t.end - t.start, TYPE.get(t.type)!, t.modifiers);
    line = 0; from = t.start;
  }
}

/** All tokens, in pieces of a few hundred lines. From then on the document notes what changes. Do not edit it in between. */
export function* drawAll(project: Project, document: Document, id: number): Generator<void, number[], void> {
  const out: number[] = [];
  let n = 0, last = 0, section = document.sections[0]!, k = 0;
  document.drawn = null;
  for (const line of document.tree.slice()) {
    if (line === document.sections[k + 1]?.header) section = document.sections[++k]!;
    const tokens = /\S/.test(line.text) ? tokensOfLine(line, section, project.lex(line.text), project.settings.version) : [];
    line.tokens = tokens.length;
    if (tokens.length) { write(out, tokens, n - last); last = n; }
    if ((++n & 255) === 0) yield;
  }
  document.tree.recountTokens();
  document.drawn = { id, dirty: new Set(), gone: new Map() };
  return out;
}

/** Tokens of the lines `from` to `to`, both included. */
export function drawLines(project: Project, document: Document, from: number, to: number): number[] {
  const out: number[] = [];
  let n = Math.max(0, from), last = 0;
  for (const line of document.tree.slice(n, to + 1)) {
    const tokens = lineTokens(project, document, line);
    if (tokens.length) { write(out, tokens, n - last); last = n; }
    n++;
  }
  return out;
}

/** What changed since the last showing, which `id` replaces; costs what changed, whatever the size of the file. Null: ask for all. */
export function drawChanges(project: Project, document: Document, since: number, id: number): TokenEdit[] | null {
  const { drawn, tree } = document;
  if (drawn?.id !== since) return null;
  const { dirty, gone } = drawn;
  for (const line of gone.keys()) if (line) dirty.add(line);
  const touched = [...dirty].filter((l) => l.leaf).map((line) => ({ line, number: tree.numberOf(line) })).sort((a, b) => a.number - b.number);

  // where everything stood in what was shown, before the counts change
  interface Place { readonly line: Line; readonly number: number; readonly start: number; readonly remove: number; readonly whole: boolean }
  const places: Place[] = [];
  let lost = 0;
  touched.forEach(({ line, number }, i) => {
    const above = tree.tokensAbove(line), erased = gone.get(line) ?? 0;
    places.push({ line, number, start: above + lost, remove: erased + line.tokens, whole: true });
    lost += erased;
    // the next token counts its lines from one that may have moved
    const next = tree.lineOfToken(above + line.tokens), until = touched[i + 1];
    if (next && !dirty.has(next) && (!until || tree.numberOf(next) < until.number)) places.push({ line: next, number: tree.numberOf(next), start: above + line.tokens + lost, remove: 1, whole: false });
  });
  const rest = gone.get(null) ?? 0;

  const edits: { start: number; remove: number; data: number[] }[] = [];
  const put = (start: number, remove: number, data: number[]): void => {
    const last = edits[edits.length - 1];
    if (last && last.start + last.remove === start * FIVE) { last.remove += remove * FIVE; last.data.push(...data); }
    else if (remove || data.length) edits.push({ start: start * FIVE, remove: remove * FIVE, data });
  };
  const shown = tree.tokenCount + lost;
  for (const p of places) {
    const tokens = lineTokens(project, document, p.line), data: number[] = [], first = tree.tokensAbove(p.line);
    const before = tree.lineOfToken(first - 1), below = p.number - (before ? tree.numberOf(before) : 0);
    if (p.whole) tree.setTokens(p.line, tokens.length);
    write(data, p.whole ? tokens : tokens.slice(0, 1), below);
    put(p.start, p.remove, data);
  }
  if (rest) put(shown, rest, []);
  document.drawn = { id, dirty: new Set(), gone: new Map() };
  return edits.filter((e) => e.remove || e.data.length);
}
