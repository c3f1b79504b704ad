// Owns the text of one document as a counted tree of lines. Knows nothing about HAProxy's language:
// lines carry flag bits that the floors below set, and the tree only counts them.

/** A position: zero-based line and zero-based UTF-16 code unit, as in LSP. */
export interface Position { readonly line: number; readonly character: number }
export interface Range { readonly start: Position; readonly end: Position }
export type Eol = '' | '\n' | '\r\n' | '\r';

/** Bits that the tree counts, so that "the n-th header" and "marked lines only" cost O(log n). */
export const HEADER = 1;
export const CONDITIONAL = 2;
export const MARKED = 4;
const COUNTED = HEADER | CONDITIONAL | MARKED;

const LEAF_MAX = 64;
const NODE_MAX = 32;

/** One physical line. It has identity and no number: ask `lineNumber`. `data` belongs to the floors below. */
export class Line {
  text: string;
  eol: Eol;
  flags = 0;
  leaf: Leaf | null = null;
  /** How many semantic tokens the line had when a client was shown them last; 0 when nobody asked. */
  tokens = 0;
  /** First word (or fixed words) of the statement; '' for blanks and comments. Set by `model`. */
  keyword = '';
  /** What `model` and `rules` keep about the line; null until it has been indexed. */
  data: unknown = null;
  constructor(text: string, eol: Eol) { this.text = text; this.eol = eol; }
}

interface Counts { lines: number; headers: number; conditionals: number; marked: number; tokens: number }
export interface Leaf extends Counts { readonly kind: 0; parent: Node | null; items: Line[] }
interface Node extends Counts { readonly kind: 1; parent: Node | null; items: (Leaf | Node)[] }
type Tree = Leaf | Node;

const newLeaf = (items: Line[]): Leaf => ({ kind: 0, parent: null, items, lines: 0, headers: 0, conditionals: 0, marked: 0, tokens: 0 });
const newNode = (items: Tree[]): Node => ({ kind: 1, parent: null, items, lines: 0, headers: 0, conditionals: 0, marked: 0, tokens: 0 });

function recount(t: Tree): void {
  let lines = 0, headers = 0, conditionals = 0, marked = 0, tokens = 0;
  if (t.kind === 0) {
    const { items } = t;
    lines = items.length;
    for (let i = 0; i < lines; i++) {
      const l = items[i]!;
      tokens += l.tokens;
      const f = l.flags & COUNTED;
      if (f === 0) continue;
      if (f & HEADER) headers++;
      if (f & CONDITIONAL) conditionals++;
      if (f & MARKED) marked++;
    }
  } else for (const c of t.items) { lines += c.lines; headers += c.headers; conditionals += c.conditionals; marked += c.marked; tokens += c.tokens; }
  t.lines = lines; t.headers = headers; t.conditionals = conditionals; t.marked = marked; t.tokens = tokens;
}

function countTokens(t: Tree): number {
  let n = 0;
  if (t.kind === 0) for (const l of t.items) n += l.tokens;
  else for (const c of t.items) n += countTokens(c);
  return (t.tokens = n);
}

function adopt(t: Tree): void {
  // loops by index: this is done for every line of a file that is opened
  if (t.kind === 0) { const { items } = t; for (let i = 0; i < items.length; i++) items[i]!.leaf = t; }
  else for (const c of t.items) c.parent = t;
}

export class LineTree {
  private root: Tree;

  constructor(lines: Line[]) { this.root = build(lines); }

  get lineCount(): number { return this.root.lines; }
  get headerCount(): number { return this.root.headers; }
  get conditionalCount(): number { return this.root.conditionals; }
  get markedCount(): number { return this.root.marked; }

  /** The line with this number; clamped to the document. */
  at(number: number): Line {
    let n = Math.max(0, Math.min(number, this.root.lines - 1)), t = this.root;
    while (t.kind === 1) {
      let next: Tree | undefined;
      for (const c of t.items) { if (n < c.lines) { next = c; break; } n -= c.lines; }
      t = next ?? t.items[t.items.length - 1]!;
    }
    return t.items[Math.min(n, t.items.length - 1)]!;
  }

  /** Zero-based number of the line; -1 when the line has left the document. */
  numberOf(line: Line): number { return rank(line, 'lines'); }
  /** How many section headers stand strictly above the line. */
  headersAbove(line: Line): number { return rank(line, 'headers'); }
  conditionalsAbove(line: Line): number { return rank(line, 'conditionals'); }

  /** Semantic tokens of all lines as they were shown last, and of those strictly above one. */
  get tokenCount(): number { return this.root.tokens; }
  tokensAbove(line: Line): number { return rank(line, 'tokens'); }
  setTokens(line: Line, tokens: number): void {
    const by = tokens - line.tokens;
    line.tokens = tokens;
    if (by) for (let t: Tree | null = line.leaf; t; t = t.parent) t.tokens += by;
  }
  /** After `tokens` of lines was written to directly. */
  recountTokens(): void { countTokens(this.root); }
  /** The line that holds the n-th token (from 0), or null. */
  lineOfToken(n: number): Line | null {
    if (n < 0 || n >= this.root.tokens) return null;
    let t = this.root;
    while (t.kind === 1) for (const c of t.items) { if (n < c.tokens) { t = c; break; } n -= c.tokens; }
    for (const l of t.items) { if (n < l.tokens) return l; n -= l.tokens; }
    return null;
  }

  /** The n-th line (from 0) that bears the counted flag; null beyond the last. */
  nth(flag: typeof HEADER | typeof CONDITIONAL | typeof MARKED, n: number): Line | null {
    const key = flag === HEADER ? 'headers' : flag === CONDITIONAL ? 'conditionals' : 'marked';
    if (n < 0 || n >= this.root[key]) return null;
    let t = this.root;
    while (t.kind === 1) {
      let next: Tree | undefined;
      for (const c of t.items) { if (n < c[key]) { next = c; break; } n -= c[key]; }
      if (!next) return null;
      t = next;
    }
    for (const l of t.items) if (l.flags & flag && n-- === 0) return l;
    return null;
  }

  /** Lines that bear MARKED, in order, visiting only the branches that have some. */
  marked(): Iterable<Line> { return walk(this.root, MARKED, 'marked'); }
  conditionals(): Iterable<Line> { return walk(this.root, CONDITIONAL, 'conditionals'); }
  headers(): Iterable<Line> { return walk(this.root, HEADER, 'headers'); }

  /** Lines from number `from` to before `to`, in order. */
  *slice(from = 0, to = this.root.lines): Iterable<Line> {
    if (from >= to || from >= this.root.lines) return;
    let line: Line | null = this.at(from);
    for (let n = from; n < to && line; n++) { yield line; line = after(line); }
  }

  /** All lines, in order. */
  all(): Line[] {
    const out: Line[] = [], gather = (t: Tree): void => { if (t.kind === 1) { for (const c of t.items) gather(c); return; } const { items } = t; for (let i = 0; i < items.length; i++) out.push(items[i]!); };
    gather(this.root);
    return out;
  }

  /** Whether the line stands in this tree. */
  holds(line: Line): boolean { let t: Tree | null = line.leaf; while (t?.parent) t = t.parent; return t === this.root; }

  /** The line below, or null at the end. */
  after(line: Line): Line | null { return after(line); }
  before(line: Line): Line | null { return before(line); }

  setFlags(line: Line, flags: number): void {
    const old = line.flags & COUNTED, now = flags & COUNTED;
    line.flags = flags;
    if (old === now) return;
    const h = +!!(now & HEADER) - +!!(old & HEADER), c = +!!(now & CONDITIONAL) - +!!(old & CONDITIONAL), m = +!!(now & MARKED) - +!!(old & MARKED);
    for (let t: Tree | null = line.leaf; t; t = t.parent) { t.headers += h; t.conditionals += c; t.marked += m; }
  }

  /** Replaces `remove` lines from number `at` on by `insert`. Untouched lines keep their identity. */
  splice(at: number, remove: number, insert: readonly Line[]): Line[] {
    if (remove + insert.length > 2048 && (remove + insert.length) * 4 > this.root.lines) {
      const all = this.all();
      const gone = all.slice(at, at + remove);
      for (const l of gone) l.leaf = null;
      this.root = build([...all.slice(0, at), ...insert, ...all.slice(at + remove)]);
      return gone;
    }
    const gone: Line[] = [];
    let anchor: Line | null = at > 0 ? this.at(at - 1) : null;
    for (let i = 0; i < remove; i++) {
      const line: Line | null = anchor ? after(anchor) : this.at(0);
      if (!line) break;
      gone.push(line);
      this.remove(line);
    }
    for (const line of insert) { this.insertAfter(anchor, line); anchor = line; }
    return gone;
  }

  private insertAfter(anchor: Line | null, line: Line): void {
    let leaf: Leaf;
    if (anchor?.leaf) { leaf = anchor.leaf; leaf.items.splice(leaf.items.indexOf(anchor) + 1, 0, line); }
    else {
      let t = this.root;
      while (t.kind === 1) t = t.items[0]!;
      leaf = t;
      leaf.items.unshift(line);
    }
    line.leaf = leaf;
    this.bump(leaf, line, 1);
    if (leaf.items.length > LEAF_MAX) this.split(leaf);
  }

  private remove(line: Line): void {
    const leaf = line.leaf!;
    leaf.items.splice(leaf.items.indexOf(line), 1);
    line.leaf = null;
    this.bump(leaf, line, -1);
    if (leaf.items.length === 0) this.drop(leaf);
  }

  private bump(leaf: Leaf, line: Line, by: 1 | -1): void {
    const f = line.flags, h = f & HEADER ? by : 0, c = f & CONDITIONAL ? by : 0, m = f & MARKED ? by : 0;
    const k = line.tokens * by;
    for (let t: Tree | null = leaf; t; t = t.parent) { t.lines += by; t.headers += h; t.conditionals += c; t.marked += m; t.tokens += k; }
  }

  private split(t: Tree): void {
    const half = t.items.length >> 1;
    const right: Tree = t.kind === 0 ? newLeaf(t.items.splice(half)) : newNode(t.items.splice(half));
    adopt(right); recount(right); recount(t);
    const parent = t.parent;
    if (!parent) { const root = newNode([t, right]); adopt(root); recount(root); this.root = root; return; }
    right.parent = parent;
    parent.items.splice(parent.items.indexOf(t) + 1, 0, right);
    if (parent.items.length > NODE_MAX) this.split(parent);
  }

  private drop(t: Tree): void {
    const parent = t.parent;
    if (!parent) return; // the last leaf stays, even empty
    parent.items.splice(parent.items.indexOf(t), 1);
    t.parent = null;
    if (parent.items.length === 0) this.drop(parent);
    else if (parent === this.root && parent.items.length === 1) { this.root = parent.items[0]!; this.root.parent = null; }
  }
}

function build(lines: Line[]): Tree {
  let level: Tree[] = [];
  const fill = LEAF_MAX * 3 >> 2; // room for edits before the first split
  for (let i = 0; i < lines.length; i += fill) { const l = newLeaf(lines.slice(i, i + fill)); adopt(l); recount(l); level.push(l); }
  if (level.length === 0) level.push(newLeaf([]));
  while (level.length > 1) {
    const up: Tree[] = [];
    for (let i = 0; i < level.length; i += NODE_MAX >> 1) { const n = newNode(level.slice(i, i + (NODE_MAX >> 1))); adopt(n); recount(n); up.push(n); }
    level = up;
  }
  return level[0]!;
}

function rank(line: Line, key: 'lines' | 'headers' | 'conditionals' | 'tokens'): number {
  const leaf = line.leaf;
  if (!leaf) return -1;
  let n = 0;
  if (key === 'lines') n = leaf.items.indexOf(line);
  else if (key === 'tokens') for (const l of leaf.items) { if (l === line) break; n += l.tokens; }
  else { const flag = key === 'headers' ? HEADER : CONDITIONAL; for (const l of leaf.items) { if (l === line) break; if (l.flags & flag) n++; } }
  for (let t: Tree = leaf; t.parent; t = t.parent) for (const c of t.parent.items) { if (c === t) break; n += c[key]; }
  return n;
}

function after(line: Line): Line | null {
  const leaf = line.leaf;
  if (!leaf) return null;
  const i = leaf.items.indexOf(line);
  if (i + 1 < leaf.items.length) return leaf.items[i + 1]!;
  for (let t: Tree = leaf; t.parent; t = t.parent) {
    const k = t.parent.items.indexOf(t) + 1;
    if (k < t.parent.items.length) { let d: Tree = t.parent.items[k]!; while (d.kind === 1) d = d.items[0]!; return d.items[0] ?? null; }
  }
  return null;
}

function before(line: Line): Line | null {
  const leaf = line.leaf;
  if (!leaf) return null;
  const i = leaf.items.indexOf(line);
  if (i > 0) return leaf.items[i - 1]!;
  for (let t: Tree = leaf; t.parent; t = t.parent) {
    const k = t.parent.items.indexOf(t) - 1;
    if (k >= 0) { let d: Tree = t.parent.items[k]!; while (d.kind === 1) d = d.items[d.items.length - 1]!; return d.items[d.items.length - 1] ?? null; }
  }
  return null;
}

function* walk(t: Tree, flag: number, key: 'headers' | 'conditionals' | 'marked'): Iterable<Line> {
  if (t[key] === 0) return;
  if (t.kind === 0) { for (const l of t.items) if (l.flags & flag) yield l; }
  else for (const c of t.items) yield* walk(c, flag, key);
}
