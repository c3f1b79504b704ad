// Regular expressions as PCRE2 runs them in HAProxy, on short texts. Not JavaScript's own engine: an expression of the file must not
// be able to hang the server, so every step counts, and what is not covered is named unknown.

/** Texts of the groups, the whole match first; `index`: where it begins. */
export interface Match { readonly groups: readonly (string | undefined)[]; readonly index: number; readonly end: number }
/** Null: no match. `'unknown'`: it took too long. */
export type Found = Match | null | 'unknown';
export interface Regex { exec(subject: string, from?: number, notBeginning?: boolean): Found }

const MOST_STEPS = 200_000, DEEPEST = 1200, MOST_REPEATS = 1000;
const ENOUGH = Symbol('enough');

interface Run { readonly s: string; readonly groups: number[]; steps: number; depth: number; readonly bol: boolean }
type Next = (at: number) => boolean;
type Node = (r: Run, at: number, next: Next) => boolean;
type Test = (code: number) => boolean;
/** `one`: the node takes exactly one character, of those that the test knows. */
interface Piece { readonly node: Node; readonly one: Test | null; readonly repeatable: boolean }

class Unsupported extends Error {}

const count = (r: Run): void => { if (++r.steps > MOST_STEPS) throw ENOUGH; };
const lower = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);
const isDigit: Test = (c) => c >= 48 && c <= 57;
const isWord: Test = (c) => isDigit(c) || c === 95 || (lower(c) >= 97 && lower(c) <= 122);
const isSpace: Test = (c) => c === 32 || (c >= 9 && c <= 13);
const not = (t: Test): Test => (c) => !t(c);
const SHORT: Readonly<Record<string, Test>> = { d: isDigit, D: not(isDigit), w: isWord, W: not(isWord), s: isSpace, S: not(isSpace), h: (c) => c === 32 || c === 9, H: (c) => c !== 32 && c !== 9, N: (c) => c !== 10 };
const CONTROL: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, e: 27, a: 7 };
const POSIX: Readonly<Record<string, Test>> = {
  alpha: (c) => lower(c) >= 97 && lower(c) <= 122, digit: isDigit, alnum: (c) => isWord(c) && c !== 95, upper: (c) => c >= 65 && c <= 90, lower: (c) => c >= 97 && c <= 122, space: isSpace, blank: SHORT.h!,
  xdigit: (c) => isDigit(c) || (lower(c) >= 97 && lower(c) <= 102), word: isWord, punct: (c) => c > 32 && c < 127 && !(isWord(c) && c !== 95), print: (c) => c >= 32 && c < 127, graph: (c) => c > 32 && c < 127, cntrl: (c) => c < 32 || c === 127,
};

/** Null: the expression is wrong or uses what is not covered here. `captures` false: plain parentheses make no groups. */
export function compile(pattern: string, ignoreCase: boolean): Regex | null {
  try {
    const p = { s: pattern, at: 0, fold: ignoreCase, groups: 0, names: new Map<string, number>(), deep: 0 }, node = either(p);
    if (p.at < pattern.length) return null;
    const { groups } = p;
    return {
      exec(s, from = 0, notBeginning = false) {
        const r: Run = { s, groups: [], steps: 0, depth: 0, bol: !notBeginning };
        try {
          for (let i = from; i <= s.length; i++) {
            r.groups.length = 0;
            let end = -1;
            if (node(r, i, (at) => { end = at; return true; })) {
              const texts: (string | undefined)[] = [s.slice(i, end)];
              for (let g = 1; g <= groups; g++) { const a = r.groups[g * 2], b = r.groups[g * 2 + 1]; texts.push(a === undefined || b === undefined || a < 0 ? undefined : s.slice(a, b)); }
              return { groups: texts, index: i, end };
            }
          }
          return null;
        } catch (e) { if (e === ENOUGH) return 'unknown'; throw e; }
      },
    };
  } catch (e) { if (e instanceof Unsupported) return null; throw e; }
}

interface Parser { readonly s: string; at: number; fold: boolean; groups: number; readonly names: Map<string, number>; deep: number }

function either(p: Parser): Node {
  const fold = p.fold, ways = [sequence(p)];
  while (p.s[p.at] === '|') { p.at++; ways.push(sequence(p)); }
  p.fold = fold;
  if (ways.length === 1) return ways[0]!;
  return (r, at, next) => { count(r); return ways.some((w) => w(r, at, next)); };
}

function sequence(p: Parser): Node {
  const items: Node[] = [];
  while (p.at < p.s.length && p.s[p.at] !== '|' && p.s[p.at] !== ')') { const piece = atom(p); if (piece) items.push(repeated(p, piece)); }
  return items.reduceRight<Node>((rest, item) => (r, at, next) => item(r, at, (i) => rest(r, i, next)), (_r, at, next) => next(at));
}

function repeated(p: Parser, piece: Piece): Node {
  let { node, one } = piece, first = true;
  for (;;) {
    const m = /^(?:[*+?]|\{(\d{1,5})(?:(,)(\d{0,5}))?\})([?+]?)/.exec(p.s.slice(p.at, p.at + 16));
    if (!m) return node;
    if (!first || !piece.repeatable) throw new Unsupported();
    first = false;
    p.at += m[0].length;
    const c = m[0][0]!, low = c === '{' ? Number(m[1]) : c === '+' ? 1 : 0, high = c === '{' ? (m[2] ? (m[3] ? Number(m[3]) : Number.POSITIVE_INFINITY) : low) : c === '?' ? 1 : Number.POSITIVE_INFINITY;
    if (low > MOST_REPEATS || (Number.isFinite(high) && high > MOST_REPEATS)) throw new Unsupported();
    node = one ? manyOf(one, low, high, m[4]!) : many(node, low, high, m[4]!);
    one = null;
  }
}

/** Repeats of one character: no recursion, however long. */
const manyOf = (test: Test, low: number, high: number, mode: string): Node => (r, at, next) => {
  let n = 0;
  if (mode === '?') {
    for (;; n++) {
      count(r);
      if (n >= low && next(at + n)) return true;
      if (n >= high || at + n >= r.s.length || !test(r.s.charCodeAt(at + n))) return false;
    }
  }
  while (n < high && at + n < r.s.length && test(r.s.charCodeAt(at + n))) { n++; count(r); }
  if (mode === '+') return n >= low && next(at + n);
  for (; n >= low; n--) { count(r); if (next(at + n)) return true; }
  return false;
};

const many = (node: Node, low: number, high: number, mode: string): Node => {
  const loop = (r: Run, at: number, n: number, next: Next): boolean => {
    count(r);
    if (++r.depth > DEEPEST) throw ENOUGH;
    const more = (): boolean => n < high && node(r, at, (i) => (i === at && n >= low ? false : loop(r, i, n + 1, next)));
    const found = mode === '?' ? (n >= low && next(at)) || more() : more() || (n >= low && next(at));
    r.depth--;
    return found;
  };
  if (mode !== '+') return (r, at, next) => loop(r, at, 0, next);
  return atomic((r, at, next) => loop(r, at, 0, next));
};
/** What it took once it keeps. */
const atomic = (node: Node): Node => (r, at, next) => { let end = -1; return node(r, at, (i) => { end = i; return true; }) && next(end); };

const oneOf = (test: Test): Piece => ({ one: test, repeatable: true, node: (r, at, next) => { count(r); return at < r.s.length && test(r.s.charCodeAt(at)) && next(at + 1); } });
const place = (test: (r: Run, at: number) => boolean): Piece => ({ one: null, repeatable: false, node: (r, at, next) => test(r, at) && next(at) });
const letter = (p: Parser, c: number): Piece => { const l = lower(c); return oneOf(p.fold && l >= 97 && l <= 122 ? (d) => lower(d) === l : (d) => d === c); };
const atWord = (r: Run, at: number): boolean => (at > 0 && isWord(r.s.charCodeAt(at - 1))) !== (at < r.s.length && isWord(r.s.charCodeAt(at)));
const atEnd = (r: Run, at: number): boolean => at === r.s.length || (at === r.s.length - 1 && r.s.charCodeAt(at) === 10);

function atom(p: Parser): Piece | null {
  const c = p.s[p.at++]!;
  if (c === '.') return oneOf((d) => d !== 10);
  if (c === '^') return place((r, at) => at === 0 && r.bol);
  if (c === '$') return place(atEnd);
  if (c === '[') return oneOf(klass(p));
  if (c === '(') return group(p);
  if (c === '*' || c === '+' || c === '?') throw new Unsupported();
  if (c !== '\\') return letter(p, c.charCodeAt(0));
  const d = p.s[p.at];
  if (d === undefined) throw new Unsupported();
  if (d === 'Q') {
    const end = p.s.indexOf('\\E', p.at), quoted = p.s.slice(p.at + 1, end < 0 ? p.s.length : end);
    p.at = end < 0 ? p.s.length : end + 2;
    const letters = [...quoted].map((x) => letter(p, x.charCodeAt(0)).node);
    return { one: null, repeatable: false, node: letters.reduceRight<Node>((rest, item) => (r, at, next) => item(r, at, (i) => rest(r, i, next)), (_r, at, next) => next(at)) };
  }
  if (d === 'E') { p.at++; return null; }
  if (d >= '1' && d <= '9') {
    if (isDigit(p.s.charCodeAt(p.at + 1))) throw new Unsupported();
    p.at++;
    const n = Number(d), { fold } = p;
    return { one: null, repeatable: true, node: (r, at, next) => {
      count(r);
      const a = r.groups[n * 2], b = r.groups[n * 2 + 1];
      if (a === undefined || b === undefined || a < 0) return false;
      const want = r.s.slice(a, b), got = r.s.slice(at, at + want.length);
      return (fold ? got.toLowerCase() === want.toLowerCase() : got === want) && next(at + want.length);
    } };
  }
  const edge = { b: atWord, B: (r: Run, at: number) => !atWord(r, at), A: (r: Run, at: number) => at === 0 && r.bol, Z: atEnd, z: (r: Run, at: number) => at === r.s.length }[d];
  if (edge) { p.at++; return place(edge); }
  const set = SHORT[d];
  if (set) { p.at++; return oneOf(set); }
  return letter(p, escaped(p));
}

/** The character behind a backslash; `p.at` stands on it. */
function escaped(p: Parser): number {
  const d = p.s[p.at++]!;
  if (CONTROL[d] !== undefined) return CONTROL[d];
  if (d === 'x') {
    const m = /^(?:\{([0-9a-fA-F]{1,2})\}|([0-9a-fA-F]{1,2}))/.exec(p.s.slice(p.at, p.at + 6));
    if (!m) throw new Unsupported();
    p.at += m[0].length;
    return Number.parseInt(m[1] ?? m[2]!, 16);
  }
  if (/[0-9A-Za-z]/.test(d)) throw new Unsupported();
  return d.charCodeAt(0);
}

function klass(p: Parser): Test {
  const negated = p.s[p.at] === '^', tests: Test[] = [], fold = p.fold;
  if (negated) p.at++;
  for (let first = true; ; first = false) {
    const c = p.s[p.at];
    if (c === undefined) throw new Unsupported();
    if (c === ']' && !first) { p.at++; break; }
    const posix = c === '[' ? /^\[:(\^?)([a-z]+):\]/.exec(p.s.slice(p.at, p.at + 16)) : null;
    if (posix) { const t = POSIX[posix[2]!]; if (!t) throw new Unsupported(); tests.push(posix[1] ? not(t) : t); p.at += posix[0].length; continue; }
    const low = classChar(p);
    if (typeof low !== 'number') { tests.push(low); continue; }
    if (p.s[p.at] !== '-' || p.s[p.at + 1] === ']' || p.s[p.at + 1] === undefined) { tests.push(range(low, low, fold)); continue; }
    p.at++;
    const high = classChar(p);
    if (typeof high !== 'number' || high < low) throw new Unsupported();
    tests.push(range(low, high, fold));
  }
  const any: Test = (c) => tests.some((t) => t(c));
  return negated ? not(any) : any;
}
function classChar(p: Parser): number | Test {
  const c = p.s[p.at++]!;
  if (c !== '\\') return c.charCodeAt(0);
  const d = p.s[p.at];
  if (d === undefined || d === 'Q' || d === 'E') throw new Unsupported();
  if (d === 'b') { p.at++; return 8; }
  const set = SHORT[d];
  if (set && d !== 'N') { p.at++; return set; }
  return escaped(p);
}
const range = (low: number, high: number, fold: boolean): Test => (fold ? (c) => (c >= low && c <= high) || (lower(c) >= low && lower(c) <= high) || (lower(c) >= 97 && lower(c) <= 122 && lower(c) - 32 >= low && lower(c) - 32 <= high) : (c) => c >= low && c <= high);

function group(p: Parser): Piece | null {
  const head = p.s.slice(p.at), flags = /^\?(i?)(-i)?([:)])/.exec(head), outer = p.fold;
  let n = 0, look = '', keeps = false;
  if (++p.deep > 100) throw new Unsupported();
  if (flags && (flags[1] || flags[2] || flags[3] === ':')) {
    p.at += flags[0].length;
    if (flags[1]) p.fold = true;
    if (flags[2]) p.fold = false;
    if (flags[3] === ')') { p.deep--; return null; }
  } else if (/^\?[=!]/.test(head)) { look = head[1]!; p.at += 2; } else if (head.startsWith('?>')) { keeps = true; p.at += 2; } else {
    const named = /^\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/.exec(head);
    if (named) p.at += named[0].length; else if (head[0] === '?' || head[0] === '*') throw new Unsupported();
    n = ++p.groups;
  }
  const inner = either(p);
  if (p.s[p.at] !== ')') throw new Unsupported();
  p.at++; p.deep--;
  p.fold = outer;
  if (look) return { one: null, repeatable: false, node: (r, at, next) => { const was = r.groups.slice(), yes = inner(r, at, () => true); if (yes === (look === '=')) { if (next(at)) return true; } for (let i = 0; i < r.groups.length; i++) r.groups[i] = was[i] ?? -1; return false; } };
  if (n === 0) return { one: null, repeatable: true, node: keeps ? atomic(inner) : inner };
  return { one: null, repeatable: true, node: (r, at, next) => {
    count(r);
    const a = r.groups[n * 2] ?? -1, b = r.groups[n * 2 + 1] ?? -1;
    if (inner(r, at, (i) => {
      const x = r.groups[n * 2] ?? -1, y = r.groups[n * 2 + 1] ?? -1;
      r.groups[n * 2] = at; r.groups[n * 2 + 1] = i;
      if (next(i)) return true;
      r.groups[n * 2] = x; r.groups[n * 2 + 1] = y;
      return false;
    })) return true;
    r.groups[n * 2] = a; r.groups[n * 2 + 1] = b;
    return false;
  } };
}

/** The text with `\0` to `\9` put in, as HAProxy fills the second argument of replace-header and regsub. Null: it ends in a backslash. */
export function fill(template: string, match: Match): string | null {
  let out = '';
  for (let i = 0; i < template.length; i++) {
    if (template[i] !== '\\') { out += template[i]!; continue; }
    const d = template[++i];
    if (d === undefined) return null;
    if (d >= '0' && d <= '9') out += match.groups[Number(d)] ?? '';
    else if (d === 'x' && /^[0-9a-fA-F]{2}/.test(template.slice(i + 1))) { out += String.fromCharCode(Number.parseInt(template.slice(i + 1, i + 3), 16)); i += 2; } else out += d;
  }
  return out;
}
