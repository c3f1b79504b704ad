// A regular expression in words, part by part.
import { table } from '../../language/table.ts';
import { t } from '../../language/text.ts';
import { code } from './place.ts';

interface Piece { readonly text: string; readonly says: string }
const MOST_PIECES = 14;
const CLASSES = table<() => string>({
  d: () => t('a digit'), D: () => t('anything but a digit'), w: () => t('a letter, digit or underscore'), W: () => t('anything but a letter, digit or underscore'), s: () => t('a blank'), S: () => t('anything but a blank'),
  b: () => t('the edge of a word'), B: () => t('no edge of a word'),
});

/** Parts in order, each with its meaning; null when the expression is one piece of plain text. */
export function describeRegex(source: string): string | null {
  const pieces = read(source);
  if (pieces.length === 0 || (pieces.length === 1 && !/[\\^$.|?*+()[\]{}]/.test(source))) return null;
  const shown = pieces.slice(0, MOST_PIECES).map((p) => `- ${code(p.text)} ${p.says}`);
  if (pieces.length > shown.length) shown.push(`- ${t('and {0} more', pieces.length - shown.length)}`);
  return shown.join('\n');
}

function read(source: string): Piece[] {
  const out: Piece[] = [];
  let i = 0, plain = '';
  const flush = (): void => { if (plain) out.push({ text: plain, says: t('this text') }); plain = ''; };
  const put = (text: string, says: string): void => { flush(); out.push({ text, says }); };
  while (i < source.length) {
    const c = source[i]!, start = i;
    let says: string | null = null, literal = '';
    if (c === '^') says = t('the start');
    else if (c === '$') says = t('the end');
    else if (c === '.') says = t('any character');
    else if (c === '|') says = t('or');
    else if (c === '(') {
      const special = /^\(\?(?::|=|!|<=|<!|i\)|[a-z-]+[:)])/.exec(source.slice(i))?.[0];
      i += (special?.length ?? 1) - 1;
      says = special === '(?=' ? t('followed by') : special === '(?!' ? t('not followed by') : special === '(?<=' ? t('behind') : special === '(?<!' ? t('not behind') : special === '(?i)' ? t('from here in upper or lower case') : t('a group begins');
    } else if (c === ')') says = t('the group ends');
    else if (c === '[') { const end = classEnd(source, i); says = classWords(source.slice(i + 1, end)); i = end; } else if (c === '\\') {
      const d = source[++i] ?? '';
      if (CLASSES[d]) says = CLASSES[d]();
      else if (/[1-9]/.test(d)) says = t('what group {0} found', d);
      else literal = d;
    } else literal = c;
    i++;
    const q = /^(?:[*+?]|\{\d*,?\d*\})[?+]?/.exec(source.slice(i))?.[0];
    if (says === null && !q) { plain += literal; continue; }
    if (q) i += q.length;
    put(source.slice(start, i), (says ?? t('the character {0}', code(literal))) + (q ? `, ${times(q)}` : ''));
  }
  flush();
  return out;
}

function classEnd(source: string, from: number): number {
  let i = from + 1;
  if (source[i] === '^') i++;
  if (source[i] === ']') i++;
  for (; i < source.length && source[i] !== ']'; i++) { if (source[i] === '\\') i++; else if (source.startsWith('[:', i)) i = Math.max(i, source.indexOf(':]', i) + 1); }
  return Math.min(i, source.length - 1);
}

const KNOWN = table<() => string>({ '0-9': () => t('a digit'), 'a-z': () => t('a small letter'), 'A-Z': () => t('a capital letter'), 'a-zA-Z': () => t('a letter'), 'a-z0-9': () => t('a small letter or a digit'), 'a-zA-Z0-9': () => t('a letter or digit'), '^/': () => t('anything but a slash') });
function classWords(inside: string): string {
  const known = KNOWN[inside];
  if (known) return known();
  return inside.startsWith('^') ? t('one character, none of {0}', code(inside.slice(1))) : t('one character of {0}', code(inside));
}

function times(q: string): string {
  const m = /^\{(\d*)(,?)(\d*)\}/.exec(q);
  if (m) return m[2] === '' ? t('{0} times', m[1]!) : m[3] === '' ? t('{0} times or more', m[1]!) : t('{0} to {1} times', m[1] || '0', m[3]!);
  return q[0] === '*' ? t('any number of times') : q[0] === '+' ? t('once or more') : t('once or not at all');
}
