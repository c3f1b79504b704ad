/**
 * The grammar of a keyword's arguments: a tree, and the one-line notation in which facts.json holds it.
 *
 *   word            fixed word                       <name=type>   value; `<name>` when its type is not known
 *   [ … ]           optional                         { a | b }     one of
 *   ( … )           literal parentheses              @{ … }        one or more; `@"," { … }` with a separator between
 *   ,               literal separator
 *
 * A blank stands between words; nodes without a blank between them are glued: `<addr=address>:<port=port>` is one word.
 * `~` glues where a missing blank would not show it; `\` takes the next character literally.
 */

export type GrammarNode =
  | { readonly kind: 'word'; readonly text: string; readonly glued: boolean }
  | { readonly kind: 'value'; readonly name: string; readonly type: string | null; readonly glued: boolean }
  | { readonly kind: 'optional'; readonly of: Sequence; readonly glued: boolean }
  | { readonly kind: 'oneOf'; readonly of: readonly Sequence[]; readonly glued: boolean }
  | { readonly kind: 'parens'; readonly of: Sequence; readonly glued: boolean }
  | { readonly kind: 'repeat'; readonly of: Sequence; readonly separator: string | null; readonly glued: boolean }
  | { readonly kind: 'separator'; readonly text: string; readonly glued: boolean };

export type Sequence = readonly GrammarNode[];

const SPECIAL: ReadonlySet<number> = new Set(Array.from(' \t<>[]{}|()~,\\@', (c) => c.charCodeAt(0)));
const BACKSLASH = 92;

/** Reads the notation. Never fails: a bracket left open ends with the text. */
export function parseGrammar(notation: string): Sequence {
  return readSequence({ text: notation, at: 0 }, '');
}

interface Reader { readonly text: string; at: number }

function readSequence(r: Reader, closing: string): Sequence {
  const nodes: GrammarNode[] = [];
  let blank = true;
  let glue = false;
  while (r.at < r.text.length) {
    const c = r.text[r.at]!;
    if (closing.includes(c)) break;
    if (c === ' ') { blank = true; r.at++; continue; }
    if (c === '~') { glue = true; r.at++; continue; }
    nodes.push(readNode(r, c, glue || !blank));
    blank = false;
    glue = false;
  }
  return nodes;
}

function readNode(r: Reader, c: string, glued: boolean): GrammarNode {
  switch (c) {
    case '<': {
      const end = endOf(r.text, '>', r.at);
      const inside = r.text.slice(r.at + 1, end);
      const equals = inside.indexOf('=');
      r.at = end + 1;
      return { kind: 'value', name: equals < 0 ? inside : inside.slice(0, equals), type: equals < 0 ? null : inside.slice(equals + 1), glued };
    }
    case '[': return { kind: 'optional', of: enclosed(r, ']'), glued };
    case '(': return { kind: 'parens', of: enclosed(r, ')'), glued };
    case '{': return { kind: 'oneOf', of: branches(r), glued };
    case '@': {
      let separator: string | null = null;
      r.at++;
      if (r.text[r.at] === '"') {
        const end = endOf(r.text, '"', r.at + 1);
        separator = r.text.slice(r.at + 1, end);
        r.at = end + 1;
      }
      return { kind: 'repeat', of: enclosed(r, '}'), separator, glued };
    }
    case ',': r.at++; return { kind: 'separator', text: ',', glued };
    default: return { kind: 'word', text: readWord(r), glued };
  }
}

function endOf(text: string, c: string, from: number): number {
  const end = text.indexOf(c, from);
  return end < 0 ? text.length : end;
}

function enclosed(r: Reader, closing: string): Sequence {
  r.at++;
  const of = readSequence(r, closing);
  r.at++;
  return of;
}

function branches(r: Reader): Sequence[] {
  const of: Sequence[] = [];
  do of.push(enclosedBranch(r)); while (r.at < r.text.length && r.text[r.at] === '|');
  r.at++;
  return of;
}

function enclosedBranch(r: Reader): Sequence {
  r.at++;
  return readSequence(r, '|}');
}

function readWord(r: Reader): string {
  const start = r.at++;
  while (r.at < r.text.length && !SPECIAL.has(r.text.charCodeAt(r.at))) r.at++;
  const word = r.text.slice(start, r.at);
  if (r.text.charCodeAt(start) !== BACKSLASH && r.text.charCodeAt(r.at) !== BACKSLASH) return word;
  r.at = start;
  return readEscapedWord(r);
}

function readEscapedWord(r: Reader): string {
  let word = '';
  while (r.at < r.text.length) {
    const c = r.text[r.at]!;
    if (c === '\\') word += r.text[++r.at] ?? '';
    else if (word !== '' && SPECIAL.has(c.charCodeAt(0))) break;
    else word += c;
    r.at++;
  }
  return word;
}

/** The inverse of parseGrammar. */
export function writeGrammar(of: Sequence): string {
  let text = '';
  of.forEach((node, i) => {
    const written = writeNode(node);
    if (i === 0) text = node.glued ? `~${written}` : written;
    else if (!node.glued) text += ` ${written}`;
    else text += node.kind === 'word' && of[i - 1]!.kind === 'word' ? `~${written}` : written;
  });
  return text;
}

function writeNode(node: GrammarNode): string {
  switch (node.kind) {
    case 'word': return node.text.replace(/[\s<>[\]{}|()~,\\@]/g, '\\$&');
    case 'value': return node.type === null ? `<${node.name}>` : `<${node.name}=${node.type}>`;
    case 'optional': return `[${writeGrammar(node.of)}]`;
    case 'parens': return `(${writeGrammar(node.of)})`;
    case 'oneOf': return `{${node.of.map(writeGrammar).join('|')}}`;
    case 'repeat': return `@${node.separator === null ? '' : `"${node.separator}"`}{${writeGrammar(node.of)}}`;
    case 'separator': return node.text;
  }
}

/** For people: `balance url_param <param> [check_post]`. */
export function showGrammar(of: Sequence): string {
  let text = '';
  of.forEach((node, i) => {
    text += `${i === 0 || node.glued ? '' : ' '}${showNode(node)}`;
  });
  return text;
}

function showNode(node: GrammarNode): string {
  switch (node.kind) {
    case 'word': case 'separator': return node.text;
    case 'value': return `<${node.name}>`;
    case 'optional': {
      const [only] = node.of;
      return only?.kind === 'repeat' && node.of.length === 1 ? `[${showGrammar(only.of)}]*` : `[ ${showGrammar(node.of)} ]`;
    }
    case 'parens': return `(${showGrammar(node.of)})`;
    case 'oneOf': return `{ ${node.of.map(showGrammar).join(' | ')} }`;
    case 'repeat': return `${showGrammar(node.of)}${node.separator ?? ''}...`;
  }
}
